//! When a provider last asked, and what was last refused.

use super::Caller;
use crate::connections::rows::set_state;
use crate::{Result, Services};
use model::{ConnectionId, Moment, OrganisationId};
use std::time::Duration;

/// How long a request waits until it is written down that it came.
const WAIT: Duration = Duration::from_millis(500);
/// Of an answer, in characters.
const MOST: usize = 500;

/// Whoever only reads does not wait for whoever writes: the next request tells it again.
pub(super) async fn note(writing: impl Future<Output = Result<()>>) {
    match tokio::time::timeout(WAIT, writing).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "that an identity provider asked could not be written down"),
        Err(_) => tracing::debug!("that an identity provider asked is written down later: the writer is busy"),
    }
}

pub(super) async fn used(
    services: &Services,
    organisation: &OrganisationId,
    connection: &ConnectionId,
    (address, now): (&str, Moment),
) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update scim_tokens set last_used_at = $1, last_used_address = $2 where connection_id = $3")
        .bind(now)
        .bind(address)
        .bind(connection)
        .execute(&mut *tx)
        .await?;
    set_state(&mut tx, connection, None).await?;
    tx.hint(organisation, "connections");
    tx.commit().await
}

/// Notes what was refused, for the page of the connection.
pub async fn failed(services: &Services, caller: &Caller, what: &str) {
    let failure: String = what.chars().take(MOST).collect();
    note(write(services, caller, &failure)).await;
}

async fn write(services: &Services, caller: &Caller, failure: &str) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update scim_tokens set last_failed_at = $1, last_failure = $2 where connection_id = $3")
        .bind(services.clock.now())
        .bind(failure)
        .bind(&caller.connection)
        .execute(&mut *tx)
        .await?;
    tx.hint(caller.organisation(), "connections");
    tx.commit().await
}
