//! The SQL of runs.

use crate::{Conn, Db, Result};
use model::run::{Counts, Run, RunKind, RunState, Stage};
use model::{ApiKeyId, ChangeSetId, ConnectionId, MemberId, Moment, OrganisationId, RunId};
use sqlx::QueryBuilder;

pub(super) const SELECT: &str = "select r.id, r.organisation_id, r.kind, r.connection_id, c.name as connection, r.state, \
     r.stage, r.cursor, r.done, r.total, r.count_add, r.count_change, r.count_leave, r.count_conflict, r.count_unchanged, \
     r.count_blocked, r.count_failed, r.change_set_id, r.input, r.started_by, r.started_by_member, r.started_by_key, r.automatic, r.cancel_asked, r.problem, \
     r.created_at, r.started_at, r.ended_at from runs r left join connections c on c.id = r.connection_id ";

/// A run as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: RunId,
    pub organisation_id: OrganisationId,
    pub kind: RunKind,
    pub connection_id: Option<ConnectionId>,
    pub connection: Option<String>,
    pub state: RunState,
    pub stage: Stage,
    pub cursor: String,
    pub done: i64,
    pub total: Option<i64>,
    pub count_add: i64,
    pub count_change: i64,
    pub count_leave: i64,
    pub count_conflict: i64,
    pub count_unchanged: i64,
    pub count_blocked: i64,
    pub count_failed: i64,
    pub change_set_id: Option<ChangeSetId>,
    pub input: String,
    pub started_by: String,
    pub started_by_member: Option<MemberId>,
    pub started_by_key: Option<ApiKeyId>,
    pub automatic: bool,
    pub cancel_asked: bool,
    pub problem: Option<String>,
    pub created_at: Moment,
    pub started_at: Option<Moment>,
    pub ended_at: Option<Moment>,
}

impl Row {
    /// Rows by verdict.
    pub(crate) const fn counts(&self) -> Counts {
        Counts {
            add: self.count_add,
            change: self.count_change,
            leave: self.count_leave,
            conflict: self.count_conflict,
            unchanged: self.count_unchanged,
            blocked: self.count_blocked,
            failed: self.count_failed,
        }
    }
}

impl From<Row> for Run {
    fn from(row: Row) -> Self {
        Self {
            counts: row.counts(),
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            id: row.id,
            kind: row.kind,
            connection_id: row.connection_id,
            connection: row.connection.unwrap_or_default(),
            state: row.state,
            stage: row.stage,
            done: row.done,
            total: row.total,
            change_set: row.change_set_id,
            started_by: row.started_by,
            automatic: row.automatic,
            stopping: row.cancel_asked && !row.state.is_over(),
            created_at: row.created_at,
            started_at: row.started_at,
            ended_at: row.ended_at,
        }
    }
}

/// A run whoever's it is: for the worker.
pub(crate) async fn find_raw(conn: &mut Conn, id: &RunId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where r.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}
