//! A word for each value that crosses the wire. Exhaustive: a new value fails the build until it has its word here.

use super::CommonWords;
use model::audit::{Origin, Subject, Verb};
use model::change::{ChangeKind, ChangeState, Reason, Resolution, RowState, Verdict};
use model::connection::ConnectionState;
use model::customer::{CustomerKind, RelationState};
use model::export::MemberColumn;
use model::invitation::{Channel, InvitationState};
use model::join::{JoinRule, JoinState};
use model::member::{Lock, MemberField, Source, Status};
use model::permission::{Permission, Role};
use model::role::NamedRole;
use model::run::{RunKind, RunState, Stage};

crate::labels! {
    CommonWords;
    member_status: Status {
        Active => status_active, Invited => status_invited, Pending => status_pending,
        Rejected => status_rejected, Suspended => status_suspended, Terminated => status_terminated,
    }
    record_source: Source { Manual => source_manual, WeCom => source_wecom }
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
    join_rule: JoinRule {
        PublicChannel => rule_public_channel, InviterNotAdmin => rule_inviter_not_admin,
        InvitedByAdmin => rule_invited_by_admin, VerificationOff => rule_verification_off,
        NotAllowed => rule_not_allowed,
    }
    verb: Verb {
        Create => verb_create, Update => verb_update, Move => verb_move, Delete => verb_delete,
        SignIn => verb_sign_in, SignOut => verb_sign_out, Ask => verb_ask, Approve => verb_approve,
        Refuse => verb_refuse, Block => verb_block, Reexamine => verb_reexamine, Withdraw => verb_withdraw,
        Pause => verb_pause, Resume => verb_resume, Revoke => verb_revoke, Reset => verb_reset,
        Suspend => verb_suspend, Terminate => verb_terminate, Restore => verb_restore,
        Export => verb_export, ChangeRole => verb_change_role, Test => verb_test, Start => verb_start, Apply => verb_apply,
        Undo => verb_undo, Cancel => verb_cancel, Invite => verb_invite, Resend => verb_resend,
    }
    subject: Subject {
        Organisation => subject_organisation, Account => subject_account, Department => subject_department,
        Member => subject_member, Invitation => subject_invitation, Join => subject_join,
        Connection => subject_connection, ChangeSet => subject_change_set, Customer => subject_customer,
        Relation => subject_relation, Run => subject_run, Schedule => subject_schedule, Template => subject_template,
        Import => subject_import,
        ApiKey => subject_api_key, Role => role,
    }
    origin: Origin {
        Console => origin_console, Join => origin_join, Api => origin_api, Cli => origin_cli, Run => origin_run,
        Schedule => origin_schedule,
    }
    run_kind: RunKind {
        SyncContacts => run_sync_contacts, SyncCustomers => run_sync_customers, DraftEdit => run_draft_edit,
        ReadImport => run_read_import, CheckImport => run_check_import, DraftImport => run_draft_import, Apply => run_apply, Undo => run_undo,
    }
    run_state: RunState {
        Queued => state_queued, Running => state_running, WaitingReview => state_waiting_review, Done => state_done,
        Failed => state_failed, Cancelled => state_cancelled,
    }
    stage: Stage { Read => stage_read, Compare => stage_compare, Write => stage_write }
    change_kind: ChangeKind { Contacts => kind_contacts, Customers => kind_customers, Edit => kind_edit, Import => kind_import }
    change_state: ChangeState {
        Drafting => change_drafting, Draft => change_draft, Applying => change_applying, Applied => change_applied,
        Undoing => change_undoing, Undone => change_undone, Discarded => change_discarded,
    }
    verdict: Verdict {
        Add => verdict_add, Change => verdict_change, Leave => verdict_leave, Conflict => verdict_conflict,
        Blocked => verdict_blocked,
    }
    change_reason: Reason {
        NewThere => reason_new_there, FieldsDiffer => reason_fields_differ, GoneThere => reason_gone_there,
        LeftThere => reason_left_there, SameEmail => reason_same_email, SamePhone => reason_same_phone,
        CameBack => reason_came_back, OrphanThere => reason_orphan_there, SameName => reason_same_name,
        Asked => reason_asked, OwnedThere => reason_owned_there, WrongState => reason_wrong_state,
        RoleAbove => reason_role_above, OutOfScope => reason_out_of_scope, LastSuperAdmin => reason_last_super_admin,
        NewInFile => reason_new_in_file, RowWrong => reason_row_wrong,
    }
    row_state: RowState {
        Open => row_open, Applied => row_applied, Failed => row_failed, Skipped => row_skipped, Undone => row_undone,
        Kept => row_kept,
    }
    resolution: Resolution {
        KeepOurs => resolution_keep_ours, TakeTheirs => resolution_take_theirs, AddNew => resolution_add_new,
    }
    connection_state: ConnectionState {
        New => connection_new, Good => connection_good, Bad => connection_bad, Paused => connection_paused,
    }
    relation_state: RelationState { Live => relation_live, Ended => relation_ended, OneWay => relation_one_way }
    customer_kind: CustomerKind { WeChat => customer_wechat, WeCom => customer_wecom, Manual => customer_manual }
    member_field: MemberField {
        Name => name, Email => email, Phone => phone, Departments => departments, Position => position,
        Location => location, WorkNumber => work_number, Manager => manager, Role => role,
    }
    member_column: MemberColumn {
        Name => name, Email => email, Phone => phone, Departments => departments, Position => position,
        Location => location, WorkNumber => work_number, Role => role, Status => status, Source => source,
        Created => created, LastSeen => last_seen,
    }
    lock: Lock { Person => lock_person, Upstream => lock_upstream }
    permission: Permission {
        DepartmentsRead => may_departments_read, DepartmentsWrite => may_departments_write,
        MembersRead => may_members_read, MembersWrite => may_members_write, MembersExport => may_members_export,
        MembersImport => may_members_import, MembersPhones => may_members_phones, RolesWrite => may_roles_write,
        InvitationsRead => may_invitations_read, InvitationsWrite => may_invitations_write, InvitationsSend => may_invitations_send,
        JoinsRead => may_joins_read, JoinsWrite => may_joins_write, CustomersRead => may_customers_read,
        CustomersExport => may_customers_export, ConnectionsRead => may_connections_read,
        ConnectionsWrite => may_connections_write, SyncRun => may_sync_run, AuditRead => may_audit_read,
        OrganisationRead => may_organisation_read, OrganisationWrite => may_organisation_write,
        ApiKeysWrite => may_api_keys_write,
    }
}

impl CommonWords {
    /// The name of a role that somebody holds: that of the organisation's own, else of the built-in one.
    pub fn held_role<'a>(&'a self, role: Role, own: Option<&'a NamedRole>) -> &'a str {
        own.map_or_else(|| self.role_name(role), |own| &own.name)
    }
}
