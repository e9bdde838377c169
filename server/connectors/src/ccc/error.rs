//! What can go wrong on a call, and what to do about it.
//!
//! Codes are `Family` or `Family.Detail`. The lists that the platform publishes are not complete, call by call, so an
//! unknown detail is decided by its family, and an unknown family refuses what was asked.

use std::time::Duration;

use thiserror::Error;

use crate::http::HttpError;

/// A refusal in the platform's own words: of a call, or of one person in it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{action} was refused: {code} {message}")]
pub struct ApiError {
    /// The action's name, such as `CreateStaff`.
    pub action: &'static str,
    /// Such as `InvalidParameterValue.AccountNotExist`.
    pub code: String,
    /// One line, at most 400 characters; may be empty.
    pub message: String,
    /// What the platform's support asks for; empty when the answer had none.
    pub request_id: String,
}

/// What an answer was instead of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotJsonKind {
    Empty,
    Html,
    Other,
}

/// Why a call, or a person's part of it, has no result. Texts carry no secrets.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CccError {
    #[error(transparent)]
    Api(#[from] ApiError),
    /// `RequestLimitExceeded` and its kin. `wait` is what we chose: the platform names no time.
    #[error("{action} was called too often ({code}): again in {wait:?}")]
    Throttled { action: &'static str, code: String, wait: Duration },
    #[error("{action}: {source}")]
    Http { action: &'static str, source: HttpError },
    /// A proxy's page, a wrong address, or an answer that is not the platform's.
    #[error("{action} answered HTTP {status} without JSON ({kind:?})")]
    NotJson { action: &'static str, status: u16, kind: NotJsonKind },
    /// JSON that ends early, or misses what the call promises.
    #[error("{action} answered broken JSON: {detail}")]
    HalfJson { action: &'static str, detail: String },
    /// Held back here, before sending, because the platform refuses at the moment.
    #[error("{action} is held back for {wait:?}")]
    HeldBack { action: &'static str, wait: Duration },
    /// A listing never stood still while its pages were read, so it may lack somebody.
    #[error("{action}: the list changed while it was read")]
    Changed { action: &'static str },
    /// `DeleteStaff` spares who is online.
    #[error("{action}: the agent is online")]
    Online { action: &'static str },
    /// A batch before this one failed in a way that would fail this one, too, so it was not sent.
    #[error("{action} was not sent: {cause}")]
    NotSent { action: &'static str, cause: Box<CccError> },
    /// The caller asked for something the call cannot take.
    #[error("{action}: {detail}")]
    Misuse { action: &'static str, detail: String },
}

/// What the caller does next. [`Ccc`](super::Ccc) already did the retries and put the clock right before an error leaves
/// it, so a caller that sees `Retry` or `Wait` postpones the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Passing trouble: again after this pause.
    Retry { after: Duration },
    /// Too many calls: nobody calls for a while.
    Wait { at_least: Duration },
    /// Our clock is minutes off, and the platform did not tell its own: somebody must set it.
    SetClock,
    /// Secret id or key are wrong or no longer good: nothing works until they are corrected.
    Credentials,
    /// The key's user may not call this action: a policy in Tencent Cloud's access management is missing.
    Permission,
    /// The account does not have the feature, or is suspended; Tencent Cloud must enable it.
    NotEnabled,
    /// There is no such application: the SdkAppId is wrong.
    WrongApplication,
    /// There is no such agent, or skill group, any more: it was deleted elsewhere. Read the list again.
    Gone,
    /// It exists already: adopt what is there.
    Exists,
    /// More than was bought: a seat must be freed or bought.
    NoSeats,
    /// The agent's state does not allow it: again later, or force him offline first.
    Busy,
    /// The answer would be too big: ask for less at a time.
    AskForLess,
    /// This item is wrong; show why, go on with the next.
    Refuse,
    /// A setting, or this program, is wrong; a person must act.
    Stop,
}

/// First of the pauses between tries; they double: 1 s, 2 s, 4 s, as the platform's own libraries do.
pub(super) const FIRST_PAUSE: Duration = Duration::from_secs(1);

const SOON: Decision = Decision::Retry { after: FIRST_PAUSE };

impl CccError {
    pub fn action(&self) -> &'static str {
        match self {
            Self::Api(error) => error.action,
            Self::Throttled { action, .. }
            | Self::Http { action, .. }
            | Self::NotJson { action, .. }
            | Self::HalfJson { action, .. }
            | Self::HeldBack { action, .. }
            | Self::Changed { action }
            | Self::Online { action }
            | Self::NotSent { action, .. }
            | Self::Misuse { action, .. } => action,
        }
    }

    /// The platform's code, when it refused.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Api(ApiError { code, .. }) | Self::Throttled { code, .. } => Some(code),
            Self::NotSent { cause, .. } => cause.code(),
            _ => None,
        }
    }

    /// Whether a call that writes and ended so may have been done all the same: it was sent, and no clear refusal came
    /// back. Look at what is there, then decide: people are created once, not once a try.
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Api(error) => is_internal(&error.code),
            Self::Http { source, .. } => {
                matches!(source, HttpError::TimedOut | HttpError::Cut { .. } | HttpError::TooLarge { .. })
            }
            Self::NotJson { status, .. } => (200..300).contains(status) || *status >= 500,
            Self::HalfJson { .. } => true,
            _ => false,
        }
    }

    pub fn decision(&self) -> Decision {
        match self {
            Self::Api(error) => decide(&error.code),
            Self::Throttled { wait, .. } | Self::HeldBack { wait, .. } => Decision::Wait { at_least: *wait },
            Self::Http { source: HttpError::PrivateAddress { .. } | HttpError::Unsendable { .. }, .. } => {
                Decision::Stop
            }
            Self::Http { source: HttpError::TooLarge { .. }, .. } => Decision::AskForLess,
            Self::Http { .. } | Self::HalfJson { .. } | Self::Changed { .. } => SOON,
            Self::NotJson { status: 200..300 | 408 | 429 | 500.., .. } => SOON,
            Self::NotJson { .. } => Decision::Stop,
            Self::Online { .. } => Decision::Busy,
            Self::NotSent { cause, .. } => cause.decision(),
            Self::Misuse { .. } => Decision::Refuse,
        }
    }
}

/// Whether a code says that our clock is off.
pub(super) fn is_clock(code: &str) -> bool {
    code == "AuthFailure.SignatureExpire"
}

/// Whether a code says that we called too often.
pub(super) fn is_throttle(code: &str) -> bool {
    code.split('.').next() == Some("RequestLimitExceeded")
}

/// Whether it is the platform's own trouble.
pub(super) fn is_internal(code: &str) -> bool {
    code.split('.').next() == Some("InternalError")
}

fn decide(code: &str) -> Decision {
    let (family, detail) = code.split_once('.').unwrap_or((code, ""));
    match (family, detail) {
        ("InternalError" | "ResourceUnavailable" | "ResourceInsufficient", _) => SOON,
        ("RequestLimitExceeded", _) => Decision::Wait { at_least: FIRST_PAUSE },
        ("AuthFailure", "SignatureExpire") => Decision::SetClock,
        ("AuthFailure", "UnauthorizedOperation")
        | ("UnauthorizedOperation", _)
        | ("FailedOperation", "PermissionDenied") => Decision::Permission,
        ("AuthFailure", _) => Decision::Credentials,
        ("InvalidParameterValue" | "InvalidParameter", "InstanceNotExist") => Decision::WrongApplication,
        ("InvalidParameterValue", "AccountNotExist") | ("ResourceNotFound", _) => Decision::Gone,
        ("FailedOperation", "DuplicatedAccount") | ("InvalidParameterValue", "SkillGroupExist") => Decision::Exists,
        ("LimitExceeded", _) => Decision::NoSeats,
        ("FailedOperation", "SeatStatusBusy" | "CurStateNotAllowModify") => Decision::Busy,
        ("OperationDenied", _) => Decision::NotEnabled,
        (
            "MissingParameter"
            | "UnknownParameter"
            | "UnsupportedOperation"
            | "UnsupportedProtocol"
            | "UnsupportedRegion"
            | "InvalidAction"
            | "InvalidRequest"
            | "NoSuchVersion"
            | "NoSuchProduct"
            | "ActionOffline",
            _,
        ) => Decision::Stop,
        _ => Decision::Refuse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: &str) -> CccError {
        let (action, code) = ("ModifyStaff", code.to_owned());
        ApiError { action, code, message: String::new(), request_id: String::new() }.into()
    }

    #[test]
    fn every_family_of_codes_has_its_decision() {
        let table = [
            ("AuthFailure.SignatureExpire", Decision::SetClock),
            ("AuthFailure.SignatureFailure", Decision::Credentials),
            ("AuthFailure.SecretIdNotFound", Decision::Credentials),
            ("AuthFailure.InvalidSecretId", Decision::Credentials),
            ("AuthFailure.TokenFailure", Decision::Credentials),
            ("AuthFailure.InvalidAuthorization", Decision::Credentials),
            ("AuthFailure.MFAFailure", Decision::Credentials),
            ("AuthFailure.UnauthorizedOperation", Decision::Permission),
            ("UnauthorizedOperation", Decision::Permission),
            ("UnauthorizedOperation.CamNoAuth", Decision::Permission),
            ("FailedOperation.PermissionDenied", Decision::Permission),
            ("RequestLimitExceeded", Decision::Wait { at_least: FIRST_PAUSE }),
            ("RequestLimitExceeded.UinLimitExceeded", Decision::Wait { at_least: FIRST_PAUSE }),
            ("RequestLimitExceeded.GlobalRegionUinLimitExceeded", Decision::Wait { at_least: FIRST_PAUSE }),
            ("InternalError", SOON),
            ("InternalError.DBError", SOON),
            ("ResourceUnavailable", SOON),
            ("InvalidParameterValue.InstanceNotExist", Decision::WrongApplication),
            ("InvalidParameter.InstanceNotExist", Decision::WrongApplication),
            ("InvalidParameterValue.AccountNotExist", Decision::Gone),
            ("ResourceNotFound", Decision::Gone),
            ("FailedOperation.DuplicatedAccount", Decision::Exists),
            ("InvalidParameterValue.SkillGroupExist", Decision::Exists),
            ("LimitExceeded", Decision::NoSeats),
            ("LimitExceeded.InsufficientLicense", Decision::NoSeats),
            ("LimitExceeded.OutOfCountLimit", Decision::NoSeats),
            ("FailedOperation.SeatStatusBusy", Decision::Busy),
            ("FailedOperation.CurStateNotAllowModify", Decision::Busy),
            ("OperationDenied.NotInWhiteList", Decision::NotEnabled),
            ("OperationDenied.UinDisabled", Decision::NotEnabled),
            ("InvalidParameterValue.PhoneNumIsBoundOtherAccount", Decision::Refuse),
            ("InvalidParameterValue.SkillGroupError", Decision::Refuse),
            ("InvalidParameterValue", Decision::Refuse),
            ("InvalidParameter", Decision::Refuse),
            ("FailedOperation", Decision::Refuse),
            ("MissingParameter", Decision::Stop),
            ("UnknownParameter", Decision::Stop),
            ("UnsupportedOperation", Decision::Stop),
            ("InvalidAction", Decision::Stop),
            ("NoSuchVersion", Decision::Stop),
            ("SomethingNew.OfThisYear", Decision::Refuse),
            ("", Decision::Refuse),
        ];
        for (code, decision) in table {
            assert_eq!(refused(code).decision(), decision, "{code}");
        }
    }

    #[test]
    fn a_write_is_in_doubt_when_it_was_sent_and_no_refusal_came_back() {
        let http = |source| CccError::Http { action: "CreateStaff", source };
        assert!(http(HttpError::TimedOut).may_have_happened());
        assert!(!http(HttpError::Connect { detail: String::new() }).may_have_happened());
        assert!(refused("InternalError.DBError").may_have_happened());
        assert!(!refused("InvalidParameter").may_have_happened());
        assert!(!refused("InternalErrors").may_have_happened());
    }

    #[test]
    fn what_was_not_sent_is_decided_like_its_cause() {
        let cause = Box::new(refused("AuthFailure.SignatureFailure"));
        let error = CccError::NotSent { action: "CreateStaff", cause };
        assert_eq!((error.decision(), error.code()), (Decision::Credentials, Some("AuthFailure.SignatureFailure")));
        assert!(!error.may_have_happened());
    }
}
