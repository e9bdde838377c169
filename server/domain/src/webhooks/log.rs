//! What was delivered, and what not.

use super::rows;
use crate::page::{Cursor, page};
use crate::{Conn, Db, Result, Services, Viewer};
use model::audit::Subject;
use model::page::Page;
use model::permission::Permission;
use model::webhook::{Delivery, DeliveryQuery, DeliveryState};
use model::{Code, DeliveryId, EventId, Moment, OrganisationId, WebhookId};
use serde::Serialize;
use sqlx::QueryBuilder;

pub(super) const SELECT: &str = "select d.id, d.event_id, d.state, d.attempts, d.next_at, d.tried_at, d.status, d.answer, \
     d.problem, d.duration, d.created_at, e.organisation_id, e.name, e.at, e.subject, e.subject_id, e.seq, e.actor \
     from webhook_deliveries d join webhook_events e on e.id = d.event_id ";

/// A delivery with its event, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: DeliveryId,
    pub event_id: EventId,
    pub state: DeliveryState,
    pub attempts: i64,
    pub next_at: Option<Moment>,
    pub tried_at: Option<Moment>,
    pub status: Option<i64>,
    pub answer: String,
    pub problem: String,
    pub duration: Option<i64>,
    pub created_at: Moment,
    organisation_id: OrganisationId,
    name: String,
    at: Moment,
    subject: Subject,
    subject_id: String,
    seq: Option<i64>,
    actor: String,
}

/// What a receiver gets. Names, addresses and values are not in it: it asks for them by REST, with a key whose scopes say what it may
/// see, and what was erased since is not there any more.
#[derive(Serialize)]
struct Payload<'a> {
    id: &'a EventId,
    event: &'a str,
    at: String,
    organisation: &'a OrganisationId,
    subject: Subject,
    subject_id: &'a str,
    seq: Option<i64>,
    actor: &'a str,
}

impl Row {
    /// What is sent: the same bytes with every try.
    pub(super) fn payload(&self) -> Result<String> {
        let at =
            jiff::Timestamp::from_millisecond(self.at.0).map_err(|error| crate::Error::Broken(error.to_string()))?;
        let payload = Payload {
            id: &self.event_id,
            event: &self.name,
            at: at.to_string(),
            organisation: &self.organisation_id,
            subject: self.subject,
            subject_id: &self.subject_id,
            seq: self.seq,
            actor: &self.actor,
        };
        Ok(serde_json::to_string(&payload)?)
    }

    fn shown(self) -> Result<Delivery> {
        Ok(Delivery {
            payload: self.payload()?,
            id: self.id,
            event_id: self.event_id,
            event: self.name,
            state: self.state,
            attempts: self.attempts,
            next_at: self.next_at,
            tried_at: self.tried_at,
            status: self.status,
            answer: self.answer,
            problem: self.problem,
            duration: self.duration,
            created_at: self.created_at,
        })
    }
}

/// One page of deliveries of a webhook, newest first.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::WebhooksRead`], [`Code::NotFound`], [`Code::Malformed`] for a damaged cursor.
pub async fn deliveries(services: &Services, viewer: &Viewer, query: &DeliveryQuery) -> Result<Page<Delivery>> {
    viewer.require_everywhere(Permission::WebhooksRead)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    rows::find(&mut conn, &viewer.organisation, &query.webhook).await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, query);
    if let Some(cursor) = Cursor::of(&query.page)? {
        sql.push(" and d.id < ").push_bind(cursor.id);
    }
    sql.push(" order by d.id desc limit ").push_bind(wanted + 1);
    let found: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from webhook_deliveries d ");
        push_filter(&mut sql, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let found = found.into_iter().map(Row::shown).collect::<Result<Vec<_>>>()?;
    Ok(page(found, wanted, total, |delivery: &Delivery| Cursor { key: String::new(), id: delivery.id.0.clone() }))
}

fn push_filter(sql: &mut QueryBuilder<Db>, query: &DeliveryQuery) {
    sql.push("where d.webhook_id = ").push_bind(query.webhook.clone());
    if let Some(state) = query.state {
        sql.push(" and d.state = ").push_bind(state);
    }
}

/// The delivery of an event to a webhook.
pub(super) async fn of_event(conn: &mut Conn, webhook: &WebhookId, event: &EventId) -> Result<Delivery> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where d.webhook_id = ").push_bind(webhook.clone()).push(" and d.event_id = ").push_bind(event.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    row.ok_or(Code::NotFound)?.shown()
}

/// One delivery of a webhook.
pub(super) async fn find(conn: &mut Conn, webhook: &WebhookId, id: &DeliveryId) -> Result<Delivery> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where d.webhook_id = ").push_bind(webhook.clone()).push(" and d.id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    row.ok_or(Code::NotFound)?.shown()
}
