//! Handing messages over.

use super::carrier::{Carrier, Failed, Then};
use super::write::{Written, write};
use crate::connections::rows as connections;
use crate::jobs::{Job, Stop, queue};
use crate::{Conn, Result, Services};
use futures::{StreamExt as _, stream};
use model::language::Language;
use model::moment::{DAY, HOUR, MINUTE};
use model::outbox::{DeliveryReason, DeliveryState, Medium, Template};
use model::{MessageId, Moment, OrganisationId};
use std::sync::Arc;

/// Messages taken at once.
const BLOCK: i64 = 40;
/// Messages handed over at the same time: a mail server that is one second away then takes eight a second.
const AT_ONCE: usize = 8;
/// How long a message counts as being handed over. Longer than the longest send, so that no two workers have the same one.
const HELD: i64 = 3 * MINUTE;

/// A message as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: MessageId,
    pub organisation_id: OrganisationId,
    pub medium: Medium,
    pub address: String,
    pub template: Template,
    pub language: Language,
    pub values_sealed: String,
    pub attempts: i64,
    pub over_at: Moment,
    pub created_at: Moment,
}

/// Hands over what is due in an organisation, and asks to be woken when the next is.
///
/// # Errors
/// A [`Stop`]: the database failed. What goes wrong with a message stands with the message.
pub(crate) async fn run(services: &Services, organisation: &OrganisationId) -> std::result::Result<(), Stop> {
    settle(services, organisation).await?;
    let email = Carrier::of(services, organisation, Medium::Email).await?.map(Arc::new);
    let sms = Carrier::of(services, organisation, Medium::Sms).await?.map(Arc::new);
    loop {
        let due = due(services, organisation).await?;
        if due.is_empty() {
            break;
        }
        let mut ready = Vec::new();
        for row in due {
            let carrier = if row.medium == Medium::Email { &email } else { &sms };
            if row.over_at <= services.clock.now() {
                close(services, &row, DeliveryState::Refused, (Some(DeliveryReason::Over), ""), "").await?;
            } else if let Some(carrier) = carrier {
                ready.extend(
                    take(services, row)
                        .await?
                        .map(|(row, written)| hand_over(services.clone(), row, written, carrier.clone())),
                );
            } else {
                let at = services.clock.now().plus(6 * HOUR);
                wait(services, &row, at, DeliveryReason::NoConnection, "").await?;
            }
        }
        let mut sent = stream::iter(ready).buffer_unordered(AT_ONCE);
        while let Some((row, carrier, outcome)) = sent.next().await {
            finish(services, &row, &carrier, outcome).await?;
        }
    }
    wake(services, organisation).await?;
    Ok(())
}

async fn hand_over(
    services: Services,
    row: Row,
    written: Written,
    carrier: Arc<Carrier>,
) -> (Row, Arc<Carrier>, std::result::Result<String, Failed>) {
    let outcome = carrier.send(&services, &written).await;
    (row, carrier, outcome)
}

/// What a killed server was handing over, once its time is up: letters go again, text messages wait for a person.
async fn settle(services: &Services, organisation: &OrganisationId) -> Result<()> {
    let mut tx = services.store.write().await?;
    for statement in [
        "update outbox set state = 'queued' \
         where organisation_id = $1 and state = 'sending' and next_at <= $2 and medium = 'email'",
        "update outbox set state = 'unclear', next_at = null, values_sealed = '' \
         where organisation_id = $1 and state = 'sending' and next_at <= $2 and medium = 'sms'",
    ] {
        sqlx::query(statement).bind(organisation).bind(services.clock.now()).execute(&mut *tx).await?;
    }
    tx.commit().await
}

async fn due(services: &Services, organisation: &OrganisationId) -> Result<Vec<Row>> {
    let mut conn = services.store.read().await?;
    let rows = sqlx::query_as(
        "select id, organisation_id, medium, address, template, language, values_sealed, attempts, over_at, created_at \
         from outbox where organisation_id = $1 and state = 'queued' and next_at <= $2 order by next_at, id limit $3",
    )
    .bind(organisation)
    .bind(services.clock.now())
    .bind(BLOCK)
    .fetch_all(&mut *conn)
    .await?;
    Ok(rows)
}

/// Marks a message as being sent, before anything leaves; nothing if another worker was first.
async fn take(services: &Services, row: Row) -> Result<Option<(Row, Written)>> {
    let mut tx = services.store.write().await?;
    let written = write(&mut tx, services, &row).await?;
    let taken = sqlx::query(
        "update outbox set state = 'sending', attempts = attempts + 1, next_at = $1 where id = $2 and state = 'queued'",
    )
    .bind(services.clock.now().plus(HELD))
    .bind(&row.id)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok((taken.rows_affected() == 1).then_some((row, written)))
}

async fn finish(
    services: &Services,
    row: &Row,
    carrier: &Carrier,
    outcome: std::result::Result<String, Failed>,
) -> Result<()> {
    let now = services.clock.now();
    let failed = match outcome {
        Ok(provider_id) => {
            close(services, row, DeliveryState::Sent, (None, ""), &provider_id).await?;
            return carrier.note(services, None).await;
        }
        Err(failed) => failed,
    };
    let Failed { then, reason, detail } = &failed;
    match then {
        Then::Refuse => close(services, row, DeliveryState::Refused, (Some(*reason), detail), "").await,
        Then::Retry => {
            let at = next_try(row.attempts + 1, now);
            // A day of trying; mail servers try for some days (RFC 5321 §4.5.4.1), but an invitation is fresher than that.
            if at.since(row.created_at) > DAY {
                return close(services, row, DeliveryState::Refused, (Some(*reason), detail), "").await;
            }
            wait(services, row, at, *reason, detail).await
        }
        Then::Stop => {
            // Nothing else would go through either: the connection tells it, and this one waits with the others.
            carrier.note(services, Some(&failed)).await?;
            wait(services, row, now.plus(15 * MINUTE), *reason, detail).await
        }
    }
}

/// 1, 5, 15 and 60 minutes, then every four hours.
fn next_try(attempts: i64, now: Moment) -> Moment {
    now.plus(match attempts {
        ..=1 => MINUTE,
        2 => 5 * MINUTE,
        3 => 15 * MINUTE,
        4 => HOUR,
        _ => 4 * HOUR,
    })
}

async fn close(
    services: &Services,
    row: &Row,
    state: DeliveryState,
    (reason, detail): (Option<DeliveryReason>, &str),
    provider_id: &str,
) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update outbox set state = $1, reason = $2, detail = $3, provider_id = $4, next_at = null, values_sealed = '', \
         sent_at = $5 where id = $6 and state in ('queued', 'sending')",
    )
    .bind(state)
    .bind(reason)
    .bind(detail)
    .bind(provider_id)
    .bind((state == DeliveryState::Sent).then(|| services.clock.now()))
    .bind(&row.id)
    .execute(&mut *tx)
    .await?;
    tx.hint(&row.organisation_id, "outbox");
    tx.commit().await
}

/// Puts a message back into the queue.
async fn wait(services: &Services, row: &Row, at: Moment, reason: DeliveryReason, detail: &str) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update outbox set state = 'queued', reason = $1, detail = $2, next_at = $3 \
         where id = $4 and state in ('queued', 'sending')",
    )
    .bind(reason)
    .bind(detail)
    .bind(at)
    .bind(&row.id)
    .execute(&mut *tx)
    .await?;
    tx.hint(&row.organisation_id, "outbox");
    tx.commit().await
}

/// Enqueues the next look at the moment at which something is due again.
async fn wake(services: &Services, organisation: &OrganisationId) -> Result<()> {
    let mut tx = services.store.write().await?;
    if let Some(at) = next_due(&mut tx, organisation).await? {
        let job = Job::Outbox { organisation: organisation.clone() };
        queue::enqueue(&mut tx, &services.ids, &job, at, services.clock.now()).await?;
    }
    tx.commit().await
}

async fn next_due(conn: &mut Conn, organisation: &OrganisationId) -> Result<Option<Moment>> {
    let next = sqlx::query_scalar(
        "select min(next_at) from outbox where organisation_id = $1 and state in ('queued', 'sending')",
    )
    .bind(organisation)
    .fetch_one(conn)
    .await?;
    Ok(next)
}

/// What waits for a connection of one kind is due now: there is one.
///
/// # Errors
/// What the database says.
pub(crate) async fn hasten(conn: &mut Conn, organisation: &OrganisationId, medium: Medium, now: Moment) -> Result<()> {
    sqlx::query(
        "update outbox set next_at = $1 where organisation_id = $2 and medium = $3 and state = 'queued' \
         and reason in ('no_connection', 'wrong_credentials', 'unreachable', 'not_encrypted', 'not_approved', 'not_paid', \
         'private_address', 'address_not_trusted')",
    )
    .bind(now)
    .bind(organisation)
    .bind(medium)
    .execute(conn)
    .await?;
    Ok(())
}

/// The connection that sends messages of a medium: the first that was made.
pub(super) async fn connection(
    conn: &mut Conn,
    organisation: &OrganisationId,
    medium: Medium,
) -> Result<Option<connections::Row>> {
    let all = connections::all(conn, organisation).await?;
    Ok(all.into_iter().find(|row| row.kind.sends() == Some(medium)))
}
