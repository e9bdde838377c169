//! What can go wrong on a call, and what to do about it.
//!
//! Errors have at least three shapes and sometimes none, and there is no list of codes: the HTTP status decides, the
//! words are for people.

use std::time::Duration;

use thiserror::Error;

use crate::http::HttpError;

/// A refusal in the platform's own words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{api} answered HTTP {status}: {code} {message}")]
pub struct ApiError {
    /// The path without its numbers, such as `agents/{id}/state`.
    pub api: &'static str,
    pub status: u16,
    /// Such as `invalid_client`; empty when the answer had none.
    pub code: String,
    /// One line, at most 400 characters; empty when the answer had none.
    pub message: String,
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
pub enum CXoneError {
    #[error(transparent)]
    Api(#[from] ApiError),
    /// 429, or 503 of a platform that sheds load. `wait` is what it asked for, else what we chose.
    #[error("{api} answered HTTP {status}: again in {wait:?}")]
    Throttled { api: &'static str, status: u16, wait: Duration },
    #[error("{api}: {source}")]
    Http { api: &'static str, source: HttpError },
    /// A proxy's page, a wrong address, or text that nobody asked for.
    #[error("{api} answered HTTP {status} without JSON ({kind:?})")]
    NotJson { api: &'static str, status: u16, kind: NotJsonKind },
    /// JSON that ends early, misses what the call promises, or leads in a circle.
    #[error("{api} answered broken JSON: {detail}")]
    HalfJson { api: &'static str, detail: String },
    /// Held back here, before sending, because the platform refuses at the moment.
    #[error("{api} is held back for {wait:?}")]
    HeldBack { api: &'static str, wait: Duration },
    /// The token is good, but neither it nor the settings name a tenant.
    #[error("{api}: the token names no tenant")]
    NoTenant { api: &'static str },
    /// The caller asked for something the call cannot take.
    #[error("{api}: {detail}")]
    Misuse { api: &'static str, detail: String },
}

/// What the caller does next. [`CXone`](super::CXone) already did the retries and the one token refresh before an error
/// leaves it, so a caller that sees `Retry` or `RefreshToken` postpones the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Passing trouble: again after this pause, at most four tries.
    Retry { after: Duration },
    /// The token is bad: fetch one, repeat once.
    RefreshToken,
    /// The platform refuses everybody for a while.
    Wait { at_least: Duration },
    /// The role of the access key's user lacks a permission: this job ends, others go on.
    Permission,
    /// There is no such agent any more: take his mapping apart.
    Gone,
    /// The answer would be too big: ask for less at a time.
    AskForLess,
    /// A setting is wrong; a person must act.
    Stop,
    /// This row is wrong; show why, go on with the next.
    Skip,
}

/// First of the pauses between tries; they double: 2 s, 4 s, 8 s.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_secs(2);

const SOON: Decision = Decision::Retry { after: FIRST_PAUSE };

impl CXoneError {
    pub fn api(&self) -> &'static str {
        match self {
            Self::Api(error) => error.api,
            Self::Throttled { api, .. }
            | Self::Http { api, .. }
            | Self::NotJson { api, .. }
            | Self::HalfJson { api, .. }
            | Self::HeldBack { api, .. }
            | Self::NoTenant { api }
            | Self::Misuse { api, .. } => api,
        }
    }

    /// The HTTP status, when the platform answered one that is not success.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Api(ApiError { status, .. }) | Self::Throttled { status, .. } | Self::NotJson { status, .. } => {
                Some(*status)
            }
            _ => None,
        }
    }

    /// Whether a call that writes and ended so may have been done all the same: it was sent, and no refusal came back.
    /// Such a call is not repeated by itself; look at what is there, then decide.
    pub fn may_have_happened(&self) -> bool {
        match self {
            // Whoever gets no token sends nothing.
            error if is_session_call(error.api()) => false,
            Self::Http { source, .. } => {
                matches!(source, HttpError::TimedOut | HttpError::Cut { .. } | HttpError::TooLarge { .. })
            }
            Self::Api(error) => error.status >= 500,
            Self::NotJson { status, .. } => (200..300).contains(status) || *status >= 500,
            Self::HalfJson { .. } => true,
            Self::Throttled { .. } | Self::HeldBack { .. } | Self::NoTenant { .. } | Self::Misuse { .. } => false,
        }
    }

    pub fn decision(&self) -> Decision {
        match self {
            Self::Api(error) => decide(error.api, error.status),
            Self::Throttled { wait, .. } | Self::HeldBack { wait, .. } => Decision::Wait { at_least: *wait },
            Self::Http { source: HttpError::PrivateAddress { .. } | HttpError::Unsendable { .. }, .. } => {
                Decision::Stop
            }
            Self::Http { source: HttpError::TooLarge { .. }, .. } => Decision::AskForLess,
            Self::Http { .. } | Self::HalfJson { .. } => SOON,
            Self::NotJson { status, .. } if (200..300).contains(status) || *status >= 500 => SOON,
            Self::NotJson { .. } | Self::NoTenant { .. } => Decision::Stop,
            Self::Misuse { .. } => Decision::Skip,
        }
    }
}

/// Whether a call fetches a token, or what follows from one, instead of needing it.
fn is_session_call(api: &str) -> bool {
    matches!(api, "auth/token" | "cxone-configuration")
}

fn decide(api: &str, status: u16) -> Decision {
    match status {
        _ if is_session_call(api) && (400..500).contains(&status) => Decision::Stop,
        401 => Decision::RefreshToken,
        403 => Decision::Permission,
        404 if api.starts_with("agents/{id}") => Decision::Gone,
        404 | 405 => Decision::Stop,
        408 | 500.. => SOON,
        _ => Decision::Skip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(api: &'static str, status: u16) -> CXoneError {
        ApiError { api, status, code: String::new(), message: String::new() }.into()
    }

    #[test]
    fn the_same_status_means_different_things_on_different_calls() {
        assert_eq!(refused("auth/token", 401).decision(), Decision::Stop);
        assert_eq!(refused("agents", 401).decision(), Decision::RefreshToken);
        assert_eq!(refused("agents/{id}/state", 404).decision(), Decision::Gone);
        assert_eq!(refused("agents", 404).decision(), Decision::Stop);
        assert_eq!(refused("agents/{id}/state", 409).decision(), Decision::Skip);
        assert_eq!(refused("agents", 403).decision(), Decision::Permission);
    }

    #[test]
    fn a_write_is_in_doubt_when_it_was_sent_and_no_refusal_came_back() {
        let http = |api, source| CXoneError::Http { api, source };
        assert!(http("agents/{id}/state", HttpError::TimedOut).may_have_happened());
        assert!(!http("auth/token", HttpError::TimedOut).may_have_happened());
        assert!(!http("agents/{id}/state", HttpError::Connect { detail: String::new() }).may_have_happened());
        assert!(refused("agents/{id}/state", 500).may_have_happened());
        assert!(!refused("agents/{id}/state", 409).may_have_happened());
        let throttled = CXoneError::Throttled { api: "agents/{id}/state", status: 503, wait: FIRST_PAUSE };
        assert!(!throttled.may_have_happened(), "load that is shed was not carried");
    }
}
