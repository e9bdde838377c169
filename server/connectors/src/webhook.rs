//! Sending webhooks by the scheme of Standard Webhooks (<https://www.standardwebhooks.com>): three headers, and a signature that
//! receivers check with the libraries that exist for it.
//!
//! The crates that implement the scheme bring an HTTP client or a TLS stack of their own; what is needed of it is one HMAC.

use crate::http::{Answer, Http, HttpError};
use crate::secret::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac as _};
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use sha2::Sha256;
use url::Url;

/// Bytes of an answer that are read; what follows is nobody's business.
const PEEKED: usize = 4 * 1024;

/// One message.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// The same with every try, so that a receiver knows what it had before.
    pub id: &'a str,
    /// Seconds since 1970.
    pub timestamp: i64,
    /// JSON.
    pub body: String,
}

/// The value of `webhook-signature`: one signature a secret, with blanks between, so that a receiver who knows the old or the new one
/// finds his.
pub fn signature(secrets: &[Secret], message: &Message<'_>) -> String {
    let content = format!("{}.{}.{}", message.id, message.timestamp, message.body);
    let one = |secret: &Secret| {
        let text = secret.expose();
        let key = BASE64.decode(text.strip_prefix("whsec_").unwrap_or(text)).unwrap_or_default();
        // HMAC takes keys of any length.
        let mut mac = <Hmac<Sha256> as hmac::Mac>::new_from_slice(&key).ok()?;
        mac.update(content.as_bytes());
        Some(format!("v1,{}", BASE64.encode(mac.finalize().into_bytes())))
    };
    secrets.iter().filter_map(one).collect::<Vec<_>>().join(" ")
}

/// Sends a message; the answer with the beginning of its body.
///
/// # Errors
/// Nothing came back, or the address is in a private network.
pub async fn send(http: &Http, url: Url, secrets: &[Secret], message: Message<'_>) -> Result<Answer, HttpError> {
    let request = http
        .request(Method::POST, url)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.timestamp)
        .header("webhook-signature", signature(secrets, &message))
        .body(message.body);
    http.peek(request, PEEKED).await
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification.
    #[test]
    fn the_signature_is_that_of_the_specification() {
        let message = Message {
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp: 1_614_265_330,
            body: r#"{"test": 2432232314}"#.to_owned(),
        };
        let secret = Secret::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let signed = signature(&[secret], &message);
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}
