//! The job of a webhook: delivers what is due, in order, as long as the receiver takes it.
//!
//! After a failure everything waits with the one that failed, for five minutes at most: what one receiver's trouble is with is seldom
//! one event, and order is worth a little patience. Then those behind it pass.

use super::log::{self, SELECT};
use super::rows::{self, Row};
use super::send::{Tried, try_once};
use crate::audit::{self, Actor, Record};
use crate::jobs::{Job, Stop, queue};
use crate::{Conn, Db, Result, Services, Write};
use model::audit::{Subject, Verb};
use model::moment::{DAY, HOUR, MINUTE, SECOND};
use model::webhook::{OffReason, PATIENCE_DAYS};
use model::{Moment, WebhookId};
use serde_json::json;
use sqlx::QueryBuilder;

/// Pauses before each further try: about three days in all.
const PAUSES: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
/// How long those behind one that failed wait with it at most.
const TOGETHER: i64 = 5 * MINUTE;
/// For how long a worker has a webhook to itself without saying so anew. Longer than a try.
const HELD: i64 = 30 * SECOND;
/// Deliveries of one turn: others who wait for a worker get theirs.
const TURN: usize = 100;

/// Delivers what is due, and asks to be woken when the next is.
///
/// # Errors
/// A [`Stop`]: the database failed. What goes wrong with a delivery stands with the delivery.
pub(crate) async fn run(services: &Services, id: &WebhookId) -> std::result::Result<(), Stop> {
    let mut ours = false;
    for _ in 0..TURN {
        let mut tx = services.store.write().await?;
        let now = services.clock.now();
        let Some(hook) = rows::find_raw(&mut tx, id).await?.filter(|hook| hook.enabled) else { return Ok(()) };
        if !hold(&mut tx, id, now, ours).await? {
            // Another worker is at it, or died at it: order is kept by not joining in.
            again(&mut tx, services, id, now.plus(SECOND)).await?;
            tx.commit().await?;
            return Ok(());
        }
        ours = true;
        let due = match hook.resume_at.filter(|at| *at > now) {
            Some(_) => None,
            None => next(&mut tx, id, now).await?,
        };
        let Some(delivery) = due else {
            rest(&mut tx, services, &hook).await?;
            tx.commit().await?;
            return Ok(());
        };
        tx.commit().await?;
        let tried = try_once(services, &hook, &delivery).await?;
        finish(services, &hook, &delivery, tried).await?;
    }
    let mut tx = services.store.write().await?;
    if let Some(hook) = rows::find_raw(&mut tx, id).await? {
        rest(&mut tx, services, &hook).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes the webhook, or keeps it; whether it could.
async fn hold(tx: &mut Conn, id: &WebhookId, now: Moment, ours: bool) -> Result<bool> {
    let held = sqlx::query("update webhooks set held_until = $1 where id = $2 and (held_until <= $3 or $4 = $5)")
        .bind(now.plus(HELD))
        .bind(id)
        .bind(now)
        .bind(ours)
        .bind(true)
        .execute(tx)
        .await?;
    Ok(held.rows_affected() == 1)
}

async fn next(conn: &mut Conn, id: &WebhookId, now: Moment) -> Result<Option<log::Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where d.webhook_id = ").push_bind(id.clone()).push(" and d.state = 'waiting' and d.next_at <= ");
    sql.push_bind(now).push(" order by d.id limit 1");
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Lets go of the webhook and asks to be woken for what waits.
async fn rest(tx: &mut Write, services: &Services, hook: &Row) -> Result<()> {
    sqlx::query("update webhooks set held_until = 0 where id = $1").bind(&hook.id).execute(&mut **tx).await?;
    let next: Option<Moment> =
        sqlx::query_scalar("select min(next_at) from webhook_deliveries where webhook_id = $1 and state = 'waiting'")
            .bind(&hook.id)
            .fetch_one(&mut **tx)
            .await?;
    let Some(next) = next.filter(|_| hook.enabled) else { return Ok(()) };
    again(tx, services, &hook.id, hook.resume_at.map_or(next, |resume| resume.max(next))).await
}

async fn again(tx: &mut Write, services: &Services, id: &WebhookId, at: Moment) -> Result<()> {
    queue::enqueue(tx, &services.ids, &Job::Webhook { webhook: id.clone() }, at, services.clock.now()).await
}

/// Keeps what came of a try.
async fn finish(services: &Services, hook: &Row, delivery: &log::Row, tried: Tried) -> Result<()> {
    let now = services.clock.now();
    let taken = tried.status.is_some_and(|status| (200..300).contains(&status));
    let gone = tried.status == Some(410);
    let attempts = delivery.attempts + 1;
    let pause = usize::try_from(delivery.attempts).ok().and_then(|tries| PAUSES.get(tries));
    let next = pause.filter(|_| !taken && !gone).map(|pause| now.plus(jittered(services, *pause)));
    let state = match next {
        _ if taken => "done",
        Some(_) => "waiting",
        None => "failed",
    };
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update webhook_deliveries set state = $1, attempts = $2, next_at = $3, tried_at = $4, status = $5, answer = $6, \
         problem = $7, duration = $8 where id = $9",
    )
    .bind(state)
    .bind(attempts)
    .bind(next)
    .bind(now)
    .bind(tried.status.map(i64::from))
    .bind(&tried.answer)
    .bind(&tried.problem)
    .bind(tried.duration)
    .bind(&delivery.id)
    .execute(&mut *tx)
    .await?;
    if taken {
        sqlx::query("update webhooks set failing_since = null, resume_at = null where id = $1")
            .bind(&hook.id)
            .execute(&mut *tx)
            .await?;
    } else {
        let since = hook.failing_since.unwrap_or(now);
        let together = now.plus(TOGETHER);
        let resume = next.map_or(now, |next| next.min(together));
        sqlx::query("update webhooks set failing_since = $1, resume_at = $2 where id = $3")
            .bind(since)
            .bind(resume)
            .bind(&hook.id)
            .execute(&mut *tx)
            .await?;
        if gone {
            switch_off(&mut tx, hook, OffReason::Gone, now).await?;
        } else if now.since(since) >= PATIENCE_DAYS * DAY {
            switch_off(&mut tx, hook, OffReason::Failing, now).await?;
        }
    }
    tx.hint(&hook.organisation_id, "webhooks");
    tx.commit().await
}

/// Switches a webhook off; the start page of those who see webhooks tells it.
async fn switch_off(tx: &mut Write, hook: &Row, reason: OffReason, now: Moment) -> Result<()> {
    sqlx::query(
        "update webhooks set enabled = $1, off_reason = $2, held_until = 0, revision = revision + 1 where id = $3",
    )
    .bind(false)
    .bind(reason)
    .bind(&hook.id)
    .execute(&mut **tx)
    .await?;
    let record = Record::new(Verb::Pause, Subject::Webhook, &hook.id, hook.name())
        .fields(json!({ "enabled": true }), json!({ "enabled": false, "reason": reason }));
    audit::record(tx, &hook.organisation_id, &Actor::system(), now, record).await
}

/// A fifth more at most: receivers that were down for all at once are not called by all at once.
fn jittered(services: &Services, pause: i64) -> i64 {
    let mut byte = [0];
    services.ids.fill(&mut byte);
    pause + pause * i64::from(byte[0]) / (5 * 255)
}
