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
        /// See phone numbers in full, of members, of those who ask to join and of customers.
        MembersPhones = "members.phones",
        /// Give and take roles; make, change and delete those of the organisation's own.
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
        /// Add and edit customers, tag them, bring those together that are the same person.
        CustomersWrite = "customers.write",
        /// Take customers home in a file.
        CustomersExport = "customers.export",
        /// Delete customers, bring them back, erase them; place and lift holds.
        CustomersDelete = "customers.delete",
        /// Answer what people ask about the data held about them; take all of one person's home in a file.
        PrivacyWrite = "privacy.write",
        /// See who holds a seat, and who held it before.
        SeatsRead = "seats.read",
        /// Have somebody inherit a seat, with what was said before.
        SeatsInherit = "seats.inherit",
        /// See which accounts members have on other platforms.
        MappingsRead = "mappings.read",
        /// User Mapping: Map. Auto Sync covers whoever has it; who also sees mappings says by hand whose an account is.
        MappingMap = "mapping.map",
        /// See how members are on other platforms, and how their states flow.
        PresenceRead = "presence.read",
        /// Say how states flow between platforms, and how somebody is for a time.
        PresenceWrite = "presence.write",
        /// See agents, their skill groups and how they are.
        AgentsRead = "agents.read",
        /// Add, edit, replace and delete agents, reset their passwords; make and change skill groups.
        AgentsWrite = "agents.write",
        /// Force agents offline and resume them.
        AgentsAccess = "agents.access",
        /// See hand-overs and how far they are.
        HandoversRead = "handovers.read",
        /// Prepare hand-overs, carry them out, put them back.
        HandoversWrite = "handovers.write",
        /// Read archived conversations, each opening with a reason that is kept.
        ArchiveRead = "archive.read",
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
        /// Make, see, fetch and restore backups of the whole installation. Counts only in the organisation that was set up first: a backup
        /// holds all organisations, and whoever set up the first runs the installation. In others the server answers 403.
        BackupsManage = "backups.manage",
        /// See API keys.
        ApiKeysRead = "api_keys.read",
        /// Make, change and withdraw API keys.
        ApiKeysWrite = "api_keys.write",
        /// See webhooks and what they delivered.
        WebhooksRead = "webhooks.read",
        /// Add, change, test and remove webhooks.
        WebhooksWrite = "webhooks.write",
    }
);

impl Permission {
    /// The rights without which this one is of no use: nobody changes well what he cannot look at, or puts people into departments
    /// that he does not see.
    pub const fn needs(self) -> &'static [Self] {
        match self {
            Self::DepartmentsWrite | Self::MembersRead => &[Self::DepartmentsRead],
            Self::MembersWrite | Self::MembersExport | Self::RolesWrite => &[Self::MembersRead],
            // A file changes people and makes the departments that it names.
            Self::MembersImport => &[Self::MembersWrite, Self::DepartmentsWrite],
            Self::InvitationsWrite => &[Self::InvitationsRead, Self::InvitationsSend, Self::DepartmentsRead],
            Self::JoinsWrite => &[Self::JoinsRead, Self::DepartmentsRead],
            Self::CustomersWrite | Self::CustomersExport | Self::CustomersDelete => &[Self::CustomersRead],
            // Whoever asks is a customer or a member, and gets his own numbers in full.
            Self::PrivacyWrite => &[Self::CustomersRead, Self::MembersRead, Self::MembersPhones],
            Self::SeatsRead => &[Self::MembersRead],
            Self::SeatsInherit => &[Self::SeatsRead],
            Self::MappingsRead => &[Self::MembersRead, Self::ConnectionsRead],
            // The board names members by the accounts that are theirs.
            Self::PresenceRead => &[Self::MembersRead, Self::ConnectionsRead],
            Self::PresenceWrite => &[Self::PresenceRead],
            // An agent is a member.
            Self::AgentsRead => &[Self::MembersRead],
            Self::AgentsWrite | Self::AgentsAccess => &[Self::AgentsRead],
            Self::HandoversRead => &[Self::MembersRead, Self::CustomersRead],
            // A leaver's membership ends, and his seats, departments and invitations go over.
            Self::HandoversWrite => &[Self::HandoversRead, Self::MembersWrite],
            // A conversation names members and customers.
            Self::ArchiveRead => &[Self::MembersRead, Self::CustomersRead],
            Self::ConnectionsWrite | Self::SyncRun => &[Self::ConnectionsRead],
            Self::OrganisationWrite => &[Self::OrganisationRead],
            Self::ApiKeysWrite => &[Self::ApiKeysRead],
            Self::WebhooksWrite => &[Self::WebhooksRead],
            Self::DepartmentsRead
            | Self::MembersPhones
            // On its own it says that Auto Sync covers the holder.
            | Self::MappingMap
            | Self::InvitationsRead
            | Self::InvitationsSend
            | Self::JoinsRead
            | Self::CustomersRead
            | Self::ConnectionsRead
            | Self::AuditRead
            | Self::OrganisationRead
            | Self::BackupsManage
            | Self::ApiKeysRead
            | Self::WebhooksRead => &[],
        }
    }

    /// Whether the right opens a page of the console. Those that do not belong to everybody: to invite colleagues, and to be covered by
    /// Auto Sync.
    pub const fn opens_pages(self) -> bool {
        !matches!(self, Self::InvitationsSend | Self::MappingMap)
    }

    /// Whether the right can be narrowed to some departments; the others are about the organisation as a whole.
    pub const fn fits_departments(self) -> bool {
        !matches!(
            self,
            Self::RolesWrite
                | Self::SeatsRead
                | Self::SeatsInherit
                | Self::MappingsRead
                | Self::PresenceRead
                | Self::PresenceWrite
                | Self::AgentsRead
                | Self::AgentsWrite
                | Self::AgentsAccess
                | Self::HandoversRead
                | Self::HandoversWrite
                | Self::ConnectionsRead
                | Self::ConnectionsWrite
                | Self::SyncRun
                | Self::AuditRead
                | Self::PrivacyWrite
                | Self::OrganisationWrite
                | Self::BackupsManage
                | Self::ApiKeysRead
                | Self::ApiKeysWrite
                | Self::WebhooksRead
                | Self::WebhooksWrite
        )
    }
}

/// What somebody may do: what a role gives, built in or of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Rights {
    /// Each once, in the order of [`Permission::ALL`].
    pub permissions: Vec<Permission>,
    /// Whether they reach only into the departments given to the holder.
    pub scoped: bool,
}

impl Rights {
    /// These rights with those that they need.
    pub fn new(permissions: &[Permission], scoped: bool) -> Self {
        let mut all = permissions.to_vec();
        let mut at = 0;
        while let Some(permission) = all.get(at) {
            all.extend(permission.needs());
            at += 1;
        }
        all.sort();
        all.dedup();
        Self { permissions: all, scoped }
    }

    /// Whether a right is among them.
    pub fn allows(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Whether all of the others' are among them.
    pub fn includes(&self, other: &Self) -> bool {
        other.permissions.iter().all(|permission| self.allows(*permission))
    }

    /// Whether their holder may give a role with these others to somebody: only one whose rights he has himself.
    pub fn may_give(&self, other: &Self) -> bool {
        self.allows(Permission::RolesWrite) && self.includes(other)
    }
}

crate::words!(
    /// A set of rights that a member holds. The six of the product exist from the start; see [`crate::role`] for those that an
    /// organisation makes itself.
    Role {
        /// Everything, including giving this role away.
        SuperAdmin = "super_admin",
        /// Everything but roles above his own and the organisation itself.
        AccountAdmin = "account_admin",
        /// Members, departments and joins inside the departments given to him.
        DepartmentAdmin = "department_admin",
        /// Reads everything but phone numbers in full and archived conversations, changes nothing.
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
                P::MembersPhones,
                P::RolesWrite,
                P::InvitationsRead,
                P::InvitationsWrite,
                P::InvitationsSend,
                P::JoinsRead,
                P::JoinsWrite,
                P::CustomersRead,
                P::CustomersWrite,
                P::CustomersExport,
                P::CustomersDelete,
                P::PrivacyWrite,
                P::SeatsRead,
                P::SeatsInherit,
                P::MappingsRead,
                P::MappingMap,
                P::PresenceRead,
                P::PresenceWrite,
                P::AgentsRead,
                P::AgentsWrite,
                P::AgentsAccess,
                P::HandoversRead,
                P::HandoversWrite,
                P::ArchiveRead,
                P::ConnectionsRead,
                P::ConnectionsWrite,
                P::SyncRun,
                P::AuditRead,
                P::OrganisationRead,
                P::ApiKeysRead,
                P::ApiKeysWrite,
                P::WebhooksRead,
                P::WebhooksWrite,
            ],
            Self::DepartmentAdmin => &[
                P::DepartmentsRead,
                P::DepartmentsWrite,
                P::MembersRead,
                P::MembersWrite,
                P::MembersExport,
                P::MembersImport,
                P::MembersPhones,
                P::InvitationsRead,
                P::InvitationsWrite,
                P::InvitationsSend,
                P::JoinsRead,
                P::JoinsWrite,
                P::CustomersRead,
                P::CustomersWrite,
                P::CustomersExport,
                P::MappingMap,
                P::ArchiveRead,
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
                P::SeatsRead,
                P::MappingsRead,
                P::PresenceRead,
                P::AgentsRead,
                P::HandoversRead,
                P::ConnectionsRead,
                P::AuditRead,
                P::OrganisationRead,
                P::ApiKeysRead,
                P::WebhooksRead,
            ],
            Self::Member => &[P::InvitationsSend, P::MappingMap],
            Self::Agent => &[P::MappingMap],
        }
    }

    /// Whether the role includes a right.
    pub fn allows(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// The rights with their reach.
    pub fn rights(self) -> Rights {
        Rights { permissions: self.permissions().to_vec(), scoped: self.is_scoped() }
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
    fn nobody_gives_more_than_he_has() {
        let may_give = |giver: Role, given: Role| giver.rights().may_give(&given.rights());
        assert!(may_give(Role::SuperAdmin, Role::SuperAdmin));
        assert!(!may_give(Role::AccountAdmin, Role::SuperAdmin));
        assert!(may_give(Role::AccountAdmin, Role::DepartmentAdmin));
        for role in [Role::DepartmentAdmin, Role::Auditor, Role::Member, Role::Agent] {
            assert!(Role::ALL.iter().all(|other| !may_give(role, *other)), "{role}");
        }
    }

    #[test]
    fn every_built_in_role_has_what_its_rights_need_and_only_what_fits_its_reach() {
        for role in Role::ALL {
            let rights = role.rights();
            assert_eq!(Rights::new(&rights.permissions, rights.scoped), rights, "{role}");
            let fits = |permission: &Permission| !rights.scoped || permission.fits_departments();
            assert!(rights.permissions.iter().all(fits), "{role}");
        }
    }

    #[test]
    fn a_right_brings_those_it_needs() {
        let rights = Rights::new(&[Permission::MembersExport, Permission::JoinsWrite], false);
        let (departments, members) = (Permission::DepartmentsRead, Permission::MembersRead);
        let joins = Permission::JoinsRead;
        assert_eq!(
            rights.permissions,
            [departments, members, Permission::MembersExport, joins, Permission::JoinsWrite]
        );
    }

    #[test]
    fn a_member_may_invite_and_nothing_else_of_the_console() {
        // That Auto Sync covers somebody opens nothing to him.
        assert_eq!(Role::Member.permissions(), [Permission::InvitationsSend, Permission::MappingMap]);
        assert_eq!(Role::Agent.permissions(), [Permission::MappingMap]);
    }
}
