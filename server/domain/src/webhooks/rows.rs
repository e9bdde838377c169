//! The SQL of webhooks.

use crate::{Conn, Db, Result};
use model::webhook::{OffReason, Webhook};
use model::{Code, Moment, OrganisationId, WebhookId};
use sqlx::QueryBuilder;

const SELECT: &str = "select w.id, w.organisation_id, w.url, w.description, w.events, w.secret_sealed, w.old_secret_sealed, \
     w.old_until, w.enabled, w.off_reason, w.failing_since, w.resume_at, w.created_by, w.revision, w.created_at, \
     (select count(*) from webhook_deliveries d where d.webhook_id = w.id and d.state = 'waiting') as waiting, \
     (select count(*) from webhook_deliveries d where d.webhook_id = w.id and d.state = 'failed') as failed \
     from webhooks w ";

/// A webhook as stored.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub id: WebhookId,
    pub organisation_id: OrganisationId,
    pub url: String,
    pub description: String,
    pub events: String,
    pub secret_sealed: String,
    pub old_secret_sealed: Option<String>,
    pub old_until: Option<Moment>,
    pub enabled: bool,
    pub off_reason: Option<OffReason>,
    pub failing_since: Option<Moment>,
    pub resume_at: Option<Moment>,
    pub created_by: String,
    pub revision: i64,
    pub created_at: Moment,
    pub waiting: i64,
    pub failed: i64,
}

impl Row {
    /// As admins see it.
    pub(super) fn shown(self, now: Moment) -> Webhook {
        Webhook {
            id: self.id,
            url: self.url,
            description: self.description,
            events: self.events.split(' ').map(str::to_owned).collect(),
            enabled: self.enabled,
            off_reason: self.off_reason,
            failing_since: self.failing_since,
            old_until: self.old_until.filter(|until| *until > now),
            waiting: self.waiting,
            failed: self.failed,
            created_by: self.created_by,
            created_at: self.created_at,
            revision: self.revision,
        }
    }

    /// What the activity calls it: an address may hold a token behind its host.
    pub(super) fn name(&self) -> String {
        if self.description.is_empty() { origin(&self.url) } else { self.description.clone() }
    }
}

/// The part of an address that is no secret.
pub(super) fn origin(url: &str) -> String {
    url::Url::parse(url).map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}

/// One webhook of an organisation.
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &WebhookId) -> Result<Row> {
    let row = find_raw(conn, id).await?;
    Ok(row.filter(|row| row.organisation_id == *organisation).ok_or(Code::NotFound)?)
}

/// One webhook whoever's it is: for its job.
pub(super) async fn find_raw(conn: &mut Conn, id: &WebhookId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where w.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Webhooks of an organisation, newest first, after a place in that order.
pub(super) async fn newest(
    conn: &mut Conn,
    organisation: &OrganisationId,
    after: Option<(i64, String)>,
    most: i64,
) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where w.organisation_id = ").push_bind(organisation.clone());
    if let Some((at, id)) = after {
        sql.push(" and (w.created_at, w.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
    }
    sql.push(" order by w.created_at desc, w.id desc limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// How many an organisation has.
pub(super) async fn count(conn: &mut Conn, organisation: &OrganisationId) -> Result<i64> {
    Ok(sqlx::query_scalar("select count(*) from webhooks where organisation_id = $1")
        .bind(organisation)
        .fetch_one(conn)
        .await?)
}
