//! Why a provider is refused, in SCIM's own form (RFC 7644 §3.12).

use crate::Error;
pub use model::scim::Kind;
use model::{Code, Problem};

/// The result of what a provider asks for.
pub type Told<T> = std::result::Result<T, Refusal>;

/// A refusal.
#[derive(Debug)]
pub enum Refusal {
    /// By SCIM's own rules.
    Scim {
        /// The HTTP status.
        status: u16,
        /// The kind, where there is one.
        kind: Option<Kind>,
        /// What happened, for whoever reads the provider's log.
        detail: String,
    },
    /// By a use case.
    UseCase(Error),
}

impl Refusal {
    /// A value or a request that cannot be taken: status 400, or 409 for what must be unique.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let status = if kind == Kind::Uniqueness { 409 } else { 400 };
        Self::Scim { status, kind: Some(kind), detail: detail.into() }
    }

    /// A refusal that SCIM has no word for.
    pub fn of(status: u16, detail: impl Into<String>) -> Self {
        Self::Scim { status, kind: None, detail: detail.into() }
    }

    /// There is no such user or group.
    pub fn not_found(id: &str) -> Self {
        Self::of(404, format!("There is nothing with the id {id} here."))
    }

    /// A switch of the connection is off.
    pub(crate) fn switched_off(what: &str) -> Self {
        Self::of(403, format!("This connection may not {what}: whoever manages the console has switched that off."))
    }
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        // The unique index spoke before the check did: two requests at once.
        if error.is_unique() { Self::new(Kind::Uniqueness, "Another one has this name.") } else { Self::UseCase(error) }
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<serde_json::Error> for Refusal {
    fn from(error: serde_json::Error) -> Self {
        Error::from(error).into()
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Error::from(problem).into()
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Error::from(code).into()
    }
}

/// The status and the kind of what a use case refused.
pub fn of_problem(problem: &Problem) -> (u16, Option<Kind>) {
    match problem.code {
        Code::Invalid => (400, Some(Kind::InvalidValue)),
        Code::Malformed => (400, Some(Kind::InvalidSyntax)),
        Code::OwnedUpstream | Code::OwnedByPerson => (400, Some(Kind::Mutability)),
        Code::Taken | Code::AlreadyMember => (409, Some(Kind::Uniqueness)),
        Code::Stale => (412, None),
        Code::RoleAboveOwn | Code::LastSuperAdmin => (403, None),
        code => (code.status(), None),
    }
}
