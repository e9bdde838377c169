//! CXone's agents as accounts.

use futures::{FutureExt as _, future::BoxFuture};

use super::{
    Account, BadRow, Cursor, Decision, Directory, DirectoryError, Page, Place, Reason, RowFault, account::Draft,
};
use crate::cxone::{
    AgentFilter, CXone, CXoneError, Decision as CXoneDecision,
    types::{self, Agent},
};

/// Agents of one page.
const PAGE: u32 = 500;

impl TryFrom<&Agent> for Account {
    type Error = RowFault;

    /// The team stands for the department, the profile for the title. Of telephones CXone knows only those of sessions.
    fn try_from(agent: &Agent) -> Result<Self, RowFault> {
        Draft {
            id: agent.agent_id.to_string(),
            name: agent.display_name(),
            email: agent.email_address.clone(),
            phone: String::new(),
            department: agent.team_name.clone(),
            title: agent.profile_name.clone(),
            number: String::new(),
            active: agent.is_active,
        }
        .account()
    }
}

impl Directory for CXone {
    fn accounts<'a>(&'a self, from: Option<&'a Cursor>) -> BoxFuture<'a, Result<Page, DirectoryError>> {
        async move {
            let lost = |_| DirectoryError::restart(Reason::Changed, "no place of this listing");
            let from = from.map(|cursor| cursor.0.parse().map(types::Cursor).map_err(lost)).transpose()?;
            let page = self.agents(&AgentFilter::default(), from, PAGE).await?;
            let first = from.map_or(0, |cursor| cursor.0) + 1;
            let row = |(place, agent): (u64, &Agent)| {
                Account::try_from(agent).map_err(|fault| BadRow { place: Place::Entry(place), fault })
            };
            Ok(Page {
                rows: (first..).zip(&page.rows).map(row).collect(),
                next: page.next.map(|next| Cursor(next.0.to_string())),
                total: Some(page.total).filter(|total| *total > 0),
            })
        }
        .boxed()
    }
}

impl From<CXoneError> for DirectoryError {
    fn from(error: CXoneError) -> Self {
        let reason = match &error {
            CXoneError::Http { source, .. } => return Self { detail: error.to_string(), ..source.clone().into() },
            CXoneError::Throttled { .. } | CXoneError::HeldBack { .. } => Reason::Busy,
            CXoneError::HalfJson { .. } => Reason::BadAnswer,
            CXoneError::NotJson { status, .. } if *status >= 500 => Reason::Busy,
            CXoneError::NotJson { .. } => Reason::NotThePlatform,
            CXoneError::Api(refusal) if refusal.status == 403 => Reason::NoPermission,
            CXoneError::Api(refusal) if refusal.status >= 500 => Reason::Busy,
            CXoneError::Api(_) if error.decision() == CXoneDecision::RefreshToken => Reason::WrongCredentials,
            CXoneError::Api(refusal) if refusal.api == "auth/token" => Reason::WrongCredentials,
            CXoneError::NoTenant { .. } | CXoneError::Api(_) | CXoneError::Misuse { .. } => Reason::Refused,
        };
        match error.decision() {
            CXoneDecision::Retry { .. } => Self::retry(reason, error),
            CXoneDecision::Wait { at_least } => Self::new(Decision::Retry { after: at_least }, reason, error),
            _ => Self::stop(reason, error),
        }
    }
}
