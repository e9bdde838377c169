//! The SQL of hand-overs.

use super::mails;
use crate::{Conn, Db, Result, Services, Viewer};
use model::handover::{Handover, HandoverKind, HandoverState, ItemKind, ItemState, Leaver, Rule};
use model::member::Status;
use model::{ChangeSetId, Code, HandoverId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// The columns of [`Row`].
pub(super) const SELECT: &str = "select h.id, h.organisation_id, h.kind, h.state, h.at, h.zone, h.suspend, h.message, h.rules, \
     h.second_person, h.proposed_by, h.proposed_by_member, h.scheduled_by, h.set_id, h.problem, h.created_by, h.created_at, \
     h.applied_at, h.revision from handovers h ";

/// A hand-over as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: HandoverId,
    pub organisation_id: OrganisationId,
    pub kind: HandoverKind,
    pub state: HandoverState,
    pub at: Option<Moment>,
    pub zone: String,
    pub suspend: bool,
    pub message: String,
    rules: String,
    pub second_person: bool,
    pub proposed_by: String,
    pub proposed_by_member: Option<MemberId>,
    pub scheduled_by: Option<MemberId>,
    pub set_id: Option<ChangeSetId>,
    problem: Option<String>,
    pub created_by: String,
    pub created_at: Moment,
    pub applied_at: Option<Moment>,
    pub revision: i64,
}

impl Row {
    pub(super) fn rules(&self) -> Result<Vec<Rule>> {
        Ok(serde_json::from_str(&self.rules)?)
    }
}

/// The hand-over with this id in this organisation.
///
/// # Errors
/// [`Code::NotFound`]
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &HandoverId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where h.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and h.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// As the viewer sees it.
pub(super) async fn shown(conn: &mut Conn, viewer: &Viewer, row: Row) -> Result<Handover> {
    let leavers = leavers(conn, &row.id).await?.into_iter();
    let leavers = leavers.map(|leaver| Leaver { name: viewer.text(leaver.name), ..leaver }).collect();
    let counts = sqlx::query_as(
        "select kind, state, count(*) from handover_items where handover_id = $1 group by kind, state order by kind, state",
    )
    .bind(&row.id)
    .fetch_all(conn)
    .await?;
    let counts: Vec<(ItemKind, ItemState, i64)> = counts;
    Ok(Handover {
        rules: row.rules()?,
        problem: row.problem.as_deref().map(serde_json::from_str).transpose()?,
        leavers,
        counts,
        id: row.id,
        kind: row.kind,
        state: row.state,
        at: row.at,
        zone: row.zone,
        suspend: row.suspend,
        message: row.message,
        second_person: row.second_person,
        proposed_by: row.proposed_by,
        set: row.set_id,
        created_by: row.created_by,
        created_at: row.created_at,
        applied_at: row.applied_at,
        revision: row.revision,
    })
}

/// Whose things.
pub(super) async fn leavers(conn: &mut Conn, id: &HandoverId) -> Result<Vec<Leaver>> {
    let found: Vec<(MemberId, String, String, Status)> = sqlx::query_as(
        "select m.id, m.name, coalesce(d.name, ''), m.status from handover_leavers l join members m on m.id = l.member_id \
         left join departments d on d.id = m.main_department_id where l.handover_id = $1 order by m.name_key, m.id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?;
    let leaver = |(member_id, name, department, status)| Leaver { member_id, name, department, status };
    Ok(found.into_iter().map(leaver).collect())
}

/// A name for the activity: the leavers'.
pub(super) async fn name(conn: &mut Conn, id: &HandoverId) -> Result<String> {
    let names: Vec<String> = leavers(conn, id).await?.into_iter().map(|leaver| leaver.name).collect();
    Ok(match names.as_slice() {
        [first, .., _] if names.len() > 3 => format!("{first} +{}", names.len() - 1),
        _ => names.join(", "),
    })
}

/// The hand-over with this id, in whatever organisation.
///
/// # Errors
/// [`Code::NotFound`]
pub(super) async fn find_any(conn: &mut Conn, id: &HandoverId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where h.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// Ends a hand-over of which nothing is left to do, and tells those whom it concerns.
pub(super) async fn settle(conn: &mut Conn, services: &Services, id: &HandoverId) -> Result<()> {
    let settled = sqlx::query(
        "update handovers set state = 'done', revision = revision + 1 where id = $1 and state = 'running' and not exists \
         (select 1 from handover_items where handover_id = $1 and state in ('planned', 'queued', 'sent', 'waiting', 'limit'))",
    )
    .bind(id)
    .execute(&mut *conn)
    .await?;
    if settled.rows_affected() == 1 {
        mails::finished(conn, services, id).await?;
    }
    Ok(())
}
