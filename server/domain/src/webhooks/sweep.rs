//! Forgetting what was delivered long ago.

use crate::{Result, Services};
use model::moment::DAY;
use model::webhook::KEPT_DAYS;

/// Rows removed in one transaction.
const BLOCK: i64 = 2_000;

/// Removes deliveries and events after [`KEPT_DAYS`].
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    let until = services.clock.now().plus(-KEPT_DAYS * DAY);
    for statement in [
        "delete from webhook_deliveries where id in (select id from webhook_deliveries where created_at <= $1 limit $2)",
        "delete from webhook_events where id in (select e.id from webhook_events e where e.at <= $1 \
         and not exists (select 1 from webhook_deliveries d where d.event_id = e.id) limit $2)",
    ] {
        loop {
            let mut tx = services.store.write().await?;
            let removed = sqlx::query(statement).bind(until).bind(BLOCK).execute(&mut *tx).await?.rows_affected();
            tx.commit().await?;
            if removed < BLOCK as u64 {
                break;
            }
        }
    }
    Ok(())
}
