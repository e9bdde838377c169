//! Who may do what. Every use case begins with one [`Permission`]; a [`Role`] is a set of them.

use crate::DepartmentId;
use serde::{Deserialize, Serialize};

crate::words!(
    /// One thing that a viewer may be allowed to do.
    Permission {
        /// See the department tree and the organisation chart.
        DepartmentsRead = "departments.read",
        /// Add, rename, move, order and delete departments, set heads.
        DepartmentsWrite = "departments.write",
        /// See the member table and the drawer.
        MembersRead = "members.read",
        /// Edit department, position, location and work number; suspend, terminate, restore.
        MembersWrite = "members.write",
        /// Take members home in a file.
        MembersExport = "members.export",
        /// Bring members in from a file.
        MembersImport = "members.import",
        /// Give and take roles.
        RolesWrite = "roles.write",
        /// See invitations in force.
        InvitationsRead = "invitations.read",
        /// Make, pause and revoke links; reset the door number; send, change and cancel anybody's invitation.
        InvitationsWrite = "invitations.write",
        /// Invite people by e-mail, by phone and from contacts.
        InvitationsSend = "invitations.send",
        /// See who waits for approval.
        JoinsRead = "joins.read",
        /// Approve, refuse, block.
        JoinsWrite = "joins.write",
        /// See customers and their relations.
        CustomersRead = "customers.read",
        /// Add and edit customers.
        CustomersWrite = "customers.write",
        /// Take customers home in a file.
        CustomersExport = "customers.export",
        /// See connections and runs.
        ConnectionsRead = "connections.read",
        /// Set up, test and remove connections and their schedules.
        ConnectionsWrite = "connections.write",
        /// Start a synchronisation; review, apply and undo its changes.
        SyncRun = "sync.run",
        /// Read the activity of the organisation.
        AuditRead = "audit.read",
        /// See the organisation itself and its rules.
        OrganisationRead = "organisation.read",
        /// Rename the organisation, change its rules.
        OrganisationWrite = "organisation.write",
        /// Make and withdraw API keys.
        ApiKeysWrite = "api_keys.write",
    }
);

crate::words!(
    /// A set of rights that a member holds. The six of the product exist from the start.
    Role {
        /// Everything, including giving this role away.
        SuperAdmin = "super_admin",
        /// Everything but roles above his own and the organisation itself.
        AccountAdmin = "account_admin",
        /// Members, departments and joins inside the departments given to him.
        DepartmentAdmin = "department_admin",
        /// Reads everything, changes nothing.
        Auditor = "auditor",
        /// His own page, and inviting colleagues.
        Member = "member",
        /// A contact-centre agent: his own page.
        Agent = "agent",
    }
);

impl Role {
    /// The rights of the role.
    pub const fn permissions(self) -> &'static [Permission] {
        use Permission as P;
        match self {
            Self::SuperAdmin => P::ALL,
            Self::AccountAdmin => &[
                P::DepartmentsRead,
                P::DepartmentsWrite,
                P::MembersRead,
                P::MembersWrite,
                P::MembersExport,
                P::MembersImport,
                P::RolesWrite,
                P::InvitationsRead,
                P::InvitationsWrite,
                P::InvitationsSend,
                P::JoinsRead,
                P::JoinsWrite,
                P::CustomersRead,
                P::CustomersWrite,
                P::CustomersExport,
                P::ConnectionsRead,
                P::ConnectionsWrite,
                P::SyncRun,
                P::AuditRead,
                P::OrganisationRead,
                P::ApiKeysWrite,
            ],
            Self::DepartmentAdmin => &[
                P::DepartmentsRead,
                P::DepartmentsWrite,
                P::MembersRead,
                P::MembersWrite,
                P::MembersExport,
                P::MembersImport,
                P::InvitationsRead,
                P::InvitationsWrite,
                P::InvitationsSend,
                P::JoinsRead,
                P::JoinsWrite,
                P::CustomersRead,
                P::CustomersExport,
                P::OrganisationRead,
            ],
            Self::Auditor => &[
                P::DepartmentsRead,
                P::MembersRead,
                P::MembersExport,
                P::InvitationsRead,
                P::JoinsRead,
                P::CustomersRead,
                P::CustomersExport,
                P::ConnectionsRead,
                P::AuditRead,
                P::OrganisationRead,
            ],
            Self::Member => &[P::InvitationsSend],
            Self::Agent => &[],
        }
    }

    /// Whether the role includes a right.
    pub fn allows(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// Whether the role has every right that `other` has.
    pub fn includes(self, other: Self) -> bool {
        other.permissions().iter().all(|permission| self.allows(*permission))
    }

    /// Whether the holder of this role may give `other` to somebody: only a role whose rights he has himself.
    pub fn may_grant(self, other: Self) -> bool {
        self.allows(Permission::RolesWrite) && self.includes(other)
    }

    /// Whether an invitation by this role counts as "invited by an Account Admin or Super Admin" (rules for joining).
    pub const fn approves_by_inviting(self) -> bool {
        matches!(self, Self::SuperAdmin | Self::AccountAdmin)
    }

    /// Whether the holder sees only the departments given to him.
    pub const fn is_scoped(self) -> bool {
        matches!(self, Self::DepartmentAdmin)
    }
}

/// Which part of the organisation a viewer sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of it.
    Everything,
    /// These departments with everything below them.
    Departments(Vec<DepartmentId>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_grants_more_than_he_has() {
        assert!(Role::SuperAdmin.may_grant(Role::SuperAdmin));
        assert!(!Role::AccountAdmin.may_grant(Role::SuperAdmin));
        assert!(Role::AccountAdmin.may_grant(Role::DepartmentAdmin));
        for role in [Role::DepartmentAdmin, Role::Auditor, Role::Member, Role::Agent] {
            assert!(Role::ALL.iter().all(|other| !role.may_grant(*other)), "{role}");
        }
    }

    #[test]
    fn a_member_may_invite_and_nothing_else_of_the_console() {
        assert_eq!(Role::Member.permissions(), [Permission::InvitationsSend]);
        assert!(Role::Agent.permissions().is_empty());
    }
}
