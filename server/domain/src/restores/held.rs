//! What a restore holds back: messages, jobs and schedules that waited when the backup was made. They went out or were done since,
//! so that only a person can say which are to go on.

use crate::audit::{self, Actor, Record};
use crate::jobs::{Job, queue, schedule};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, Write, backups, organisation, worker};
use model::audit::{Subject, Verb};
use model::backup::{Held, HeldKind, Settle};
use model::problem::Fault;
use model::{Code, HeldId, MessageId, OrganisationId, Problem, ScheduleId, limits};
use serde_json::json;
use sqlx::QueryBuilder;

/// How many are listed.
const MOST: i64 = 1_000;

#[derive(sqlx::FromRow)]
struct Row {
    id: HeldId,
    kind: HeldKind,
    organisation: String,
    name: String,
    detail: String,
}

/// What is held back, oldest first.
pub(crate) async fn held(conn: &mut Conn) -> Result<Vec<Held>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select h.id, h.kind, o.name as organisation, h.name, h.detail from held h \
         join organisations o on o.id = h.organisation_id order by h.created_at, h.id limit $1",
    )
    .bind(MOST)
    .fetch_all(conn)
    .await?;
    let shown = |row: Row| {
        let Row { id, kind, organisation, name, detail } = row;
        Held { id, kind, organisation, name, detail }
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// Lets what is held back go on, or drops it; what is held back then.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Invalid`] for no ids or too many, [`Code::NotFound`] if all of them are gone.
pub async fn settle(services: &Services, viewer: &Viewer, wish: &Settle) -> Result<Vec<Held>> {
    if wish.ids.is_empty() || wish.ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    backups::require(&mut tx, viewer).await?;
    let mut sql = QueryBuilder::<Db>::new("delete from held where id in (");
    push_list(&mut sql, wish.ids.iter().cloned());
    sql.push(") returning kind, organisation_id, subject, name");
    let taken: Vec<(HeldKind, OrganisationId, String, String)> = sql.build_query_as().fetch_all(&mut *tx).await?;
    if taken.is_empty() {
        return Err(Code::NotFound.into());
    }
    let mut given_up = Vec::new();
    for (kind, organisation, subject, _) in &taken {
        match kind {
            HeldKind::Message => message(&mut tx, services, (organisation, subject), wish.release).await?,
            HeldKind::Schedule => resume(&mut tx, services, subject, wish.release).await?,
            HeldKind::Job => {
                let job: Job = serde_json::from_str(subject)?;
                if wish.release {
                    queue::enqueue(&mut tx, &services.ids, &job, now, now).await?;
                } else {
                    given_up.push(job);
                }
            }
        }
    }
    let verb = if wish.release { Verb::Resume } else { Verb::Cancel };
    let names: Vec<&str> = taken.iter().map(|(_, _, _, name)| name.as_str()).take(20).collect();
    let record = Record::new(verb, Subject::Backup, "held", "")
        .fields(json!(null), json!({ "held": taken.len(), "names": names }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "backups");
    for job in &given_up {
        worker::note_failure(&mut tx, services, job, &Problem::new(Code::WrongState).with("state", "dropped")).await?;
    }
    let left = held(&mut tx).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(left)
}

async fn message(
    tx: &mut Write,
    services: &Services,
    (organisation, subject): (&OrganisationId, &String),
    release: bool,
) -> Result<()> {
    let (id, now) = (MessageId(subject.clone()), services.clock.now());
    if release {
        sqlx::query("update outbox set next_at = $1 where id = $2 and state = 'queued'")
            .bind(now)
            .bind(&id)
            .execute(&mut **tx)
            .await?;
        let job = Job::Outbox { organisation: organisation.clone() };
        queue::enqueue(tx, &services.ids, &job, now, now).await?;
    } else {
        sqlx::query(
            "update outbox set state = 'cancelled', values_sealed = '', next_at = null where id = $1 and state = 'queued'",
        )
        .bind(&id)
        .execute(&mut **tx)
        .await?;
    }
    tx.hint(organisation, "outbox");
    Ok(())
}

/// A schedule goes on from now, or stays switched off.
async fn resume(tx: &mut Write, services: &Services, subject: &str, release: bool) -> Result<()> {
    if !release {
        return Ok(());
    }
    let id = ScheduleId(subject.to_owned());
    let known: Option<(String, String)> =
        sqlx::query_as("select cron, zone from schedules where id = $1").bind(&id).fetch_optional(&mut **tx).await?;
    let Some((cron, zone)) = known else { return Ok(()) };
    let next = schedule::next_times(&cron, &zone, services.clock.now(), 1)?.first().copied();
    sqlx::query("update schedules set enabled = $1, next_at = $2 where id = $3")
        .bind(true)
        .bind(next)
        .bind(&id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

#[cfg(not(feature = "postgres"))]
mod hold {
    use super::{HeldId, HeldKind, Job, OrganisationId, Result, Write};
    use crate::Services;
    use model::run::RunKind;

    /// Holds everything back that waits in a database which was just restored; how much that is.
    pub(in crate::restores) async fn hold(tx: &mut Write, services: &Parts<'_>) -> Result<i64> {
        let mut held = Vec::new();
        // Marked as queued, without a moment: nobody hands them over until one is set.
        let messages: Vec<(String, OrganisationId, String, String)> = sqlx::query_as(
            "update outbox set state = 'queued', next_at = null where state in ('queued', 'sending') \
             returning id, organisation_id, template, address",
        )
        .fetch_all(&mut **tx)
        .await?;
        held.extend(messages.into_iter().map(|(id, of, name, detail)| (HeldKind::Message, of, id, name, detail)));
        let schedules: Vec<(String, OrganisationId, String, String)> = sqlx::query_as(
            "select s.id, s.organisation_id, c.name, s.kind from schedules s join connections c on c.id = s.connection_id \
             where s.enabled = $1",
        )
        .bind(true)
        .fetch_all(&mut **tx)
        .await?;
        sqlx::query("update schedules set enabled = $1").bind(false).execute(&mut **tx).await?;
        held.extend(schedules.into_iter().map(|(id, of, name, detail)| (HeldKind::Schedule, of, id, name, detail)));
        let jobs: Vec<String> =
            sqlx::query_scalar("delete from jobs where state in ('waiting', 'running') returning payload")
                .fetch_all(&mut **tx)
                .await?;
        for payload in jobs {
            let Ok(job) = serde_json::from_str::<Job>(&payload) else { continue };
            if let Some((organisation, name, detail)) = of_job(tx, &job).await? {
                held.push((HeldKind::Job, organisation, payload, name, detail));
            }
        }
        // How people were then is not how they are: nothing is told until somebody lets states flow again.
        for statement in [
            "delete from presence_writes",
            "delete from presence_people",
            "delete from presences",
            "delete from presence_feeds",
        ] {
            sqlx::query(statement).execute(&mut **tx).await?;
        }
        sqlx::query("update presence_syncs set enabled = $1").bind(false).execute(&mut **tx).await?;
        // What made or restored backups is told by their own tables, which come from the present.
        sqlx::query(
            "update runs set state = 'cancelled', ended_at = $1 where state in ('queued', 'running') \
             and kind in ('backup', 'check_restore', 'restore', 'test_store')",
        )
        .bind(services.clock.now())
        .execute(&mut **tx)
        .await?;
        let amount = held.len() as i64;
        for (kind, organisation, subject, name, detail) in held {
            sqlx::query(
                "insert into held (id, kind, organisation_id, subject, name, detail, created_at) \
                 values ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(services.ids.next::<HeldId>())
            .bind(kind)
            .bind(organisation)
            .bind(subject)
            .bind(name)
            .bind(detail)
            .bind(services.clock.now())
            .execute(&mut **tx)
            .await?;
        }
        Ok(amount)
    }

    /// Clock and ids.
    pub(in crate::restores) struct Parts<'a> {
        pub clock: &'a crate::Clock,
        pub ids: &'a crate::Ids,
    }

    impl<'a> From<&'a Services> for Parts<'a> {
        fn from(services: &'a Services) -> Self {
            Self { clock: &services.clock, ids: &services.ids }
        }
    }

    /// What a person is told of a job; nothing of one that need not be asked about.
    async fn of_job(tx: &mut Write, job: &Job) -> Result<Option<(OrganisationId, String, String)>> {
        let found: Option<(OrganisationId, String, String)> = match job {
            Job::Run { run } => {
                let skipped = [RunKind::Backup, RunKind::CheckRestore, RunKind::Restore, RunKind::TestStore];
                let found: Option<(OrganisationId, RunKind, String)> = sqlx::query_as(
                    "select r.organisation_id, r.kind, coalesce(c.name, r.started_by) from runs r \
                     left join connections c on c.id = r.connection_id where r.id = $1",
                )
                .bind(run)
                .fetch_optional(&mut **tx)
                .await?;
                let found = found.filter(|(_, kind, _)| !skipped.contains(kind));
                found.map(|(organisation, kind, detail)| (organisation, kind.word().to_owned(), detail))
            }
            Job::Callbacks { connection } => {
                sqlx::query_as("select organisation_id, 'callbacks', name from connections where id = $1")
                    .bind(connection)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Job::Transfer { connection, .. } => {
                sqlx::query_as("select organisation_id, 'transfer', name from connections where id = $1")
                    .bind(connection)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Job::Webhook { webhook } => {
                sqlx::query_as("select organisation_id, 'webhook', url from webhooks where id = $1")
                    .bind(webhook)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            // A test changes nothing, messages are held one by one, and sweeping goes on by itself.
            Job::Test { connection } => {
                sqlx::query("update connections set testing = $1 where id = $2")
                    .bind(false)
                    .bind(connection)
                    .execute(&mut **tx)
                    .await?;
                None
            }
            Job::Outbox { .. } | Job::ReindexTag { .. } | Job::Sweep => None,
        };
        Ok(found)
    }
}

#[cfg(not(feature = "postgres"))]
pub(super) use hold::{Parts, hold};
