//! Giving a hand-over up before it was carried out.

use super::{request, rows};
use crate::audit::{self, Actor, Record};
use crate::members;
use crate::{Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::handover::{Handover, HandoverState};
use model::member::Step;
use model::{HandoverId, MemberId};
use serde_json::json;

/// Gives a hand-over up. Whoever was suspended by it is no longer; nothing else of it is left but history.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::WrongState`] once it was carried out.
pub async fn cancel(services: &Services, viewer: &Viewer, id: &HandoverId, revision: i64) -> Result<Handover> {
    let states = [HandoverState::Draft, HandoverState::Proposed, HandoverState::Scheduled];
    let (mut tx, row) = request::begin(services, viewer, (id, Some(revision)), &states).await?;
    let suspended: Vec<MemberId> =
        sqlx::query_scalar("select member_id from handover_leavers where handover_id = $1 and suspended")
            .bind(id)
            .fetch_all(&mut *tx)
            .await?;
    for member in suspended {
        members::step_if_possible(&mut tx, services, viewer, &member, Step::Resume).await?;
    }
    for statement in [
        "update handovers set state = 'cancelled', scheduled_by = null, revision = revision + 1 where id = $1",
        "delete from handover_items where handover_id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *tx).await?;
    }
    sqlx::query("update handover_leavers set open = $1, suspended = $1 where handover_id = $2")
        .bind(false)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    let name = rows::name(&mut tx, id).await?;
    let record = Record::new(Verb::Cancel, Subject::Handover, id, name)
        .fields(json!({ "state": row.state }), json!({ "state": HandoverState::Cancelled }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "handovers");
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    let shown = rows::shown(&mut tx, viewer, row).await?;
    tx.commit().await?;
    Ok(shown)
}
