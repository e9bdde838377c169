//! The loop that hears, decides and tells.

use super::tell::{Due, due, next_due, tell};
use super::{feed, hear, overrides};
use crate::{Result, Services};
use model::ConnectionId;
use std::collections::HashSet;
use std::time::Duration;
use tokio::task::JoinSet;

/// The longest pause: other replicas and clocks are not heard.
const LONGEST: i64 = 5_000;
/// The shortest pause between two rounds, so that many events are taken in by one transaction.
const BREATH: Duration = Duration::from_millis(50);

/// What a task was about, so that it can be begun again.
enum Over {
    Fed(ConnectionId),
    Told(Due),
}

/// Hears, decides and tells until `stop` says so.
pub(crate) async fn run(services: Services, mut stop: tokio::sync::watch::Receiver<bool>) {
    let mut tasks: JoinSet<Over> = JoinSet::new();
    let (mut feeding, mut telling) = (HashSet::new(), HashSet::new());
    while !*stop.borrow() {
        while let Some(over) = tasks.try_join_next() {
            match over {
                Ok(Over::Fed(connection)) => feeding.remove(&connection),
                Ok(Over::Told(due)) => telling.remove(&due),
                Err(error) => {
                    tracing::error!(%error, "a task of presence panicked");
                    // Which, is not known: the leases keep others from doing anything twice.
                    feeding.clear();
                    telling.clear();
                    false
                }
            };
        }
        if let Err(error) = round(&services, &mut tasks, &mut feeding, &mut telling).await {
            tracing::error!(%error, "presence could not be looked at");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let pause = pause(&services, !tasks.is_empty()).await;
        tokio::select! {
            () = services.presence.woken() => tokio::time::sleep(BREATH).await,
            () = tokio::time::sleep(pause) => {}
            Some(over) = tasks.join_next(), if !tasks.is_empty() => match over {
                Ok(Over::Fed(connection)) => drop(feeding.remove(&connection)),
                Ok(Over::Told(due)) => drop(telling.remove(&due)),
                Err(error) => {
                    tracing::error!(%error, "a task of presence panicked");
                    feeding.clear();
                    telling.clear();
                }
            },
            _ = stop.changed() => {}
        }
    }
    tasks.shutdown().await;
}

/// Takes in what came, and begins what is due.
async fn round(
    services: &Services,
    tasks: &mut JoinSet<Over>,
    feeding: &mut HashSet<ConnectionId>,
    telling: &mut HashSet<Due>,
) -> Result<()> {
    take_in(services).await?;
    overrides::end_due(services).await?;
    for connection in feed::due(services).await? {
        if feeding.insert(connection.clone()) {
            let services = services.clone();
            tasks.spawn(async move {
                if let Err(error) = feed::look_after(&services, &connection).await {
                    tracing::error!(%error, %connection, "a platform could not be looked after");
                }
                Over::Fed(connection)
            });
        }
    }
    for due in due(services).await? {
        if telling.insert(due.clone()) {
            let services = services.clone();
            tasks.spawn(async move {
                if let Err(error) = tell(&services, &due).await {
                    tracing::error!(%error, sync = %due.0, "a platform could not be told");
                }
                Over::Told(due)
            });
        }
    }
    Ok(())
}

/// Takes in what platforms told. What could not be taken in is read from the platform.
async fn take_in(services: &Services) -> Result<()> {
    let taken = services.presence.take();
    let (first, lost) = (taken.first, taken.lost.iter().chain(taken.events.keys()).cloned().collect());
    let done = write_down(services, taken).await;
    if done.is_err() {
        services.presence.lose(first, lost);
    }
    done
}

async fn write_down(services: &Services, taken: super::inbox::Taken) -> Result<()> {
    let now = services.clock.now();
    if taken.first || !taken.lost.is_empty() {
        let mut tx = services.store.write().await?;
        if taken.first {
            // What was told while nobody listened is not known.
            sqlx::query("update presence_feeds set read_at = 0, cursor = '', next_at = $1")
                .bind(now)
                .execute(&mut *tx)
                .await?;
            // The folder's lock says that whoever held a lease is dead; on PostgreSQL another replica may live.
            #[cfg(not(feature = "postgres"))]
            for table in ["presence_feeds", "presence_writes"] {
                let sql = ["update ", table, " set leased_until = 0 where leased_until > 0"].concat();
                sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut *tx).await?;
            }
        }
        for connection in &taken.lost {
            feed::read_again(&mut tx, connection, now).await?;
        }
        tx.commit().await?;
    }
    for (connection, heard) in taken.events {
        hear::hear(services, &connection, now, &heard).await?;
    }
    Ok(())
}

async fn pause(services: &Services, busy: bool) -> Duration {
    let now = services.clock.now();
    let mut next = now.plus(LONGEST);
    for due in [feed::next_due(services).await, next_due(services).await, overrides::next_due(services).await] {
        next = next.min(due.ok().flatten().unwrap_or(next));
    }
    let least = if busy { 50 } else { 0 };
    Duration::from_millis(u64::try_from(next.0 - now.0).unwrap_or_default().max(least))
}

/// One round, to its end: for tests, which let time pass by themselves.
///
/// # Errors
/// What the database says.
pub async fn turn(services: &Services) -> Result<()> {
    take_in(services).await?;
    overrides::end_due(services).await?;
    for connection in feed::due(services).await? {
        feed::look_after(services, &connection).await?;
    }
    for due in due(services).await? {
        tell(services, &due).await?;
    }
    Ok(())
}
