//! One try: a signed request, and what came back.

use super::log;
use super::rows::Row;
use crate::{Error, Result, Services};
use connectors::http::HttpError;
use connectors::secret::Secret;
use connectors::webhook::{Message, send};
use model::moment::SECOND;

/// What came of one try.
pub(super) struct Tried {
    /// The HTTP status, if anything came back.
    pub status: Option<u16>,
    /// The beginning of the answer.
    pub answer: String,
    /// Why nothing came back.
    pub problem: String,
    /// Milliseconds.
    pub duration: i64,
}

/// Sends one delivery.
///
/// # Errors
/// A secret that does not open, or the database. What the receiver did wrong is no error.
pub(super) async fn try_once(services: &Services, hook: &Row, delivery: &log::Row) -> Result<Tried> {
    let now = services.clock.now();
    let mut secrets = vec![Secret::new(services.seal.open(hook.id.as_str(), &hook.secret_sealed)?)];
    if let (Some(sealed), true) = (&hook.old_secret_sealed, hook.old_until.is_some_and(|until| until > now)) {
        secrets.push(Secret::new(services.seal.open(hook.id.as_str(), sealed)?));
    }
    let http = services.clients.webhooks(services)?;
    let url = url::Url::parse(&hook.url).map_err(|error| Error::Broken(error.to_string()))?;
    let message = Message { id: delivery.event_id.as_str(), timestamp: now.0 / SECOND, body: delivery.payload()? };
    let sent = if url.scheme() == "https" || services.settings.allow_private_addresses {
        send(&http, url, &secrets, message).await
    } else {
        Err(HttpError::Unsendable { detail: "only https addresses are called".to_owned() })
    };
    let duration = (services.clock.now().0 - now.0).max(0);
    Ok(match sent {
        // A text with a zero byte is none to PostgreSQL.
        Ok(answer) => Tried {
            status: Some(answer.status),
            answer: String::from_utf8_lossy(&answer.body).replace('\0', "\u{fffd}"),
            problem: String::new(),
            duration,
        },
        Err(error) => Tried { status: None, answer: String::new(), problem: error.to_string(), duration },
    })
}
