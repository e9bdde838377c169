//! Organisations: the tenants of an installation.

use crate::{OrganisationId, permission::Permission, permission::Role};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Whether an organisation lives.
    OrganisationState {
        /// In use.
        Open = "open",
        /// Closed: nobody joins, nobody signs in to it.
        Closed = "closed",
    }
);

/// The organisation as its members see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The eight characters that anyone may type to ask to join.
    pub door_number: String,
    /// Whether the door number is in use.
    pub door_open: bool,
    /// Changes with every change.
    pub revision: i64,
}

/// Numbers behind the tabs and the home page: what needs somebody today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Overview {
    /// Members in each status, in the order of [`crate::member::Status::ALL`].
    pub members: Vec<(crate::member::Status, i64)>,
    /// Departments, without the root.
    pub departments: i64,
    /// Customers.
    pub customers: i64,
    /// People who wait for approval.
    pub waiting: i64,
    /// Invitation links in force.
    pub invitations: i64,
    /// Runs that failed or wait for a person, newest first.
    pub attention: Vec<crate::run::Run>,
    /// Webhooks that the server switched off: the id, and what it is called.
    #[serde(default)]
    pub webhooks_off: Vec<(crate::WebhookId, String)>,
    /// Hand-overs that wait for somebody or for their date, or of which something did not go over; the newest first.
    #[serde(default)]
    pub handovers: Vec<crate::handover::Attention>,
    /// Archives with messages that cannot be read, or in which some are missing. Counts messages that wait for their private key; the
    /// moment is that of the newest gap.
    #[serde(default)]
    pub archives: Vec<ConnectionTrouble>,
    /// Tenants of which states do not flow as they should. Counts people whose states are held, and whose last change was not taken; the
    /// moment is since when the tenant is not heard.
    #[serde(default)]
    pub presence: Vec<ConnectionTrouble>,
    /// Connections on which members wait for somebody to say which account is theirs. Counts those for whom something was found, and those
    /// for whom every try found nothing.
    #[serde(default)]
    pub mappings: Vec<ConnectionTrouble>,
    /// Connections, to show the health of each.
    pub connections: Vec<crate::connection::ConnectionHealth>,
}

/// Trouble of a connection. One shape for all of it, and a list on the wire: each shape of its own is a kilobyte that the browser loads
/// before it shows anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Trouble", into = "Trouble")]
pub struct ConnectionTrouble {
    /// Which connection.
    pub id: crate::ConnectionId,
    /// What it is called.
    pub name: String,
    /// How many; of what, says the field that holds it.
    pub counts: (i64, i64),
    /// Since when, or the last time.
    pub at: Option<crate::Moment>,
}

type Trouble = (crate::ConnectionId, String, i64, i64, Option<crate::Moment>);

impl From<Trouble> for ConnectionTrouble {
    fn from((id, name, first, second, at): Trouble) -> Self {
        Self { id, name, counts: (first, second), at }
    }
}

impl From<ConnectionTrouble> for Trouble {
    fn from(one: ConnectionTrouble) -> Self {
        (one.id, one.name, one.counts.0, one.counts.1, one.at)
    }
}

/// The signed-in person as the browser needs him: asked once when the console opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The account.
    pub account: crate::AccountId,
    /// The member in the current organisation.
    pub member: crate::MemberId,
    /// The person's name.
    pub name: String,
    /// The person's language, if he chose one.
    pub language: Option<String>,
    /// The current organisation.
    pub organisation: Organisation,
    /// Organisations to switch to, with this one.
    pub organisations: Vec<(OrganisationId, String)>,
    /// Invitations into other organisations that wait for the person.
    pub invitations: Vec<crate::invite::Inviting>,
    /// The built-in role in the current organisation; of whoever holds one of the organisation's own, [`Role::Member`].
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    #[serde(default)]
    pub own_role: Option<crate::role::NamedRole>,
    /// The rights that the role gives.
    pub permissions: Vec<Permission>,
    /// Whether they reach only into the departments given to the person.
    #[serde(default)]
    pub scoped: bool,
    /// Whether a seat of the person's came from somebody, whose archived conversations he goes on with.
    #[serde(default)]
    pub inherits: bool,
    /// Whether the person runs the installation: sees its backups.
    #[serde(default)]
    pub runs_installation: bool,
}

impl Me {
    /// Whether the person has a right here.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}
