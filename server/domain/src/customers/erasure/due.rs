//! Erasing whose time in the recycle bin is up.

use super::scrub::scrub;
use crate::audit::{self, Actor};
use crate::change::{Context, Prepared};
use crate::customers::bin::rows;
use crate::{Result, Services, archive};
use model::{ChangeSetId, CustomerId, Moment, OrganisationId};

/// How many are erased in one transaction.
const AT_ONCE: i64 = 100;

/// Erases everybody whose time is up, and then takes what was deleted out of the places where the database keeps copies for a
/// while; also after erasures that somebody asked for.
///
/// # Errors
/// What the database says.
pub async fn erase_due(services: &Services) -> Result<()> {
    loop {
        let now = services.clock.now();
        let mut tx = services.store.write().await?;
        let due: Vec<(OrganisationId, ChangeSetId, CustomerId)> = sqlx::query_as(
            "select organisation_id, set_id, id from bin_customers where erase_at <= $1 order by erase_at, id limit $2",
        )
        .bind(now)
        .bind(AT_ONCE)
        .fetch_all(&mut *tx)
        .await?;
        if due.is_empty() {
            break;
        }
        for (organisation, set, id) in due {
            let context = Context {
                organisation,
                connection: None,
                set,
                ids: services.ids.clone(),
                clock: services.clock.clone(),
                services: services.clone(),
                by: None,
                viewer: None,
                prepared: Prepared::default(),
            };
            let Some(entry) = rows::find(&mut tx, &context, &id).await? else { continue };
            let record = scrub(&mut tx, &context, &entry, "").await?;
            audit::record(&mut tx, &context.organisation, &Actor::system(), now, record).await?;
            tx.hint(&context.organisation, "bin");
        }
        tx.commit().await?;
    }
    settle(services).await
}

async fn settle(services: &Services) -> Result<()> {
    let mut conn = services.store.read().await?;
    let newest: Option<Moment> =
        sqlx::query_scalar("select max(erased_at) from erasures where not copies_gone").fetch_one(&mut *conn).await?;
    drop(conn);
    let Some(newest) = newest else { return Ok(()) };
    archive::sweep(services).await?;
    if services.store.forget_deleted().await? {
        let mut tx = services.store.write().await?;
        sqlx::query("update erasures set copies_gone = $1 where erased_at <= $2 and not copies_gone")
            .bind(true)
            .bind(newest)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
    }
    Ok(())
}
