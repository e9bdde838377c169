//! What the telephones tell by themselves.

use super::facts::Facts;
use super::feed;
use super::hear::Heard;
use crate::{Result, Services};
use connectors::ringcentral::webhook::{Delivery, EventBody, WebhookError, open};
use connectors::secret::Secret;
use http::HeaderMap;
use model::presence::HeardBy;
use model::{Code, ConnectionId, Moment};
use subtle::ConstantTimeEq as _;

/// Takes in what came to the address of a connection. The text to send back in the header `Validation-Token`, when the platform checks
/// whether the address is ours.
///
/// # Errors
/// [`Code::NotFound`] for an address that nobody has, [`Code::Forbidden`] for whoever lacks the token of the subscription.
pub async fn receive(
    services: &Services,
    (connection, path): (&ConnectionId, &str),
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Option<String>> {
    let mut conn = services.store.read().await?;
    let feed = feed::find(&mut conn, connection).await?.ok_or(Code::NotFound)?;
    drop(conn);
    if !bool::from(feed.path.as_bytes().ct_eq(path.as_bytes())) {
        return Err(Code::NotFound.into());
    }
    let token = Secret::new(services.seal.open(connection.as_str(), &feed.token_sealed)?);
    match open(&token, headers, body) {
        Ok(Delivery::Handshake { validation_token }) => Ok(Some(validation_token)),
        Ok(Delivery::Event(event)) => {
            if let EventBody::Presence { sequence, presence } = event.body {
                let at = Moment(event.at.as_millisecond());
                let heard = Heard {
                    external_id: presence.id().as_str().to_owned(),
                    facts: Facts::of_extension(&presence),
                    team: String::new(),
                    since: at,
                    sequence,
                    at,
                    by: HeardBy::Webhook,
                };
                services.presence.put(connection.clone(), heard);
            }
            Ok(None)
        }
        // The sender is real: another answer would end the subscription.
        Err(WebhookError::Unreadable(reason)) => {
            tracing::warn!(%connection, reason, "an event of the telephones could not be read");
            Ok(None)
        }
        // One answer for everything: whoever forges learns nothing.
        Err(WebhookError::WrongToken | WebhookError::BadHandshake) => Err(Code::Forbidden.into()),
    }
}
