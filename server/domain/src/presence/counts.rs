//! How many are how, and how fast a change is told.

use crate::{Result, Services, Viewer};
use model::PresenceSyncId;
use model::moment::MINUTE;
use model::permission::Permission;
use model::presence::{Flow, PresenceCounts, PresenceState};

/// What the figures of speed are about.
const LATELY: i64 = 15 * MINUTE;
/// Changes that they are drawn from at most: the latest.
const MOST: i64 = 1_000;

/// Counts of a sync.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PresenceRead`], [`model::Code::NotFound`].
pub async fn counts(services: &Services, viewer: &Viewer, sync: &PresenceSyncId) -> Result<PresenceCounts> {
    viewer.require_everywhere(Permission::PresenceRead)?;
    let mut conn = services.store.read().await?;
    super::syncs::find(&mut conn, &viewer.organisation, sync).await?;
    let states: Vec<(PresenceState, i64)> =
        sqlx::query_as("select state, count(*) from presence_people where sync_id = $1 group by state order by state")
            .bind(sync)
            .fetch_all(&mut *conn)
            .await?;
    let flows: Vec<(Flow, i64)> =
        sqlx::query_as("select flow, count(*) from presence_people where sync_id = $1 group by flow order by flow")
            .bind(sync)
            .fetch_all(&mut *conn)
            .await?;
    let mut lags: Vec<i64> = sqlx::query_scalar(
        "select lag from presence_writes where sync_id = $1 and told_at > $2 and lag is not null order by told_at desc limit $3",
    )
    .bind(sync)
    .bind(services.clock.now().plus(-LATELY))
    .bind(MOST)
    .fetch_all(&mut *conn)
    .await?;
    lags.sort_unstable();
    let at = |share: usize| lags.get(lags.len().saturating_sub(1) * share / 100).copied();
    Ok(PresenceCounts { states, flows, lag_median: at(50), lag_worst: at(99) })
}
