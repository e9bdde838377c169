//! One call, as often as it takes.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::Value;

use super::{Settings, user::field};
use crate::{
    directory::{Decision, DirectoryError, Reason},
    http::{Answer, Http, retry_after},
};

/// First of the pauses between tries where the provider names none; they double: 1 s, 2 s.
const FIRST_PAUSE: Duration = Duration::from_secs(1);

/// Sends until there is a good answer, a refusal that will not pass, or nobody has patience any more.
pub(super) async fn send(
    http: &Http,
    settings: &Settings,
    request: impl Fn() -> RequestBuilder,
) -> Result<Answer, DirectoryError> {
    let mut tries = 1;
    loop {
        let (error, asked) = match http.send(request()).await {
            Ok(answer) if (200..300).contains(&answer.status) && is_whole(&answer) => return Ok(answer),
            Ok(answer) => {
                let asked = retry_after(&answer.headers);
                (refusal(&answer, asked), asked)
            }
            Err(error) => (error.into(), None),
        };
        let pause = asked.unwrap_or(FIRST_PAUSE * (1 << (tries - 1).min(8)));
        let passes = matches!(error.decision, Decision::Retry { .. });
        if !passes || tries >= settings.tries || pause > settings.patience {
            return Err(error);
        }
        tracing::debug!(tries, %error, "asking a SCIM provider again");
        tokio::time::sleep(pause.mul_f64(settings.pace)).await;
        tries += 1;
    }
}

/// Half an answer is as passing as none.
fn is_whole(answer: &Answer) -> bool {
    !answer.body.trim_ascii_start().starts_with(b"{")
        || serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).is_ok()
}

/// The decision about an answer without success. Its words are in `detail` (RFC 7644 § 3.12), where it is JSON at all.
fn refusal(answer: &Answer, asked: Option<Duration>) -> DirectoryError {
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    let words = ["detail", "scimType", "message", "error"].iter().find_map(|name| field(&body, name)?.as_str());
    let detail = format!("HTTP {} {}", answer.status, words.unwrap_or_default());
    let (passes, reason) = match answer.status {
        200..300 => (true, Reason::BadAnswer),
        300..=399 | 404 | 405 | 501 => (false, Reason::NotThePlatform),
        401 => (false, Reason::WrongCredentials),
        403 => (false, Reason::NoPermission),
        429 | 500.. => (true, Reason::Busy),
        _ => (false, Reason::Refused),
    };
    match (passes, asked) {
        (true, Some(after)) => DirectoryError::new(Decision::Retry { after }, reason, detail.trim()),
        (true, None) => DirectoryError::retry(reason, detail.trim()),
        (false, _) => DirectoryError::stop(reason, detail.trim()),
    }
}
