//! From an entry of the activity to deliveries, in the transaction of what happened.

use crate::audit::{Actor, Record};
use crate::jobs::{Job, queue};
use crate::store::blocks;
use crate::{Conn, Db, Ids, Result};
use model::audit::{Subject, Verb};
use model::{DeliveryId, EventId, Moment, OrganisationId, WebhookId, event};
use sqlx::QueryBuilder;

/// Something that happened in a transaction that is not committed yet.
#[derive(Debug, Clone)]
pub(crate) struct Happened {
    pub organisation: OrganisationId,
    /// The event's name.
    pub name: String,
    pub subject: Subject,
    pub subject_id: String,
    /// The number of the activity's row.
    pub seq: Option<i64>,
    /// person, key or system.
    pub actor: &'static str,
    pub at: Moment,
}

impl Happened {
    /// What an entry of the activity tells; nothing for what is no event.
    pub(crate) fn of(
        organisation: &OrganisationId,
        actor: &Actor,
        at: Moment,
        (seq, record): (i64, &Record),
    ) -> Option<Self> {
        // A test goes to the webhook that is tested and no other.
        if (record.subject, record.verb) == (Subject::Webhook, Verb::Test) {
            return None;
        }
        Some(Self {
            organisation: organisation.clone(),
            name: event::name(record.subject, record.verb)?,
            subject: record.subject,
            subject_id: record.id.clone(),
            seq: Some(seq),
            actor: kind(actor.account.is_some() || actor.member.is_some(), actor.key.is_some()),
            at,
        })
    }
}

/// Who did it, without saying who.
pub(crate) const fn kind(person: bool, key: bool) -> &'static str {
    match (key, person) {
        (true, _) => "key",
        (false, true) => "person",
        (false, false) => "system",
    }
}

/// Writes what happened for those who subscribed to it; where nobody did, one question is all that it costs.
///
/// # Errors
/// What the database says.
pub(crate) async fn tell(conn: &mut Conn, ids: &Ids, happened: Vec<Happened>) -> Result<()> {
    let mut organisations: Vec<OrganisationId> = happened.iter().map(|one| one.organisation.clone()).collect();
    organisations.sort();
    organisations.dedup();
    for organisation in organisations {
        let hooks: Vec<(WebhookId, String)> =
            sqlx::query_as("select id, events from webhooks where organisation_id = $1 and enabled = $2")
                .bind(&organisation)
                .bind(true)
                .fetch_all(&mut *conn)
                .await?;
        if hooks.is_empty() {
            continue;
        }
        let mut events = Vec::new();
        let mut deliveries = Vec::new();
        for one in happened.iter().filter(|one| one.organisation == organisation) {
            let mut heard = hooks.iter().filter(|(_, wanted)| event::hears(wanted.split(' '), &one.name)).peekable();
            if heard.peek().is_some() {
                let id: EventId = ids.next();
                deliveries.extend(heard.map(|(hook, _)| (hook.clone(), id.clone(), one.at)));
                events.push((id, one));
            }
        }
        write(conn, ids, &events, &deliveries).await?;
    }
    Ok(())
}

/// Writes events with their deliveries, and has them delivered.
pub(super) async fn write(
    conn: &mut Conn,
    ids: &Ids,
    events: &[(EventId, &Happened)],
    deliveries: &[(WebhookId, EventId, Moment)],
) -> Result<()> {
    for block in blocks(events) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into webhook_events (id, organisation_id, name, at, subject, subject_id, seq, actor) ",
        );
        sql.push_values(block, |mut row, (id, one)| {
            row.push_bind(id)
                .push_bind(&one.organisation)
                .push_bind(&one.name)
                .push_bind(one.at)
                .push_bind(one.subject)
                .push_bind(&one.subject_id)
                .push_bind(one.seq)
                .push_bind(one.actor);
        });
        sql.build().execute(&mut *conn).await?;
    }
    for block in blocks(deliveries) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into webhook_deliveries (id, webhook_id, event_id, state, attempts, next_at, tried_at, status, answer, \
             problem, duration, created_at) ",
        );
        sql.push_values(block, |mut row, (hook, event, at)| {
            row.push_bind(ids.next::<DeliveryId>())
                .push_bind(hook)
                .push_bind(event)
                .push("'waiting'")
                .push("0")
                .push_bind(at)
                .push("null")
                .push("null")
                .push("''")
                .push("''")
                .push("null")
                .push_bind(at);
        });
        sql.build().execute(&mut *conn).await?;
    }
    let mut asked: Vec<&WebhookId> = Vec::new();
    for (hook, _, at) in deliveries {
        if !asked.contains(&hook) {
            asked.push(hook);
            queue::enqueue(conn, ids, &Job::Webhook { webhook: hook.clone() }, *at, *at).await?;
        }
    }
    Ok(())
}
