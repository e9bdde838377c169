//! The *Test* button: what exactly is wrong with a connection.
//!
//! A token alone proves little: it is also given to an application without permissions. The platform tells them with
//! it, so each that is needed has a step of its own, and then directory and presence are read.

use std::time::Duration;

use super::{
    api::{ACCOUNT_PRESENCE, ENTRIES, TOKEN},
    client::RingCentral,
    error::{Decision, RingCentralError},
};
use crate::http::HttpError;

/// The permissions that the application must have.
pub const SCOPES: [&str; 4] = ["ReadAccounts", "ReadPresence", "EditPresence", "SubscriptionWebhook"];

/// One thing tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeStep {
    pub check: Check,
    /// Method and path of the call that told it.
    pub call: &'static str,
    pub finding: Finding,
}

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// The credentials give a token.
    Token,
    /// One of [`SCOPES`] was granted.
    Scope(&'static str),
    Directory,
    Presence,
}

/// What was found, so exactly that the page can say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Ok,
    /// Client id or client secret.
    WrongClient,
    /// The JWT credential: wrong, revoked, ended, or of another application.
    WrongJwt,
    /// The application may not use the JWT flow.
    JwtNotAllowed,
    AccountLocked,
    /// Account or user are in a state, or the extension of a type, that signs nobody in.
    LoginNotAllowed,
    /// Of the application or of the user; the name is empty where the platform did not tell.
    MissingPermission {
        name: String,
    },
    /// Too many calls; nothing is wrong with the settings.
    Throttled {
        wait: Duration,
    },
    Unreachable {
        detail: String,
    },
    /// Something answered, but not RingCentral: HTML, nothing, or a path that does not exist.
    NotRingCentral,
    /// A code outside the common mistakes.
    Other {
        code: String,
        message: String,
    },
}

impl RingCentral {
    /// Tries token, permissions, directory and presence. Makes three calls and forgets earlier refusals first, so that
    /// a corrected setting shows at once. Without a token the other steps are left out.
    pub async fn test(&self) -> Vec<ProbeStep> {
        self.tokens().reset();
        let token = self.tokens().get().await.map(drop);
        let mut steps = vec![step(Check::Token, TOKEN.name, token)];
        if steps[0].finding != Finding::Ok {
            return steps;
        }
        let granted = self.tokens().scopes();
        steps.extend(SCOPES.map(|scope| {
            let has = granted.iter().any(|one| one == scope);
            let finding = if has { Finding::Ok } else { Finding::MissingPermission { name: scope.to_owned() } };
            ProbeStep { check: Check::Scope(scope), call: TOKEN.name, finding }
        }));
        steps.push(step(Check::Directory, ENTRIES.name, self.directory_page(1, 1).await.map(drop)));
        steps.push(step(Check::Presence, ACCOUNT_PRESENCE.name, self.presence_page(1, 1).await.map(drop)));
        steps
    }
}

fn step(check: Check, call: &'static str, tried: Result<(), RingCentralError>) -> ProbeStep {
    ProbeStep { check, call, finding: tried.map_or_else(|error| finding(&error), |()| Finding::Ok) }
}

fn finding(error: &RingCentralError) -> Finding {
    let refusal = match error {
        RingCentralError::Api(refusal) => refusal,
        RingCentralError::NotJson { .. } | RingCentralError::HalfJson { .. } => return Finding::NotRingCentral,
        RingCentralError::Http { source: HttpError::TooLarge { .. }, .. } => return Finding::NotRingCentral,
        RingCentralError::Http { source, .. } => return Finding::Unreachable { detail: source.to_string() },
        RingCentralError::HeldBack { wait, .. } => return Finding::Throttled { wait: *wait },
        RingCentralError::Misuse { .. } => {
            return Finding::Other { code: String::new(), message: error.to_string() };
        }
    };
    match (refusal.code.as_str(), error.decision()) {
        ("OAU-146" | "invalid_client", _) => Finding::WrongClient,
        ("OAU-140" | "invalid_grant", _) => Finding::WrongJwt,
        ("OAU-112" | "OAU-125" | "unauthorized_client", _) => Finding::JwtNotAllowed,
        ("OAU-147" | "OAU-148", _) => Finding::AccountLocked,
        ("OAU-105" | "OAU-136" | "OAU-141" | "OAU-142", _) => Finding::LoginNotAllowed,
        ("CMN-120", _) => Finding::NotRingCentral,
        (_, Decision::Permission { name }) => Finding::MissingPermission { name: name.unwrap_or_default() },
        (_, Decision::Wait { at_least }) => Finding::Throttled { wait: at_least },
        (code, _) => Finding::Other { code: code.to_owned(), message: refusal.message.clone() },
    }
}
