//! What the home page tells of hand-overs.

use super::rows;
use crate::{Result, Services, Viewer};
use model::handover::{Attention, HandoverKind, HandoverState};
use model::moment::DAY;
use model::{HandoverId, Moment};

/// What did not go over is told of for so long: who does nothing about it by then does not want to.
const TOLD: i64 = 30 * DAY;
/// Hand-overs that a page shows at most.
const MOST: i64 = 20;

/// Hand-overs that wait for somebody or for their date, could not begin, or of which something did not go over; the newest first.
///
/// # Errors
/// What the database says.
pub(crate) async fn attention(services: &Services, viewer: &Viewer) -> Result<Vec<Attention>> {
    let mut conn = services.store.read().await?;
    let found: Vec<(HandoverId, HandoverKind, HandoverState, Option<Moment>, i64)> = sqlx::query_as(
        "select h.id, h.kind, h.state, coalesce(h.applied_at, h.at), (select count(*) from handover_items i \
         where i.handover_id = h.id and i.state in ('refused', 'full', 'failed')) from handovers h \
         where h.organisation_id = $1 and (h.state in ('proposed', 'scheduled') or h.state = 'draft' and h.problem is not null \
         or h.state in ('running', 'done') and h.applied_at > $2 and exists (select 1 from handover_items i \
         where i.handover_id = h.id and i.state in ('refused', 'full', 'failed'))) \
         order by h.created_at desc, h.id desc limit $3",
    )
    .bind(&viewer.organisation)
    .bind(services.clock.now().plus(-TOLD))
    .bind(MOST)
    .fetch_all(&mut *conn)
    .await?;
    let mut told = Vec::with_capacity(found.len());
    for (id, kind, state, at, failed) in found {
        let name = viewer.text(rows::name(&mut conn, &id).await?);
        told.push(Attention { id, kind, state, name, failed, at });
    }
    Ok(told)
}
