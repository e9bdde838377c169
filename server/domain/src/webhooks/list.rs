//! Reading webhooks.

use super::rows;
use crate::page::{Cursor, page};
use crate::{Result, Services, Viewer};
use model::WebhookId;
use model::page::{Page, PageRequest};
use model::permission::Permission;
use model::webhook::Webhook;

/// One page of webhooks, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::WebhooksRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list(services: &Services, viewer: &Viewer, request: &PageRequest) -> Result<Page<Webhook>> {
    viewer.require_everywhere(Permission::WebhooksRead)?;
    let wanted = request.rows();
    let after = match Cursor::of(request)? {
        Some(cursor) => Some((cursor.number()?, cursor.id)),
        None => None,
    };
    let mut conn = services.store.read().await?;
    let found = rows::newest(&mut conn, &viewer.organisation, after, wanted + 1).await?;
    let total = if request.count { Some(rows::count(&mut conn, &viewer.organisation).await?) } else { None };
    let now = services.clock.now();
    let hooks = found.into_iter().map(|row| row.shown(now)).collect();
    Ok(page(hooks, wanted, total, |hook: &Webhook| Cursor {
        key: hook.created_at.0.to_string(),
        id: hook.id.0.clone(),
    }))
}

/// One webhook.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &WebhookId) -> Result<Webhook> {
    viewer.require_everywhere(Permission::WebhooksRead)?;
    let mut conn = services.store.read().await?;
    Ok(rows::find(&mut conn, &viewer.organisation, id).await?.shown(services.clock.now()))
}

/// Webhooks that the server switched off, for the start page: the id, and what it is called.
///
/// # Errors
/// What the database says.
pub(crate) async fn switched_off(services: &Services, viewer: &Viewer) -> Result<Vec<(WebhookId, String)>> {
    let mut conn = services.store.read().await?;
    let off: Vec<(WebhookId, String, String)> = sqlx::query_as(
        "select id, url, description from webhooks where organisation_id = $1 and off_reason is not null \
         order by created_at, id",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut *conn)
    .await?;
    let called = |url: &str, text: String| if text.is_empty() { rows::origin(url) } else { text };
    Ok(off.into_iter().map(|(id, url, text)| (id, called(&url, text))).collect())
}
