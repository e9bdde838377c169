//! Putting a hand-over back, as far as it can be.

use super::kind::Change;
use super::{draft, request, rows};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, Write, changes, mappings};
use model::audit::{Subject, Verb};
use model::handover::{HandoverKind, HandoverState, ItemKind, NewHandover, Rule, Split, UndoPreview, Undoing};
use model::permission::Permission;
use model::{ChangeSetId, CustomerGroupId, CustomerId, HandoverId, MappingId, MemberId};
use serde_json::json;

/// Customers that one transfer brings back: as many as a statement takes as parameters.
const MOST_BACK: i64 = 30_000;

/// What undoing would come to.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn undo_preview(services: &Services, viewer: &Viewer, id: &HandoverId) -> Result<UndoPreview> {
    viewer.require_everywhere(Permission::HandoversRead)?;
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, &viewer.organisation, id).await?;
    let (back, by_transfer, stays): (i64, i64, i64) = sqlx::query_as(
        "select coalesce(sum(case when connection_id is null and state = 'done' or state in ('queued', 'limit') then 1 else 0 end), 0), \
         coalesce(sum(case when connection_id is not null and state = 'done' and call = 'on_job' and kind <> 'licence' then 1 else 0 end), 0), \
         coalesce(sum(case when connection_id is not null and (state in ('sent', 'waiting') or state = 'done' and (call = 'leaver' or kind = 'licence')) \
         then 1 else 0 end), 0) from handover_items where handover_id = $1",
    )
    .bind(id)
    .fetch_one(&mut *conn)
    .await?;
    let taken = match &row.set_id {
        Some(set) => taken(&mut conn, viewer, set).await?,
        None => 0,
    };
    Ok(UndoPreview { back: back - taken, by_transfer, stays, taken })
}

/// Accounts on platforms that went over by the set and cannot come back.
async fn taken(conn: &mut Conn, viewer: &Viewer, set: &ChangeSetId) -> Result<i64> {
    let found: Vec<(MappingId, String, String)> = sqlx::query_as(
        "select subject_id, payload, restore from change_rows where set_id = $1 and subject = 'mapping' and state = 'applied'",
    )
    .bind(set)
    .fetch_all(&mut *conn)
    .await?;
    let mut passed = Vec::with_capacity(found.len());
    for (id, payload, restore) in found {
        let change: Change = serde_json::from_str(&payload)?;
        passed.push((id, change.to, serde_json::from_str(&restore)?));
    }
    mappings::stuck(conn, &viewer.organisation, &passed).await
}

/// Takes back what was not sent, puts back what was done here, and prepares the transfer that brings back what the platform moved:
/// it counts there, so somebody looks at it first.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::WrongState`] for one that was not carried out.
pub async fn undo(services: &Services, viewer: &Viewer, id: &HandoverId) -> Result<Undoing> {
    let states = [HandoverState::Running, HandoverState::Done];
    let (mut tx, row) = request::begin(services, viewer, (id, None), &states).await?;
    sqlx::query(
        "update handover_items set state = 'undone', due_at = null where handover_id = $1 and state in ('queued', 'limit')",
    )
    .bind(id)
    .execute(&mut *tx)
    .await?;
    sqlx::query("update handovers set state = 'undone', revision = revision + 1 where id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    let name = rows::name(&mut tx, id).await?;
    let record = Record::new(Verb::Undo, Subject::Handover, id, name)
        .fields(json!({ "state": row.state }), json!({ "state": HandoverState::Undone }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "handovers");
    let back = bring_back(&mut tx, services, viewer, id).await?;
    tx.commit().await?;
    let run = match &row.set_id {
        Some(set) => Some(changes::undo(services, viewer, set).await?.run.id),
        None => None,
    };
    Ok(Undoing { run, back })
}

/// Drafts, successor by successor, the transfers back; the first of them, `None` where nothing can come back.
async fn bring_back(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    id: &HandoverId,
) -> Result<Option<HandoverId>> {
    let mut first = None;
    for (holder, leaver) in moved(tx, id).await? {
        let customers: Vec<CustomerId> = subjects(tx, id, (&holder, &leaver, ItemKind::Customer)).await?;
        let groups: Vec<CustomerGroupId> = subjects(tx, id, (&holder, &leaver, ItemKind::Group)).await?;
        let rule = |kind| Rule { kind, split: Split::Evenly, to: vec![leaver.clone()], tags: Vec::new(), range: None };
        let rules = [rule(ItemKind::Customer), rule(ItemKind::Group)];
        let new = NewHandover { kind: HandoverKind::OnJob, leavers: vec![holder], at: None, customers, groups };
        let made = draft::make(tx, services, viewer, &new, Some((id, &rules))).await?;
        first = first.or(Some(made));
    }
    Ok(first)
}

/// What of a kind went from the leaver to the holder in a way that another transfer can bring back.
async fn subjects<T: From<String>>(
    conn: &mut Conn,
    id: &HandoverId,
    (holder, leaver, kind): (&MemberId, &MemberId, ItemKind),
) -> Result<Vec<T>> {
    let found: Vec<String> = sqlx::query_scalar(
        "select i.subject_id from handover_items i where i.handover_id = $1 and i.to_id = $2 and i.leaver_id = $3 and i.kind = $4 \
         and i.connection_id is not null and i.state = 'done' and i.call = 'on_job' order by i.id limit $5",
    )
    .bind(id)
    .bind(holder)
    .bind(leaver)
    .bind(kind)
    .bind(MOST_BACK)
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().map(T::from).collect())
}

/// Who got something of whom that another transfer can bring back: both are still in.
async fn moved(conn: &mut Conn, id: &HandoverId) -> Result<Vec<(MemberId, MemberId)>> {
    Ok(sqlx::query_as(
        "select distinct i.to_id, i.leaver_id from handover_items i join members t on t.id = i.to_id \
         where i.handover_id = $1 and i.connection_id is not null and i.state = 'done' and i.call = 'on_job' and i.kind in ('customer', 'group') \
         and t.status in ('active', 'suspended') order by i.to_id, i.leaver_id",
    )
    .bind(id)
    .fetch_all(conn)
    .await?)
}
