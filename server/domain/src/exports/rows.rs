//! The SQL of exports.

use super::KEPT;
use crate::{Conn, Db, Result};
use model::export::{Export, ExportFormat, ExportKind, ExportRequest};
use model::run::RunState;
use model::{ApiKeyId, ExportId, MemberId, Moment, OrganisationId, RunId};
use sqlx::QueryBuilder;

const SELECT: &str = "select e.id, e.kind, e.format, e.request, e.created_by_member, e.created_by_key, e.run_id, e.size, \
     e.created_at, r.state, r.done, r.problem from exports e join runs r on r.id = e.run_id ";

/// An export as stored, with its run.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub id: ExportId,
    pub kind: ExportKind,
    pub format: ExportFormat,
    pub request: String,
    pub created_by_member: MemberId,
    pub created_by_key: Option<ApiKeyId>,
    pub run_id: RunId,
    pub size: Option<i64>,
    pub created_at: Moment,
    pub state: RunState,
    pub done: i64,
    pub problem: Option<String>,
}

impl Row {
    /// What was asked for.
    pub fn request(&self) -> Result<ExportRequest> {
        Ok(serde_json::from_str(&self.request)?)
    }
}

impl From<Row> for Export {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            format: row.format,
            run: row.run_id,
            state: row.state,
            rows: row.done,
            size: row.size,
            created_at: row.created_at,
            kept_until: row.created_at.plus(KEPT),
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        }
    }
}

/// The export with this id in this organisation.
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &ExportId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where e.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and e.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}
