//! What can go wrong on a call, and what to do about it.
//!
//! The platform answers HTTP 200 to nearly everything; `errcode` decides, and the wording of `errmsg` may change
//! [D 90313]. So nothing here reads the message, except for the caller's address after `from ip:`, which no field tells.

use std::time::Duration;

use thiserror::Error;

use crate::http::{Answer, HttpError};

/// A refusal in the platform's own words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{api} answered {code}: {errmsg}")]
pub struct ApiError {
    /// The path, such as `user/list_id`.
    pub api: &'static str,
    pub code: i64,
    pub errmsg: String,
}

impl ApiError {
    /// The address the platform saw the call come from: what an administrator must add to the trusted addresses.
    pub fn found_ip(&self) -> Option<&str> {
        let rest = self.errmsg.split_once("from ip:")?.1.trim_start();
        let ip = rest.split([',', ' ', ';']).next()?;
        ip.parse::<std::net::IpAddr>().ok().map(|_| ip)
    }
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
pub enum WeComError {
    #[error(transparent)]
    Api(#[from] ApiError),
    #[error("{api}: {source}")]
    Http { api: &'static str, source: HttpError },
    /// A proxy's page, a wrong address, or an unknown path, which the platform answers with 404 and nothing.
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

/// What the caller does next. [`WeCom`](super::WeCom) already did the retries and the one token refresh before an error
/// leaves it, so a caller that sees `Retry` or `RefreshToken` postpones the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Passing trouble: again after this pause, at most three tries.
    Retry { after: Duration },
    /// The token is bad: fetch one, repeat once.
    RefreshToken,
    /// The platform blocks the call for a while.
    Wait { at_least: Duration },
    /// The cursor is no longer good: begin the listing again.
    RestartListing,
    /// The answer would be too big: ask for less at a time.
    AskForLess,
    /// The contact-sync secret tells ids only: read the details with the application's secret.
    UseApp,
    /// A setting is wrong; a person must act.
    Stop,
    /// This row is wrong; go on with the next.
    Skip,
    /// Not an error: there is nothing.
    Empty,
}

impl WeComError {
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
    pub fn code(&self) -> Option<i64> {
        match self {
            Self::Api(error) => Some(error.code),
            _ => None,
        }
    }

    /// See [`ApiError::found_ip`].
    pub fn found_ip(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.found_ip(),
            _ => None,
        }
    }

    /// Whether a call that writes and ended so may have been done all the same: it was sent, and no code came back.
    /// Such a call is not repeated by itself; look at what is there, then decide.
    pub fn may_have_happened(&self) -> bool {
        match self {
            // Whoever gets no token sends nothing.
            error if is_token_call(error.api()) => false,
            Self::Http { source, .. } => {
                matches!(source, HttpError::TimedOut | HttpError::Cut { .. } | HttpError::TooLarge { .. })
            }
            Self::NotJson { status, .. } => (200..300).contains(status) || *status >= 500,
            Self::HalfJson { .. } => true,
            Self::Api(_) | Self::HeldBack { .. } | Self::Misuse { .. } => false,
        }
    }

    pub fn decision(&self) -> Decision {
        match self {
            Self::Api(error) => decide(error.api, error.code),
            Self::Http { source: HttpError::PrivateAddress { .. } | HttpError::Unsendable { .. }, .. } => {
                Decision::Stop
            }
            Self::Http { source: HttpError::TooLarge { .. }, .. } => Decision::AskForLess,
            Self::Http { .. } | Self::HalfJson { .. } => SOON,
            Self::NotJson { status, .. } if (200..300).contains(status) || *status >= 500 || *status == 429 => SOON,
            Self::NotJson { .. } => Decision::Stop,
            Self::HeldBack { wait, .. } => Decision::Wait { at_least: *wait },
            Self::Misuse { .. } => Decision::Skip,
        }
    }
}

/// First of the pauses between tries; they double: 0.5 s, 1 s.
const SOON: Decision = Decision::Retry { after: Duration::from_millis(500) };

/// A minute rule blocks for 60 s, an hour rule for an hour, and the code does not say which [D 90312]. Ask again after
/// the shorter; who is told the same once more waits longer.
const BLOCKED: Decision = Decision::Wait { at_least: Duration::from_secs(60) };

/// Whether a call fetches a token instead of needing one.
fn is_token_call(api: &str) -> bool {
    matches!(api, "gettoken" | "service/get_provider_token")
}

/// The table of [D 90313]. Codes nobody listed stop only their own row.
fn decide(api: &str, code: i64) -> Decision {
    match code {
        -1 | 6000 | 45033 | 45035 => SOON,
        40001 | 40014 | 42001 if !is_token_call(api) => Decision::RefreshToken,
        45009 | 302008 => BLOCKED,
        50100 | 60268 => Decision::RestartListing,
        45029 | 81017 | 301058 => Decision::AskForLess,
        48009 => Decision::UseApp,
        84061 if api == "externalcontact/list" => Decision::Empty,
        41050 | 82001 => Decision::Empty,
        40001 | 40013 | 40014 | 40091 | 42001 | 45024 | 45026 | 45036 => Decision::Stop,
        48002 | 48004 | 48006 | 48010 | 50001 | 50003 | 60020 | 60031 | 301002 | 301052 | 301053 => Decision::Stop,
        301_111 | 301_116 | 701_063 | 701_071 | 701_072 => Decision::Stop,
        _ => Decision::Skip,
    }
}

/// Tells an answer without JSON from one with half of it.
pub(crate) fn unreadable(api: &'static str, answer: &Answer, error: &serde_json::Error) -> WeComError {
    let text = answer.body.trim_ascii_start();
    let kind = match text.first() {
        None => NotJsonKind::Empty,
        Some(b'<') => NotJsonKind::Html,
        Some(b'{') => return WeComError::HalfJson { api, detail: error.to_string() },
        Some(_) => NotJsonKind::Other,
    };
    WeComError::NotJson { api, status: answer.status, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(api: &'static str, code: i64, errmsg: &str) -> WeComError {
        ApiError { api, code, errmsg: errmsg.to_owned() }.into()
    }

    #[test]
    fn the_address_is_read_from_the_message() {
        let error = refused(
            "user/get",
            60020,
            "not allow to access from your ip, hint: [1_2], from ip: 203.0.113.9, more info at …",
        );
        assert_eq!(error.found_ip(), Some("203.0.113.9"));
        assert_eq!(refused("user/get", 60020, "not allow to access").found_ip(), None);
    }

    #[test]
    fn a_write_is_in_doubt_when_it_was_sent_and_no_code_came_back() {
        let http = |api, source| WeComError::Http { api, source };
        let cut = HttpError::Cut { detail: String::new() };
        assert!(http("externalcontact/transfer_customer", cut.clone()).may_have_happened());
        assert!(http("externalcontact/transfer_customer", HttpError::TimedOut).may_have_happened());
        assert!(!http("gettoken", cut).may_have_happened());
        assert!(!refused("externalcontact/transfer_customer", 45035, "").may_have_happened());
        let unconnected = HttpError::Connect { detail: String::new() };
        assert!(!http("externalcontact/transfer_customer", unconnected).may_have_happened());
    }

    #[test]
    fn the_same_code_means_different_things_on_different_calls() {
        assert_eq!(refused("externalcontact/list", 84061, "").decision(), Decision::Empty);
        assert_eq!(refused("externalcontact/get", 84061, "").decision(), Decision::Skip);
        assert_eq!(refused("gettoken", 40001, "").decision(), Decision::Stop);
        assert_eq!(refused("service/get_provider_token", 40001, "").decision(), Decision::Stop);
        assert_eq!(refused("user/list", 40001, "").decision(), Decision::RefreshToken);
    }
}
