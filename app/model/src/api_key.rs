//! API keys: how scripts sign in. A key belongs to one organisation and may do what its scopes say.

use crate::permission::{Permission, Role};
use crate::text::{Check, line};
use crate::{ApiKeyId, DepartmentId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

/// Requests a minute of a key unless told otherwise.
pub const RATE: i64 = 600;
/// The most requests a minute that a key may be given.
pub const MAX_RATE: i64 = 60_000;
/// Networks and addresses of one key.
pub const MAX_ADDRESSES: usize = 50;
/// What every key begins with, so that scanners of source code find those that were committed.
pub const TOKEN_BEGINS: &str = "msk_";

crate::words!(
    /// What a key may be used for. To write includes to read: nobody changes well what he cannot look at.
    Scope {
        /// See the organisation and its rules.
        OrganisationRead = "organisation.read",
        /// Rename the organisation and change its rules for joining.
        OrganisationWrite = "organisation.write",
        /// See departments.
        DepartmentsRead = "departments.read",
        /// Add, change and delete departments.
        DepartmentsWrite = "departments.write",
        /// See members.
        MembersRead = "members.read",
        /// See phone numbers in full, wherever another scope shows people.
        MembersPhones = "members.phones",
        /// Invite, edit, suspend, terminate and restore members.
        MembersWrite = "members.write",
        /// Bring members, and the departments they need, in from files. Sending them invitations needs that scope too.
        MembersImport = "members.import",
        /// Take members home in files.
        MembersExport = "members.export",
        /// See invitations.
        InvitationsRead = "invitations.read",
        /// Make, pause, send again and withdraw invitations.
        InvitationsWrite = "invitations.write",
        /// See requests to join.
        JoinsRead = "joins.read",
        /// Decide requests to join.
        JoinsWrite = "joins.write",
        /// Read the activity.
        AuditRead = "audit.read",
        /// See customers.
        CustomersRead = "customers.read",
        /// Add, edit, tag and merge customers.
        CustomersWrite = "customers.write",
        /// Delete customers and bring them back.
        CustomersDelete = "customers.delete",
        /// Take customers home in files.
        CustomersExport = "customers.export",
        /// See who holds a seat of the archive, and who held it before.
        SeatsRead = "seats.read",
        /// Have somebody inherit a seat.
        SeatsInherit = "seats.inherit",
        /// Read which accounts members have on other platforms.
        MappingsRead = "mappings.read",
        /// Say which account is whose.
        MappingMap = "mapping.map",
        /// Read how members are on other platforms.
        PresenceRead = "presence.read",
        /// Say how states flow between platforms, and how somebody is for a time.
        PresenceWrite = "presence.write",
        /// Read agents and skill groups.
        AgentsRead = "agents.read",
        /// Add, change and delete agents and skill groups, reset passwords.
        AgentsWrite = "agents.write",
        /// Force agents offline and resume them.
        AgentsAccess = "agents.access",
        /// Read hand-overs and how far they are.
        HandoversRead = "handovers.read",
        /// Prepare hand-overs, carry them out, put them back.
        HandoversWrite = "handovers.write",
        /// Read archived conversations.
        ArchiveRead = "archive.read",
        /// Make, fetch and delete backups of the whole installation; works only with a key of the organisation that was set up first.
        BackupsManage = "backups.manage",
        /// See connections and what runs.
        ConnectionsRead = "connections.read",
        /// Set connections up, test, synchronise and remove them; decide what they propose.
        ConnectionsWrite = "connections.write",
        /// See runs.
        RunsRead = "runs.read",
        /// See API keys.
        KeysRead = "keys.read",
        /// Make, change and withdraw API keys, with no more than the key itself may do.
        KeysWrite = "keys.write",
        /// See webhooks and what was delivered.
        WebhooksRead = "webhooks.read",
        /// Add, change, test and remove webhooks.
        WebhooksWrite = "webhooks.write",
        /// Everything that an Account Admin may do, except to make keys.
        All = "all",
    }
);

impl Scope {
    /// What a key with the scope may do.
    pub fn grants(self) -> Vec<Permission> {
        let mut rights = self.permissions();
        rights.retain(|right| self != Self::All || Role::AccountAdmin.allows(*right));
        rights
    }

    /// What it names of that beyond the rights of an Account Admin.
    pub fn beyond(self) -> Vec<Permission> {
        let mut rights = self.grants();
        rights.retain(|right| !Role::AccountAdmin.allows(*right));
        rights
    }

    /// The rights that the scope lets through.
    pub fn permissions(self) -> Vec<Permission> {
        use Permission as P;
        match self {
            Self::OrganisationRead => vec![P::OrganisationRead],
            Self::OrganisationWrite => vec![P::OrganisationRead, P::OrganisationWrite],
            Self::DepartmentsRead => vec![P::DepartmentsRead],
            Self::DepartmentsWrite => vec![P::DepartmentsRead, P::DepartmentsWrite],
            Self::MembersRead => vec![P::MembersRead],
            Self::MembersPhones => vec![P::MembersPhones],
            Self::MembersWrite => vec![P::MembersRead, P::MembersWrite, P::InvitationsSend],
            // A file can change members and bring departments with it.
            Self::MembersImport => {
                vec![P::MembersRead, P::MembersWrite, P::MembersImport, P::DepartmentsRead, P::DepartmentsWrite]
            }
            Self::MembersExport => vec![P::MembersRead, P::MembersExport],
            Self::InvitationsRead => vec![P::InvitationsRead],
            Self::InvitationsWrite => vec![P::InvitationsRead, P::InvitationsWrite, P::InvitationsSend],
            Self::JoinsRead => vec![P::JoinsRead],
            Self::JoinsWrite => vec![P::JoinsRead, P::JoinsWrite],
            Self::AuditRead => vec![P::AuditRead],
            Self::CustomersRead => vec![P::CustomersRead],
            Self::CustomersWrite => vec![P::CustomersRead, P::CustomersWrite],
            Self::CustomersDelete => vec![P::CustomersRead, P::CustomersDelete],
            Self::CustomersExport => vec![P::CustomersRead, P::CustomersExport],
            Self::SeatsRead => vec![P::SeatsRead],
            Self::SeatsInherit => vec![P::SeatsRead, P::SeatsInherit],
            Self::MappingsRead => vec![P::MappingsRead],
            Self::MappingMap => vec![P::MappingsRead, P::MappingMap],
            Self::PresenceRead => vec![P::PresenceRead],
            Self::PresenceWrite => vec![P::PresenceRead, P::PresenceWrite],
            Self::AgentsRead => vec![P::AgentsRead],
            Self::AgentsWrite => vec![P::AgentsRead, P::AgentsWrite],
            Self::AgentsAccess => vec![P::AgentsRead, P::AgentsAccess],
            Self::HandoversRead => vec![P::HandoversRead],
            Self::HandoversWrite => vec![P::HandoversRead, P::HandoversWrite],
            Self::ArchiveRead => vec![P::ArchiveRead],
            Self::BackupsManage => vec![P::BackupsManage],
            Self::RunsRead | Self::ConnectionsRead => vec![P::ConnectionsRead],
            Self::ConnectionsWrite => vec![P::ConnectionsRead, P::ConnectionsWrite, P::SyncRun],
            Self::KeysRead => vec![P::ApiKeysRead],
            Self::KeysWrite => vec![P::ApiKeysRead, P::ApiKeysWrite],
            Self::WebhooksRead => vec![P::WebhooksRead],
            Self::WebhooksWrite => vec![P::WebhooksRead, P::WebhooksWrite],
            // A key that leaked must not be able to leave another one behind, unless it was made for that.
            Self::All => {
                let kept = |right: &P| !matches!(right, P::ApiKeysWrite | P::BackupsManage);
                P::ALL.iter().copied().filter(kept).collect()
            }
        }
    }
}

/// A key as the list shows it: never its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Its name.
    pub name: String,
    /// How its text begins, to tell one from another.
    pub prefix: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Who made it.
    pub created_by: String,
    /// When it stops working; `None` for never.
    pub expires_at: Option<Moment>,
    /// Requests a minute.
    pub rate_per_minute: i64,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Moment>,
    /// From which network address that was.
    pub last_used_address: String,
    /// How the text before the present one begins, as long as it works on.
    #[serde(default)]
    pub old_prefix: Option<String>,
    /// Until when that works.
    #[serde(default)]
    pub old_until: Option<Moment>,
    /// Networks and addresses from which it may be used; empty for any.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Departments that it sees with what is below them; `None` for the whole organisation.
    #[serde(default)]
    pub departments: Option<Vec<(DepartmentId, String)>>,
    /// When it was last refused for the address that it was used from.
    #[serde(default)]
    pub refused_at: Option<Moment>,
    /// Which address that was.
    #[serde(default)]
    pub refused_address: String,
    /// How often that happened; what comes within a second counts once.
    #[serde(default)]
    pub refused_count: i64,
    /// When it was withdrawn.
    pub revoked_at: Option<Moment>,
    /// When it was made.
    pub created_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// A new key with its text, which is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreshApiKey {
    /// The key.
    pub key: ApiKey,
    /// Its text.
    pub token: String,
}

/// A request to make a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct NewApiKey {
    /// Its name; the activity shows it.
    #[serde(default)]
    pub name: String,
    /// What it may be used for.
    #[serde(default)]
    pub scopes: Vec<Scope>,
    /// When it stops working; `None` for never.
    #[serde(default)]
    pub expires_at: Option<Moment>,
    /// Requests a minute; [`RATE`] unless told otherwise.
    #[serde(default)]
    pub rate_per_minute: Option<i64>,
    /// Networks like `203.0.113.0/24` and addresses from which it may be used; empty for any.
    #[serde(default)]
    pub addresses: Vec<String>,
    /// Departments that it is to see with what is below them; empty for the whole organisation.
    #[serde(default)]
    pub departments: Vec<DepartmentId>,
}

/// A request to change a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveApiKey {
    /// Which.
    pub id: ApiKeyId,
    /// The revision that the editor saw.
    pub revision: i64,
    /// Its name.
    pub name: String,
    /// When it stops working; `None` for never.
    #[serde(default)]
    pub expires_at: Option<Moment>,
    /// Requests a minute.
    pub rate_per_minute: i64,
    /// Networks and addresses from which it may be used; empty for any.
    #[serde(default)]
    pub addresses: Vec<String>,
}

impl SaveApiKey {
    /// Checks every field but the addresses, which only the server reads, and trims the name. A key that is over already may stay so.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self, now: Moment, old_end: Option<Moment>) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        if self.expires_at != old_end && self.expires_at.is_some_and(|end| end <= now) {
            check.fault("expires_at", Fault::OutOfRange, None);
        }
        if !(1..=MAX_RATE).contains(&self.rate_per_minute) {
            check.fault("rate_per_minute", Fault::OutOfRange, Some(MAX_RATE));
        }
        check.done()?;
        Ok(self)
    }
}

impl NewApiKey {
    /// Checks every field, trims the name, takes scopes named twice once.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self, now: Moment) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        self.scopes.sort();
        self.scopes.dedup();
        self.departments.sort();
        self.departments.dedup();
        if self.scopes.is_empty() {
            check.fault("scopes", Fault::Missing, None);
        }
        if self.expires_at.is_some_and(|end| end <= now) {
            check.fault("expires_at", Fault::OutOfRange, None);
        }
        if self.rate_per_minute.is_some_and(|rate| !(1..=MAX_RATE).contains(&rate)) {
            check.fault("rate_per_minute", Fault::OutOfRange, Some(MAX_RATE));
        }
        check.done()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_scope_that_says_so_lets_a_key_make_keys() {
        for scope in Scope::ALL.iter().filter(|scope| **scope != Scope::KeysWrite) {
            assert!(!scope.permissions().contains(&Permission::ApiKeysWrite), "{scope}");
        }
    }

    #[test]
    fn only_a_scope_that_names_it_goes_beyond_an_account_admin() {
        let beyond = Scope::ALL.iter().flat_map(|scope| scope.beyond().into_iter().map(move |right| (*scope, right)));
        let beyond: Vec<_> = beyond.collect();
        let named = [
            (Scope::OrganisationWrite, Permission::OrganisationWrite),
            (Scope::BackupsManage, Permission::BackupsManage),
        ];
        assert_eq!(beyond, named);
    }
}
