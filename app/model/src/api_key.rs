//! API keys: how scripts sign in. A key belongs to one organisation and may do what its scopes say.

use crate::permission::{Permission, Role};
use crate::text::{Check, line};
use crate::{ApiKeyId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

/// Requests a minute of a key unless told otherwise.
pub const RATE: i64 = 600;
/// The most requests a minute that a key may be given.
pub const MAX_RATE: i64 = 60_000;
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
        /// Delete customers and bring them back.
        CustomersDelete = "customers.delete",
        /// Take customers home in files.
        CustomersExport = "customers.export",
        /// Make, fetch and delete backups of the whole installation; works only with a key of the organisation that was set up first.
        BackupsManage = "backups.manage",
        /// See runs.
        RunsRead = "runs.read",
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
            Self::CustomersDelete => vec![P::CustomersRead, P::CustomersDelete],
            Self::CustomersExport => vec![P::CustomersRead, P::CustomersExport],
            Self::BackupsManage => vec![P::BackupsManage],
            Self::RunsRead => vec![P::ConnectionsRead],
            // A key that leaked must not be able to leave another one behind.
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
    fn no_scope_lets_a_key_make_keys() {
        for scope in Scope::ALL {
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
