//! Webhooks: what the platform sends us [guide: webhooks].
//!
//! Nothing is signed. The verification token of the subscription comes back in a header; a random part of the address
//! and this token are all that tells the platform from others. Events may come late, twice or out of order, and none
//! come while an address is blocked: [`Seen`] tells the stale ones, and a snapshot fills the gaps.

mod event;
mod seen;

use reqwest::header::HeaderMap;
use subtle::ConstantTimeEq;
use thiserror::Error;

pub use event::{DirectoryChange, Event, EventBody};
pub use seen::Seen;

use crate::secret::Secret;

/// The header of the handshake. Its value goes back in a header of the same name, with status 200, `Content-Type:
/// application/json` and no body, within three seconds; status line and headers together may have 1024 bytes.
pub const VALIDATION_TOKEN: &str = "Validation-Token";
/// The header that a subscription's verification token comes back in. One page of the guides names the other header for
/// it.
pub const VERIFICATION_TOKEN: &str = "Verification-Token";

/// Characters of a token that is echoed: it must leave room in an answer of 1024 bytes.
const ECHO: usize = 256;

/// What came in.
#[derive(Debug, Clone, PartialEq)]
pub enum Delivery {
    /// Somebody subscribes this address: answer the token.
    Handshake {
        validation_token: String,
    },
    Event(Box<Event>),
}

/// Why a delivery is not believed. Answer 403 without saying which, but 200 to [`WebhookError::Unreadable`]: the sender
/// is real, and other answers would block the subscription.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WebhookError {
    #[error("the verification token does not fit")]
    WrongToken,
    #[error("the validation token cannot be echoed")]
    BadHandshake,
    #[error("the event cannot be read: {0}")]
    Unreadable(String),
}

/// Checks and reads a POST to the address of a subscription that was made with `verification_token`.
///
/// # Errors
/// Neither header holds the token, or it is not an event.
pub fn open(verification_token: &Secret, headers: &HeaderMap, body: &[u8]) -> Result<Delivery, WebhookError> {
    let (validation, verification) = (headers.get(VALIDATION_TOKEN), headers.get(VERIFICATION_TOKEN));
    let fits = |given: &[u8]| -> bool {
        let expected = verification_token.expose().as_bytes();
        // An empty secret would let everybody in.
        !expected.is_empty() && bool::from(expected.ct_eq(given))
    };
    if let (Some(echo), true) = (validation, body.trim_ascii().is_empty()) {
        // Documents do not promise the verification token with the handshake; a wrong one is somebody else's.
        if verification.is_some_and(|given| !fits(given.as_bytes())) {
            return Err(WebhookError::WrongToken);
        }
        let text = echo.to_str().ok().filter(|text| (1..=ECHO).contains(&text.len()));
        let validation_token = text.ok_or(WebhookError::BadHandshake)?.to_owned();
        return Ok(Delivery::Handshake { validation_token });
    }
    if ![verification, validation].into_iter().flatten().any(|given| fits(given.as_bytes())) {
        return Err(WebhookError::WrongToken);
    }
    let event = Event::parse(body).map_err(WebhookError::Unreadable)?;
    Ok(Delivery::Event(Box::new(event)))
}
