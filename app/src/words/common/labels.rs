//! A word for each value that crosses the wire. Exhaustive: a new value fails the build until it has its word here.

use super::CommonWords;
use model::change::ChangeState;
use model::connection::ConnectionState;
use model::export::MemberColumn;
use model::invitation::{Channel, InvitationState};
use model::join::JoinState;
use model::member::{MemberField, Status};
use model::permission::{Permission, Role};
use model::role::NamedRole;
use model::run::{RunKind, RunState};

crate::labels! {
    CommonWords;
    member_status: Status {
        Active => status_active, Invited => status_invited, Pending => status_pending,
        Rejected => status_rejected, Suspended => status_suspended, Terminated => status_terminated,
    }
    role_name: Role {
        SuperAdmin => role_super_admin, AccountAdmin => role_account_admin, DepartmentAdmin => role_department_admin,
        Auditor => role_auditor, Member => role_member, Agent => role_agent,
    }
    channel: Channel {
        Link => channel_link, Door => channel_door, Email => channel_email, Phone => channel_phone,
        Contact => channel_contact,
    }
    invitation_state: InvitationState {
        Active => invitation_active, Paused => invitation_paused, Revoked => invitation_revoked,
        Expired => invitation_expired, UsedUp => invitation_used_up,
    }
    join_state: JoinState {
        Waiting => join_waiting, Approved => join_approved, Refused => join_refused, Blocked => join_blocked,
        Withdrawn => join_withdrawn,
    }
    run_kind: RunKind {
        SyncContacts => run_sync_contacts, SyncCustomers => run_sync_customers, SyncSeats => run_sync_seats, SyncArchive => run_sync_archive, SyncMappings => run_sync_mappings, DraftEdit => run_draft_edit,
        ReadImport => run_read_import, CheckImport => run_check_import, DraftImport => run_draft_import, DraftDeletion => run_draft_deletion,
        DraftTagging => run_draft_tagging, FindDuplicates => run_find_duplicates, Export => run_export,
        CheckActivity => run_check_activity, Dossier => run_dossier, Retention => run_retention,
        Backup => run_backup, TestStore => run_test_store, CheckRestore => run_check_restore, Restore => run_restore,
        Apply => run_apply, Undo => run_undo,
    }
    run_state: RunState {
        Queued => state_queued, Running => state_running, WaitingReview => state_waiting_review, Done => state_done,
        Failed => state_failed, Cancelled => state_cancelled,
    }
    change_state: ChangeState {
        Drafting => change_drafting, Draft => change_draft, Applying => change_applying, Applied => change_applied,
        Undoing => change_undoing, Undone => change_undone, Discarded => change_discarded,
    }
    connection_state: ConnectionState {
        New => connection_new, Good => connection_good, Bad => connection_bad, Paused => connection_paused,
    }
    member_field: MemberField {
        Name => name, Email => email, Phone => phone, Departments => departments, Position => position,
        Location => location, WorkNumber => work_number, Manager => manager, Role => role,
    }
    member_column: MemberColumn {
        Name => name, Email => email, Phone => phone, Departments => departments, Position => position,
        Location => location, WorkNumber => work_number, Role => role, Status => status, Source => source,
        Created => created, LastSeen => last_seen,
    }
    permission: Permission {
        DepartmentsRead => may_departments_read, DepartmentsWrite => may_departments_write,
        MembersRead => may_members_read, MembersWrite => may_members_write, MembersExport => may_members_export,
        MembersImport => may_members_import, MembersPhones => may_members_phones, RolesWrite => may_roles_write,
        InvitationsRead => may_invitations_read, InvitationsWrite => may_invitations_write, InvitationsSend => may_invitations_send,
        JoinsRead => may_joins_read, JoinsWrite => may_joins_write, CustomersRead => may_customers_read,
        CustomersWrite => may_customers_write, CustomersExport => may_customers_export, CustomersDelete => may_customers_delete,
        PrivacyWrite => may_privacy_write, SeatsRead => may_seats_read, SeatsInherit => may_seats_inherit, MappingsRead => may_mappings_read, MappingMap => may_mapping_map, PresenceRead => may_presence_read, PresenceWrite => may_presence_write, AgentsRead => may_agents_read, AgentsWrite => may_agents_write, AgentsAccess => may_agents_access, HandoversRead => may_handovers_read, HandoversWrite => may_handovers_write, ArchiveRead => may_archive_read, ConnectionsRead => may_connections_read,
        ConnectionsWrite => may_connections_write, SyncRun => may_sync_run, AuditRead => may_audit_read,
        OrganisationRead => may_organisation_read, OrganisationWrite => may_organisation_write,
        BackupsManage => may_backups_manage, ApiKeysRead => may_api_keys_read, ApiKeysWrite => may_api_keys_write,
        WebhooksRead => may_webhooks_read, WebhooksWrite => may_webhooks_write,
    }
}

impl CommonWords {
    /// The name of a role that somebody holds: that of the organisation's own, else of the built-in one.
    pub fn held_role<'a>(&'a self, role: Role, own: Option<&'a NamedRole>) -> &'a str {
        own.map_or_else(|| self.role_name(role), |own| &own.name)
    }
}
