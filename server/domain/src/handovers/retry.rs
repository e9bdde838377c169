//! Trying again what did not work, with the same successor or another.

use super::{load, request, rows, transfer};
use crate::audit::{self, Actor, Record};
use crate::store::push_list;
use crate::{Db, Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::handover::{Handover, HandoverState, Reroute};
use model::problem::Fault;
use model::{ConnectionId, Problem, limits};
use serde_json::json;
use sqlx::QueryBuilder;

/// Queues again what was refused, failed, or nobody took; with another successor, if one is named. What Muster itself keeps is put
/// right at its own place: a department at the department.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::WrongState`] before it was carried out and where nothing can be tried
/// again, [`model::Code::CannotInherit`], [`model::Code::Invalid`] for too many items.
pub async fn retry(services: &Services, viewer: &Viewer, reroute: &Reroute) -> Result<Handover> {
    let states = [HandoverState::Running, HandoverState::Done];
    let (mut tx, row) = request::begin(services, viewer, (&reroute.handover, None), &states).await?;
    if reroute.items.len() > limits::BULK {
        return Err(Problem::field("items", Fault::OutOfRange).into());
    }
    if let Some(to) = &reroute.to {
        let platforms: Vec<ConnectionId> = sqlx::query_scalar(
            "select distinct connection_id from handover_items where handover_id = $1 and connection_id is not null",
        )
        .bind(&row.id)
        .fetch_all(&mut *tx)
        .await?;
        load::check(&mut tx, &viewer.organisation, &[to], &platforms).await?;
        if rows::leavers(&mut tx, &row.id).await?.iter().any(|leaver| leaver.member_id == *to) {
            return Err(Problem::field("to", Fault::Wrong).into());
        }
    }
    let mut sql = QueryBuilder::<Db>::new(
        "update handover_items set state = 'queued', reason = null, code = null, due_at = null, call = null",
    );
    if let Some(to) = &reroute.to {
        sql.push(", to_id = ").push_bind(to.clone());
    }
    sql.push(" where handover_id = ").push_bind(row.id.clone());
    sql.push(" and connection_id is not null and state in ('refused', 'full', 'failed', 'left')");
    if reroute.to.is_none() {
        sql.push(" and to_id is not null");
    }
    if !reroute.items.is_empty() {
        sql.push(" and id in (");
        push_list(&mut sql, reroute.items.iter().cloned());
        sql.push(")");
    } else {
        if let Some(kind) = reroute.kind {
            sql.push(" and kind = ").push_bind(kind);
        }
        match reroute.state {
            Some(state) => sql.push(" and state = ").push_bind(state),
            // Nobody was to take it, which is no failure: whoever wants it to go over after all names it.
            None => sql.push(" and state <> 'left'"),
        };
    }
    // A thing goes over in one hand-over at a time.
    sql.push(
        " and not exists (select 1 from handover_items o where o.leaver_id = handover_items.leaver_id \
         and o.kind = handover_items.kind and o.subject_id = handover_items.subject_id \
         and o.state in ('queued', 'sent', 'waiting', 'limit'))",
    );
    let queued = sql.build().execute(&mut *tx).await?.rows_affected();
    if queued == 0 {
        return Err(Problem::new(model::Code::WrongState).with("state", row.state).into());
    }
    sqlx::query("update handovers set state = 'running', revision = revision + 1 where id = $1")
        .bind(&row.id)
        .execute(&mut *tx)
        .await?;
    let now = services.clock.now();
    transfer::wake(&mut tx, services, &row.id, now).await?;
    let name = rows::name(&mut tx, &row.id).await?;
    let record =
        Record::new(Verb::Update, Subject::Handover, &row.id, name).fields(json!(null), json!({ "retried": queued }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "handovers");
    let row = rows::find(&mut tx, &viewer.organisation, &row.id).await?;
    let shown = rows::shown(&mut tx, viewer, row).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(shown)
}
