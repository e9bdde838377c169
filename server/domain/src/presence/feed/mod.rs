//! Hearing the platforms: which of them is due to be looked after, and what became of it.

mod centre;
mod telephony;

use super::syncs::{self, Row};
use crate::{Conn, Result, Services, connections, organisation};
use model::presence::Side;
use model::{Code, ConnectionId, Moment, OrganisationId, Problem};

/// Whoever looks after a platform is done by then, or somebody else does it.
const LEASE: i64 = 5 * 60_000;
/// The pause after a failure, in milliseconds; it doubles.
const PAUSE: i64 = 5_000;
/// The longest of them.
const LONGEST: i64 = 5 * 60_000;
/// Failures in a row after which whoever wants to hear of it is told: one may pass by itself.
const OUTAGE: i64 = 3;

/// How a platform is heard, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Feed {
    pub connection_id: ConnectionId,
    pub path: String,
    pub token_sealed: String,
    pub subscription_id: Option<String>,
    pub subscribed_at: Option<Moment>,
    pub expires_at: Option<Moment>,
    pub checked_at: Option<Moment>,
    pub cursor: String,
    pub read_at: Moment,
    pub heard_at: Option<Moment>,
    pub problem: Option<String>,
    pub failures: i64,
    pub since: Moment,
    pub mailed: bool,
}

/// The columns of [`Feed`].
const SELECT: &str = "select connection_id, path, token_sealed, subscription_id, subscribed_at, expires_at, checked_at, cursor, read_at, \
     heard_at, problem, failures, since, mailed from presence_feeds ";

/// A platform that was looked after.
struct Looked {
    feed: Feed,
    /// When it is to be looked after again.
    next: Moment,
}

/// Why looking after a platform failed, with when the platform wants to be asked again.
struct Trouble {
    problem: Problem,
    /// What was achieved before.
    feed: Option<Box<Feed>>,
    wait: i64,
}

impl From<crate::Error> for Trouble {
    fn from(error: crate::Error) -> Self {
        Self { problem: error.into_problem(), feed: None, wait: 0 }
    }
}

/// The feed of a connection.
pub(super) async fn find(conn: &mut Conn, connection: &ConnectionId) -> Result<Option<Feed>> {
    let sql = [SELECT, "where connection_id = $1"].concat();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(connection).fetch_optional(conn).await?)
}

/// Makes the feed of a connection, to be looked after at once.
pub(super) async fn open(
    conn: &mut Conn,
    services: &Services,
    (organisation, connection): (&OrganisationId, &ConnectionId),
) -> Result<()> {
    let (path, token): (String, String) = (services.ids.token(), services.ids.token());
    let now = services.clock.now();
    sqlx::query(
        "insert into presence_feeds (connection_id, organisation_id, path, token_sealed, cursor, read_at, next_at, leased_until, failures, \
         since, mailed) values ($1, $2, $3, $4, '', 0, $5, 0, 0, $5, $6) on conflict (connection_id) do nothing",
    )
    .bind(connection)
    .bind(organisation)
    .bind(path)
    .bind(services.seal.close(&services.ids, connection.as_str(), &token)?)
    .bind(now)
    .bind(false)
    .execute(conn)
    .await?;
    Ok(())
}

/// Has everything read anew, at once: somebody's account became known, or something may have been missed.
///
/// # Errors
/// What the database says.
pub(crate) async fn read_again(conn: &mut Conn, connection: &ConnectionId, now: Moment) -> Result<()> {
    sqlx::query(
        // Below zero it says how often, so that whoever reads at the moment sees that it was asked for meanwhile.
        "update presence_feeds set read_at = case when read_at <= 0 then read_at - 1 else 0 end, cursor = '', next_at = $1 \
         where connection_id = $2",
    )
        .bind(now)
        .bind(connection)
        .execute(conn)
        .await?;
    Ok(())
}

/// Which platforms are due, of syncs that are on.
pub(super) async fn due(services: &Services) -> Result<Vec<ConnectionId>> {
    let mut conn = services.store.read().await?;
    Ok(sqlx::query_scalar(
        "select f.connection_id from presence_feeds f where f.next_at <= $1 and f.leased_until < $1 and exists \
         (select 1 from presence_syncs s where s.enabled and (s.telephony_id = f.connection_id or s.centre_id = f.connection_id)) \
         order by f.next_at, f.connection_id",
    )
    .bind(services.clock.now())
    .fetch_all(&mut *conn)
    .await?)
}

/// When one is due next; `None` for never.
pub(super) async fn next_due(services: &Services) -> Result<Option<Moment>> {
    let mut conn = services.store.read().await?;
    Ok(sqlx::query_scalar(
        "select min(f.next_at) from presence_feeds f where f.leased_until < $1 and exists \
         (select 1 from presence_syncs s where s.enabled and (s.telephony_id = f.connection_id or s.centre_id = f.connection_id))",
    )
    .bind(services.clock.now())
    .fetch_one(&mut *conn)
    .await?)
}

/// Looks after a platform: hears it, keeps it telling, reads what may have been missed.
///
/// # Errors
/// What the database says. A platform's refusal is kept with the feed.
pub(super) async fn look_after(services: &Services, connection: &ConnectionId) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let Some(sync) = syncs::of(&mut tx, connection).await? else { return Ok(()) };
    organisation::lock(&mut tx, &sync.organisation_id).await?;
    let sql = "update presence_feeds set leased_until = $1 where connection_id = $2 and leased_until < $3";
    let taken = sqlx::query(sql).bind(now.plus(LEASE)).bind(connection).bind(now).execute(&mut *tx).await?;
    let Some(feed) = find(&mut tx, connection).await?.filter(|_| taken.rows_affected() == 1) else { return Ok(()) };
    let row = connections::rows::find(&mut tx, &sync.organisation_id, connection).await?;
    tx.commit().await?;
    let looked = match sync.side(connection) {
        Side::Telephony => telephony::look_after(services, (&sync, &row), feed.clone()).await,
        Side::ContactCentre => centre::look_after(services, (&sync, &row), feed.clone()).await,
    };
    put(services, &sync, feed, looked).await
}

/// Keeps what came of it.
async fn put(
    services: &Services,
    sync: &Row,
    before: Feed,
    looked: std::result::Result<Looked, Trouble>,
) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &sync.organisation_id).await?;
    let was_bad = before.problem.is_some();
    let (mut feed, next, problem) = match looked {
        Ok(Looked { feed, next }) => (feed, next, None),
        Err(Trouble { problem, feed, wait }) => {
            let doubled = PAUSE.saturating_mul(1 << before.failures.clamp(0, 10)).min(LONGEST);
            let feed = feed.map_or_else(|| before.clone(), |feed| *feed);
            (feed, now.plus(doubled.max(wait)), Some(problem))
        }
    };
    feed.failures = if problem.is_some() { before.failures + 1 } else { 0 };
    if was_bad != problem.is_some() {
        feed.since = now;
    }
    let tell = problem.as_ref().filter(|_| feed.failures >= OUTAGE && !before.mailed);
    if let Some(problem) = tell {
        super::mails::outage(&mut tx, services, sync, (&feed.connection_id, problem)).await?;
        feed.mailed = true;
    } else if problem.is_none() {
        feed.mailed = false;
    }
    let problem = problem.map(|problem| serde_json::to_string(&problem)).transpose()?;
    // Somebody may have asked meanwhile that everything be read again.
    sqlx::query(
        "update presence_feeds set subscription_id = $1, subscribed_at = $2, expires_at = $3, checked_at = $4, \
         cursor = case when read_at = $5 then $6 else '' end, next_at = case when read_at = $5 then $7 else $8 end, \
         read_at = case when read_at = $5 then $9 else read_at end, heard_at = case when heard_at > $10 then heard_at else $10 end, \
         problem = $11, failures = $12, since = $13, mailed = $14, leased_until = 0 where connection_id = $15",
    )
    .bind(&feed.subscription_id)
    .bind(feed.subscribed_at)
    .bind(feed.expires_at)
    .bind(feed.checked_at)
    .bind(before.read_at)
    .bind(&feed.cursor)
    .bind(next)
    .bind(now)
    .bind(feed.read_at)
    .bind(feed.heard_at)
    .bind(&problem)
    .bind(feed.failures)
    .bind(feed.since)
    .bind(feed.mailed)
    .bind(&feed.connection_id)
    .execute(&mut *tx)
    .await?;
    if was_bad != problem.is_some() {
        tx.hint(&sync.organisation_id, "presence");
    }
    tx.commit().await
}

/// A platform's answer as people are told it.
fn platform(call: &str, detail: impl std::fmt::Display) -> Problem {
    Problem::new(Code::Platform).with("call", call).with("detail", detail)
}
