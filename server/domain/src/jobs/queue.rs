//! The queue: enqueue, claim, renew, finish.

use super::Job;
use crate::{Conn, Ids, Result, Services};
use model::moment::{MINUTE, SECOND};
use model::{JobId, Moment};
use std::time::Duration;

/// For how long a claim holds without being renewed. Long enough for a stalled disk, short enough that a killed worker's
/// job goes on soon.
pub const LEASE: i64 = MINUTE;
/// How often a claim is renewed.
pub const RENEW: Duration = Duration::from_secs(15);
/// After this many tries a job is left as failed. With the pauses below that is about two hours.
const MOST_ATTEMPTS: i64 = 10;

/// Puts a job into the queue, unless the same is waiting already; of two wishes for when, the earlier counts.
///
/// # Errors
/// What the database says.
pub async fn enqueue(conn: &mut Conn, ids: &Ids, job: &Job, run_at: Moment, now: Moment) -> Result<()> {
    sqlx::query(
        "insert into jobs (id, name, payload, dedup_key, state, run_at, attempts, lease_until, lease_by, last_error, \
         created_at) values ($1, $2, $3, $4, 'waiting', $5, 0, null, null, null, $6) \
         on conflict (dedup_key) where state = 'waiting' and dedup_key is not null do update set run_at = \
         case when excluded.run_at < jobs.run_at then excluded.run_at else jobs.run_at end",
    )
    .bind(ids.next::<JobId>())
    .bind(job.name())
    .bind(serde_json::to_string(job)?)
    .bind(job.dedup_key())
    .bind(run_at)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// A job in the hands of a worker.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Claim {
    /// Its id.
    pub id: JobId,
    /// What kind of job.
    pub name: String,
    /// The job as JSON.
    pub payload: String,
    /// How many times it was taken, this one included.
    pub attempts: i64,
}

/// Takes the job that is due longest. On PostgreSQL two workers may pick the same row; the loser's condition no longer holds
/// and it gets none.
///
/// # Errors
/// What the database says.
pub async fn claim(services: &Services, worker: &str) -> Result<Option<Claim>> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Option<JobId> = sqlx::query_scalar(
        "select id from jobs where (state = 'waiting' and run_at <= $1) or (state = 'running' and lease_until < $1) \
         order by run_at, id limit 1",
    )
    .bind(now)
    .fetch_optional(&mut *conn)
    .await?;
    drop(conn);
    let Some(id) = due else { return Ok(None) };
    let mut tx = services.store.write().await?;
    let claim = sqlx::query_as(
        "update jobs set state = 'running', attempts = attempts + 1, lease_until = $1, lease_by = $2 where id = $3 \
         and ((state = 'waiting' and run_at <= $4) or (state = 'running' and lease_until < $4)) \
         returning id, name, payload, attempts",
    )
    .bind(now.plus(LEASE))
    .bind(worker)
    .bind(&id)
    .bind(now)
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(claim)
}

/// Ends all leases, so that what a killed process was doing goes on at once.
///
/// # Errors
/// What the database says.
#[cfg(not(feature = "postgres"))]
pub async fn take_over(services: &Services) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update jobs set lease_until = 0 where state = 'running'").execute(&mut *tx).await?;
    tx.commit().await
}

/// Holds a claim for longer. `false` if it was lost: somebody else has the job, this worker must stop.
///
/// # Errors
/// What the database says.
pub async fn renew(services: &Services, id: &JobId, worker: &str) -> Result<bool> {
    let mut tx = services.store.write().await?;
    let held = sqlx::query("update jobs set lease_until = $1 where id = $2 and lease_by = $3 and state = 'running'")
        .bind(services.clock.now().plus(LEASE))
        .bind(id)
        .bind(worker)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(held.rows_affected() == 1)
}

/// Removes a job that is done.
///
/// # Errors
/// What the database says.
pub async fn finish(services: &Services, id: &JobId, worker: &str) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("delete from jobs where id = $1 and lease_by = $2").bind(id).bind(worker).execute(&mut *tx).await?;
    tx.commit().await
}

/// Gives a job back: to be tried again after `pause`, or, when all tries are used, to be looked at. Says whether it will be
/// tried again.
///
/// # Errors
/// What the database says.
pub async fn give_back(
    services: &Services,
    claim: &Claim,
    worker: &str,
    pause: Option<Duration>,
    error: &str,
) -> Result<bool> {
    let again = claim.attempts < MOST_ATTEMPTS;
    let pause =
        pause.map_or_else(|| back_off(claim.attempts), |pause| i64::try_from(pause.as_millis()).unwrap_or(LEASE));
    let error: String = error.chars().take(500).collect();
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update jobs set state = $1, run_at = $2, lease_until = null, lease_by = null, last_error = $3, \
         dedup_key = case when exists (select 1 from jobs o where o.dedup_key = jobs.dedup_key and o.state = 'waiting') \
         then null else dedup_key end where id = $4 and lease_by = $5",
    )
    .bind(if again { "waiting" } else { "failed" })
    .bind(services.clock.now().plus(pause))
    .bind(error)
    .bind(&claim.id)
    .bind(worker)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(again)
}

/// Parks a job that this version does not know: a newer one may.
///
/// # Errors
/// What the database says.
pub async fn park(services: &Services, id: &JobId) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("update jobs set state = 'unknown', lease_until = null, lease_by = null where id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The pause before the next try: 5 s, 10 s, 20 s … at most 30 minutes.
fn back_off(attempts: i64) -> i64 {
    ((5 * SECOND) << (attempts - 1).clamp(0, 20)).min(30 * MINUTE)
}

/// Jobs that wait or run, for the metrics and the tests.
///
/// # Errors
/// What the database says.
pub async fn backlog(services: &Services) -> Result<i64> {
    let mut conn = services.store.read().await?;
    let now = services.clock.now();
    let count =
        sqlx::query_scalar("select count(*) from jobs where state = 'running' or (state = 'waiting' and run_at <= $1)")
            .bind(now)
            .fetch_one(&mut *conn)
            .await?;
    Ok(count)
}

/// Takes a waiting job out again: whoever enqueued it carries it out himself.
///
/// # Errors
/// What the database says.
#[cfg(not(feature = "postgres"))]
pub(crate) async fn forget(conn: &mut Conn, job: &Job) -> Result<()> {
    sqlx::query("delete from jobs where dedup_key = $1 and state = 'waiting'")
        .bind(job.dedup_key())
        .execute(conn)
        .await?;
    Ok(())
}
