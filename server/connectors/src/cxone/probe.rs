//! The *Test* button: what exactly is wrong with a connection.
//!
//! A token alone proves little: what it may do is decided by the role of the access key's user, and only the calls
//! themselves tell.

use std::time::Duration;

use super::{
    client::CXone,
    discovery,
    error::CXoneError,
    session::TOKEN,
    types::{Agent, Cursor},
};
use crate::http::HttpError;

/// One thing tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeStep {
    /// The path without numbers, such as `auth/token` or `agents/states`.
    pub call: &'static str,
    pub finding: Finding,
}

/// What was found, so exactly that the page can say what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    Ok,
    /// Client id or client secret.
    WrongClient,
    /// Id or secret of the access key, or it was revoked.
    WrongAccessKey,
    /// Neither the token nor the settings name a tenant: it must be entered.
    NoTenant,
    /// The platform does not know the tenant, or does not tell its address.
    UnknownTenant,
    /// The role of the access key's user may not make this call.
    MissingPermission {
        api: &'static str,
    },
    /// A token fresh from the platform is refused by the interface.
    TokenRefused,
    /// The platform has too much to do, or we asked too often.
    Throttled {
        wait: Duration,
    },
    Unreachable {
        detail: String,
    },
    /// Something answered, but not CXone: HTML, nothing, or a path that does not exist.
    NotCXone,
    /// A refusal outside the common mistakes.
    Other {
        status: u16,
        message: String,
    },
}

impl CXone {
    /// Tries token, tenant, agents, states and unavailable codes. Makes at most six calls, changes nothing, and forgets
    /// earlier refusals first, so that a corrected setting shows at once. The steps end with the first fault.
    pub async fn test(&self) -> Vec<ProbeStep> {
        let mut steps = Vec::new();
        self.test_all(&mut steps).await;
        steps
    }

    async fn test_all(&self, steps: &mut Vec<ProbeStep>) -> Option<()> {
        let sessions = self.sessions();
        sessions.reset();
        let granted = note(TOKEN, sessions.grant().await, steps)?;
        let places = note(discovery::API, sessions.discover(&granted).await, steps)?;
        sessions.keep(granted, places);
        let agents = note("agents", self.agents(&super::AgentFilter::default(), None, 1).await, steps)?;
        note("agents/states", self.states_page(None, Cursor(0), 1).await, steps)?;
        note("teams/{id}/unavailable-codes", self.read_codes(agents.rows.first()).await, steps)
    }

    /// The codes of a team; there may be none yet.
    async fn read_codes(&self, agent: Option<&Agent>) -> Result<(), CXoneError> {
        let team = match agent.map(|agent| agent.team_id).filter(|team| team.0 != 0) {
            Some(team) => Some(team),
            None => self.teams().await?.first().map(|team| team.team_id),
        };
        match team {
            Some(team) => self.unavailable_codes(team).await.map(drop),
            None => Ok(()),
        }
    }
}

/// Adds a step, and gives on what went well.
fn note<T>(call: &'static str, tried: Result<T, CXoneError>, steps: &mut Vec<ProbeStep>) -> Option<T> {
    let (finding, value) = match tried {
        Ok(value) => (Finding::Ok, Some(value)),
        Err(error) => (finding(&error), None),
    };
    steps.push(ProbeStep { call, finding });
    value
}

fn finding(error: &CXoneError) -> Finding {
    let refusal = match error {
        CXoneError::Api(refusal) => refusal,
        CXoneError::NoTenant { .. } => return Finding::NoTenant,
        CXoneError::HalfJson { api: discovery::API, .. } => return Finding::UnknownTenant,
        CXoneError::NotJson { .. } | CXoneError::HalfJson { .. } => return Finding::NotCXone,
        CXoneError::Http { source: HttpError::TooLarge { .. }, .. } => return Finding::NotCXone,
        CXoneError::Http { source, .. } => return Finding::Unreachable { detail: source.to_string() },
        CXoneError::Throttled { wait, .. } | CXoneError::HeldBack { wait, .. } => {
            return Finding::Throttled { wait: *wait };
        }
        CXoneError::Misuse { detail, .. } => return Finding::Other { status: 0, message: detail.clone() },
    };
    match (refusal.api, refusal.status) {
        (TOKEN, 400 | 401 | 403) if refusal.code == "invalid_client" || refusal.code == "unauthorized_client" => {
            Finding::WrongClient
        }
        (TOKEN, 400 | 401 | 403) => Finding::WrongAccessKey,
        (discovery::API, 400 | 404) => Finding::UnknownTenant,
        (_, 401) => Finding::TokenRefused,
        (api, 403) => Finding::MissingPermission { api },
        (_, 404 | 405) => Finding::NotCXone,
        (_, status) => {
            let message = format!("{} {}", refusal.code, refusal.message).trim().to_owned();
            Finding::Other { status, message }
        }
    }
}
