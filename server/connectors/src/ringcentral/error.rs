//! Failures, and what each means for the caller [guide: errors].
//!
//! The platform tells a refusal by the HTTP status and a code such as `CMN-102`. Its words are made for people and come
//! in their language, so nothing is decided by them; only the name of a missing permission is read out of the message
//! where no field has it.

use std::time::Duration;

use thiserror::Error;

use super::refusal::decide;
use crate::http::HttpError;

/// A refusal in the platform's own words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{api} answered {status} {code}: {message}")]
pub struct ApiError {
    /// Method and path, such as `GET v1.0/account/~/presence`.
    pub api: &'static str,
    pub status: u16,
    /// Such as `CMN-102`; a word of OAuth 2 such as `invalid_client` where the platform gave nothing better, or empty.
    pub code: String,
    pub message: String,
    /// The permission that is missing, of the application or of the user.
    pub permission: Option<String>,
    /// The parameter that is wrong.
    pub parameter: Option<String>,
    /// `Retry-After`.
    pub retry_after: Option<Duration>,
}

/// What an answer was instead of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotJsonKind {
    Empty,
    Html,
    Other,
}

/// Why a call has no result. Texts carry no secrets and no tokens.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RingCentralError {
    #[error(transparent)]
    Api(Box<ApiError>),
    #[error("{api}: {source}")]
    Http { api: &'static str, source: HttpError },
    /// A proxy's page or a wrong address.
    #[error("{api} answered HTTP {status} without JSON ({kind:?})")]
    NotJson { api: &'static str, status: u16, kind: NotJsonKind },
    /// JSON that ends early or misses what the call promises.
    #[error("{api} answered broken JSON: {detail}")]
    HalfJson { api: &'static str, detail: String },
    /// Held back here, before sending, because the platform would refuse.
    #[error("{api} is held back for {wait:?} to stay inside the platform's limits")]
    HeldBack { api: &'static str, wait: Duration },
    /// The caller asked for something the call cannot take.
    #[error("{api}: {detail}")]
    Misuse { api: &'static str, detail: String },
}

/// What the caller does next. [`RingCentral`](super::RingCentral) already did the retries and the one new token before
/// an error leaves it, so a caller that sees `Retry` or `RefreshToken` postpones the job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Passing trouble: again after this pause, which doubles.
    Retry { after: Duration },
    /// The token is bad: fetch one, repeat once.
    RefreshToken,
    /// Throttled, or asked to wait: nothing of this group until then.
    Wait { at_least: Duration },
    /// Too much at a time.
    AskForLess,
    /// What the call names is no longer there.
    Gone,
    /// An administrator must grant a permission; its name where the platform tells it.
    Permission { name: Option<String> },
    /// There are too many subscriptions: delete those nobody knows.
    ClearSubscriptions,
    /// A setting is wrong; a person must act.
    Stop,
    /// This row is wrong; go on with the next.
    Skip,
}

impl From<ApiError> for RingCentralError {
    fn from(error: ApiError) -> Self {
        Self::Api(Box::new(error))
    }
}

impl RingCentralError {
    pub fn api(&self) -> &'static str {
        match self {
            Self::Api(error) => error.api,
            Self::Http { api, .. }
            | Self::NotJson { api, .. }
            | Self::HalfJson { api, .. }
            | Self::HeldBack { api, .. }
            | Self::Misuse { api, .. } => api,
        }
    }

    /// The platform's code, when it answered one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(error) => Some(&error.code),
            _ => None,
        }
    }

    /// Whether a call that writes and ended so may have been done all the same: it was sent, and nothing came back that
    /// says it was not. Such a call is not repeated by itself; look at what is there, then decide.
    pub fn may_have_happened(&self) -> bool {
        match self {
            // Whoever gets no token sends nothing.
            error if is_token_call(error.api()) => false,
            Self::Http { source, .. } => {
                matches!(source, HttpError::TimedOut | HttpError::Cut { .. } | HttpError::TooLarge { .. })
            }
            Self::NotJson { status, .. } => (200..300).contains(status) || *status >= 500,
            Self::HalfJson { .. } => true,
            // 501 and 503 are refusals; other trouble inside the platform may come after the deed.
            Self::Api(error) => error.status >= 500 && !matches!(error.status, 501 | 503),
            Self::HeldBack { .. } | Self::Misuse { .. } => false,
        }
    }

    pub fn decision(&self) -> Decision {
        match self {
            Self::Api(error) => decide(error),
            Self::Http { source: HttpError::PrivateAddress { .. } | HttpError::Unsendable { .. }, .. } => {
                Decision::Stop
            }
            Self::Http { source: HttpError::TooLarge { .. }, .. } => Decision::AskForLess,
            Self::Http { api, .. } | Self::HalfJson { api, .. } => soon(api),
            Self::NotJson { api, status, .. } if (200..300).contains(status) || *status == 408 || *status >= 500 => {
                soon(api)
            }
            Self::NotJson { .. } => Decision::Stop,
            Self::HeldBack { wait, .. } => Decision::Wait { at_least: *wait },
            Self::Misuse { .. } => Decision::Skip,
        }
    }
}

/// The first of the pauses between tries. They double: 2, 4, 8, 16 s. A token is asked for every 10 s instead [guide:
/// JWT flow].
pub(super) fn soon(api: &str) -> Decision {
    let seconds = if is_token_call(api) { 10 } else { 2 };
    Decision::Retry { after: Duration::from_secs(seconds) }
}

/// Whether a call is about tokens instead of needing one.
pub(super) fn is_token_call(api: &str) -> bool {
    api.ends_with("oauth/token") || api.ends_with("oauth/revoke")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(api: &'static str, status: u16, code: &str) -> RingCentralError {
        let (code, message) = (code.to_owned(), String::new());
        ApiError { api, status, code, message, permission: None, parameter: None, retry_after: None }.into()
    }

    #[test]
    fn a_write_is_in_doubt_when_it_was_sent_and_nothing_says_that_it_was_not_done() {
        let api = "POST v1.0/subscription";
        let http = |api, source| RingCentralError::Http { api, source };
        let cut = HttpError::Cut { detail: String::new() };
        assert!(http(api, cut.clone()).may_have_happened());
        assert!(http(api, HttpError::TimedOut).may_have_happened());
        assert!(!http("POST oauth/token", cut).may_have_happened());
        assert!(!http(api, HttpError::Connect { detail: String::new() }).may_have_happened());
        assert!(refused(api, 500, "CMN-201").may_have_happened());
        assert!(!refused(api, 503, "CMN-201").may_have_happened());
        assert!(!refused(api, 403, "SUB-505").may_have_happened());
    }

    #[test]
    fn trouble_with_tokens_is_sat_out_longer() {
        let (token, call) =
            (refused("POST oauth/token", 500, "CMN-203"), refused("GET v1.0/subscription", 500, "CMN-203"));
        assert_eq!(token.decision(), Decision::Retry { after: Duration::from_secs(10) });
        assert_eq!(call.decision(), Decision::Retry { after: Duration::from_secs(2) });
    }
}
