//! Workers: take jobs, renew their leases, catch their panics; and the clock that starts what is due.

use crate::jobs::{Job, Stop, WEBHOOK, queue, schedule};
use crate::{
    Result, Services, Write, agents, api_keys, archive, audit, backups, change, connections, customers, exports,
    handovers, imports, mappings, members, outbox, privacy, restores, retention, runs, sessions, sync, webhooks,
};
use futures::FutureExt as _;
use model::run::{RunKind, RunState};
use model::{Code, Problem, RunId};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

/// How often a worker looks when nothing wakes it: other replicas enqueue too.
const LOOK: Duration = Duration::from_secs(1);
/// How often schedules are looked at.
const TICK: Duration = Duration::from_secs(5);
/// How often what is over is removed.
const SWEEP: Duration = Duration::from_secs(600);
/// Workers of one process: one for what takes long, one so that a test of a connection need not wait for it.
const WORKERS: usize = 2;
/// Webhooks that a worker has under way beside its job: a receiver that takes ten seconds to answer holds up nobody else.
const ASIDE: usize = 16;

/// Works until `stop` is done; then finishes nothing more, but hands its jobs back.
pub async fn run(services: Services, stop: impl Future<Output = ()> + Send + 'static) {
    let (sender, receiver) = tokio::sync::watch::channel(false);
    // The folder's lock says that whoever held a lease is dead; on PostgreSQL another replica may live.
    #[cfg(not(feature = "postgres"))]
    if let Err(error) = queue::take_over(&services).await {
        tracing::error!(%error, "what was under way at the last start goes on when its lease runs out");
    }
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        tasks.spawn(work(services.clone(), receiver.clone()));
    }
    tasks.spawn(crate::presence::run(services.clone(), receiver.clone()));
    tasks.spawn(tick(services.clone(), receiver));
    stop.await;
    let _ = sender.send(true);
    while tasks.join_next().await.is_some() {}
}

type Stopped = tokio::sync::watch::Receiver<bool>;

async fn work(services: Services, mut stop: Stopped) {
    let worker: String = services.ids.token();
    let mut aside = tokio::task::JoinSet::new();
    while !*stop.borrow() {
        while aside.try_join_next().is_some() {}
        let step = tokio::select! {
            step = next(&services, &worker, &mut aside) => step,
            _ = stop.changed() => {
                aside.shutdown().await;
                release(&services, &worker).await;
                return;
            }
        };
        match step {
            Ok(true) => {}
            Ok(false) => {
                tokio::select! {
                    () = services.wake.notified() => {}
                    () = tokio::time::sleep(LOOK) => {}
                    _ = stop.changed() => {}
                }
            }
            Err(error) => {
                tracing::error!(%error, "a worker could not take a job");
                tokio::time::sleep(LOOK).await;
            }
        }
    }
}

/// Takes one job; whether there was one. Deliveries of webhooks go on by themselves.
async fn next(services: &Services, worker: &str, aside: &mut tokio::task::JoinSet<()>) -> Result<bool> {
    let Some(claim) = queue::claim(services, worker).await? else { return Ok(false) };
    if aside.len() < ASIDE && claim.name == WEBHOOK {
        let (services, worker) = (services.clone(), worker.to_owned());
        aside.spawn(async move {
            if let Err(error) = carry(&services, &worker, claim).await {
                tracing::error!(%error, "a delivery could not be finished; its lease will run out");
            }
        });
        return Ok(true);
    }
    carry(services, worker, claim).await?;
    Ok(true)
}

/// Hands back what this worker holds, so that after a restart it goes on at once.
async fn release(services: &Services, worker: &str) {
    let released = async {
        let mut tx = services.store.write().await?;
        sqlx::query(
            "update jobs set state = 'waiting', lease_until = null, lease_by = null, attempts = attempts - 1 \
             where lease_by = $1 and state = 'running' and not exists \
             (select 1 from jobs o where o.dedup_key = jobs.dedup_key and o.state = 'waiting')",
        )
        .bind(worker)
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    };
    let released: Result<()> = released.await;
    if let Err(error) = released {
        tracing::warn!(%error, "a job could not be handed back; its lease will run out");
    }
}

async fn tick(services: Services, mut stop: Stopped) {
    let mut swept = tokio::time::Instant::now();
    while !*stop.borrow() {
        if let Err(error) = start_due(&services).await {
            tracing::error!(%error, "schedules could not be looked at");
        }
        if swept.elapsed() > SWEEP {
            swept = tokio::time::Instant::now();
            if let Err(error) = sweep(&services).await {
                tracing::error!(%error, "what is over could not be removed");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(TICK) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Starts what is due by a schedule.
///
/// # Errors
/// What the database says.
pub async fn start_due(services: &Services) -> Result<()> {
    schedule::start_due(services).await?;
    handovers::start_due(services).await?;
    agents::resume_due(services).await?;
    backups::start_due(services).await
}

/// Takes one job and carries it out; whether there was one.
///
/// # Errors
/// The queue could not be read or written. A job's own failure is kept with the job.
pub async fn one(services: &Services, worker: &str) -> Result<bool> {
    let Some(claim) = queue::claim(services, worker).await? else { return Ok(false) };
    carry(services, worker, claim).await?;
    Ok(true)
}

async fn carry(services: &Services, worker: &str, claim: queue::Claim) -> Result<()> {
    let Ok(job) = serde_json::from_str::<Job>(&claim.payload) else {
        tracing::warn!(job = %claim.id, "a job of another version was parked");
        return queue::park(services, &claim.id).await;
    };
    let outcome = tokio::select! {
        outcome = AssertUnwindSafe(carry_out(services, &job)).catch_unwind() => outcome,
        () = lose(services, &claim.id, worker) => return Ok(()),
    };
    let stop = match outcome {
        Ok(Ok(())) => None,
        Ok(Err(stop)) => Some(stop),
        Err(_) => Some(Stop::Later(None, "the job panicked".to_owned())),
    };
    match stop {
        None => queue::finish(services, &claim.id, worker).await?,
        Some(Stop::Later(pause, error)) => {
            tracing::warn!(job = %claim.id, name = job.name(), attempts = claim.attempts, error, "a job will be tried again");
            if !queue::give_back(services, &claim, worker, pause, &error).await? {
                fail(services, &job, Problem::new(Code::Internal).with("id", &claim.id)).await?;
            }
        }
        Some(Stop::GiveUp(problem)) => {
            tracing::warn!(job = %claim.id, name = job.name(), code = %problem.code, "a job was given up");
            fail(services, &job, problem).await?;
            queue::finish(services, &claim.id, worker).await?;
        }
    }
    Ok(())
}

/// Ends when the lease is lost.
async fn lose(services: &Services, id: &model::JobId, worker: &str) {
    loop {
        tokio::time::sleep(queue::RENEW).await;
        if let Ok(false) = queue::renew(services, id, worker).await {
            return;
        }
    }
}

async fn carry_out(services: &Services, job: &Job) -> std::result::Result<(), Stop> {
    match job {
        Job::Run { run } => {
            carry_run(services, run).await?;
            Ok(sync::tidy(services, run).await?)
        }
        Job::Test { connection } => connections::run_test(services, connection).await,
        Job::Callbacks { connection } => connections::work_off(services, connection).await,
        Job::Outbox { organisation } => outbox::run(services, organisation).await,
        Job::ReindexTag { tag } => customers::reindex_tag(services, tag).await,
        Job::Webhook { webhook } => webhooks::run(services, webhook).await,
        Job::Transfer { connection, member } => handovers::run_transfers(services, connection, member).await,
        Job::Sweep => Ok(sweep(services).await?),
    }
}

async fn carry_run(services: &Services, id: &RunId) -> std::result::Result<(), Stop> {
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update runs set state = 'running', started_at = coalesce(started_at, $1) where id = $2 and state = 'queued'",
    )
    .bind(services.clock.now())
    .bind(id)
    .execute(&mut *tx)
    .await?;
    let run = runs::find_raw(&mut tx, id).await?;
    if let Some(run) = &run {
        tx.hint(&run.organisation_id, "runs");
    }
    tx.commit().await?;
    let Some(run) = run.filter(|run| run.state == RunState::Running) else { return Ok(()) };
    match run.kind {
        RunKind::SyncContacts => sync::contacts::run(services, &run).await,
        RunKind::SyncSeats => sync::seats::run(services, &run).await,
        RunKind::SyncArchive => archive::run(services, &run).await,
        RunKind::SyncMappings => mappings::sync::run(services, &run).await,
        RunKind::SyncCustomers => sync::customers::run(services, &run).await,
        RunKind::DraftEdit => members::draft_edit(services, &run).await,
        RunKind::ReadImport => imports::read_import(services, &run).await,
        RunKind::CheckImport => imports::check_import(services, &run).await,
        RunKind::DraftImport => imports::draft_import(services, &run).await,
        RunKind::DraftDeletion => customers::draft_deletion(services, &run).await,
        RunKind::DraftTagging => customers::draft_tagging(services, &run).await,
        RunKind::FindDuplicates => customers::find_duplicates(services, &run).await,
        RunKind::Export => exports::make(services, &run).await,
        RunKind::Dossier => privacy::make(services, &run).await,
        RunKind::Retention => retention::carry_out(services, &run).await,
        RunKind::CheckActivity => audit::check(services, &run).await,
        RunKind::Backup => backups::run(services, &run).await,
        RunKind::TestStore => backups::run_test(services, &run).await,
        RunKind::CheckRestore => restores::check(services, &run).await,
        RunKind::Restore => restores::run(services, &run).await,
        RunKind::Apply => change::apply::run(services, &run).await,
        RunKind::Undo => change::undo::run(services, &run).await,
    }
}

/// Writes a job's failure where people see it.
async fn fail(services: &Services, job: &Job, problem: Problem) -> Result<()> {
    let mut tx = services.store.write().await?;
    note_failure(&mut tx, services, job, &problem).await?;
    tx.commit().await?;
    if let Job::Run { run } = job { sync::tidy(services, run).await } else { Ok(()) }
}

/// Writes a job's failure where people see it, in a transaction that does more.
pub(crate) async fn note_failure(tx: &mut Write, services: &Services, job: &Job, problem: &Problem) -> Result<()> {
    match job {
        Job::Run { run } => {
            if let Some(row) = runs::find_raw(tx, run).await? {
                runs::end(tx, services, run, &row.organisation_id, RunState::Failed, Some(problem)).await?;
                imports::failed(tx, &row, problem).await?;
                exports::failed(tx, &row).await?;
                privacy::failed(tx, &row).await?;
                backups::failed(tx, &row, problem).await?;
                restores::failed(tx, &row, problem).await?;
                mappings::failed(tx, services, &row, problem).await?;
            }
        }
        Job::Test { connection } => {
            sqlx::query("update connections set testing = $1 where id = $2")
                .bind(false)
                .bind(connection)
                .execute(&mut **tx)
                .await?;
        }
        Job::Callbacks { .. }
        | Job::Outbox { .. }
        | Job::ReindexTag { .. }
        | Job::Webhook { .. }
        | Job::Transfer { .. }
        | Job::Sweep => {}
    }
    Ok(())
}

async fn sweep(services: &Services) -> Result<()> {
    sessions::sweep(services).await?;
    imports::sweep(services).await?;
    exports::sweep(services).await?;
    privacy::sweep(services).await?;
    backups::sweep(services).await?;
    customers::erase_due(services).await?;
    archive::sweep(services).await?;
    retention::start_due(services).await?;
    api_keys::idempotency::sweep(services).await?;
    webhooks::sweep(services).await?;
    let mut tx = services.store.write().await?;
    sqlx::query("delete from callbacks where received_at < $1")
        .bind(services.clock.now().plus(-model::moment::DAY))
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
