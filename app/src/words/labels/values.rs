//! A word for each value. Exhaustive: a new value fails the build until it has its word here.

use super::LabelWords;
use model::audit::{Origin, Subject, Verb};
use model::change::{ChangeKind, Reason, Resolution, RowState, Verdict};
use model::customer::{CustomerKind, RelationState};
use model::join::JoinRule;
use model::member::{Lock, Source};
use model::privacy::{RequestKind, RequestState};
use model::retention::RetentionKind;
use model::run::Stage;

crate::labels! {
    LabelWords;
    record_source: Source { Manual => source_manual, WeCom => source_wecom, Scim => source_scim }
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
        Undo => verb_undo, Cancel => verb_cancel, Invite => verb_invite, Resend => verb_resend, Erase => verb_erase, Hold => verb_hold,
        Merge => verb_merge, Replace => verb_replace, Inherit => verb_inherit, Open => verb_open,
    }
    subject: Subject {
        Organisation => subject_organisation, Account => subject_account, Department => subject_department,
        Member => subject_member, Invitation => subject_invitation, Join => subject_join,
        Connection => subject_connection, ChangeSet => subject_change_set, Customer => subject_customer,
        Relation => subject_relation, Run => subject_run, Schedule => subject_schedule, Template => subject_template,
        Import => subject_import,
        ApiKey => subject_api_key, Webhook => subject_webhook, Role => subject_role, Tag => subject_tag,
        PrivacyRequest => subject_privacy_request, Retention => subject_retention, Seat => subject_seat, Mapping => subject_mapping, Presence => subject_presence, Agent => subject_agent, SkillGroup => subject_skill_group, Handover => subject_handover, CustomerGroup => subject_customer_group, Conversation => subject_conversation, Backup => subject_backup,
        Group => subject_group,
    }
    origin: Origin {
        Console => origin_console, Join => origin_join, Api => origin_api, Cli => origin_cli, Run => origin_run,
        Schedule => origin_schedule, Scim => origin_scim,
    }
    stage: Stage { Read => stage_read, Compare => stage_compare, Write => stage_write, Copy => stage_copy, Verify => stage_verify, Send => stage_send }
    change_kind: ChangeKind {
        Contacts => kind_contacts, Customers => kind_customers, Edit => kind_edit, Import => kind_import,
        CustomerImport => kind_customer_import, MappingImport => kind_mapping_import, AgentImport => kind_agent_import, Tagging => kind_tagging, Merge => kind_merge, Deletion => kind_deletion, Restoration => kind_restoration, Erasure => kind_erasure, Seats => kind_seats, Mapping => kind_mapping, Inheritance => kind_inheritance, Handover => kind_handover,
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
        NewInFile => reason_new_in_file, RowWrong => reason_row_wrong, LegalHold => reason_legal_hold,
        Retention => reason_retention, HereAgain => reason_here_again, UnknownHere => reason_unknown_here, LeftHere => reason_left_here,
        SameNameAndCompany => reason_same_name_and_company,
    }
    row_state: RowState {
        Open => row_open, Applied => row_applied, Failed => row_failed, Skipped => row_skipped, Undone => row_undone,
        Kept => row_kept,
    }
    resolution: Resolution {
        KeepOurs => resolution_keep_ours, TakeTheirs => resolution_take_theirs, AddNew => resolution_add_new,
    }
    relation_state: RelationState { Live => relation_live, Ended => relation_ended, OneWay => relation_one_way }
    customer_kind: CustomerKind { WeChat => customer_wechat, WeCom => customer_wecom, Manual => customer_manual }
    request_kind: RequestKind {
        Access => request_kind_access, Rectification => request_kind_rectification, Erasure => request_kind_erasure,
        Objection => request_kind_objection,
    }
    request_state: RequestState {
        Open => request_state_open, Answered => request_state_answered, Refused => request_state_refused,
        Withdrawn => request_state_withdrawn,
    }
    retention_kind: RetentionKind {
        Customers => kept_customers, Joins => kept_joins, Invitations => kept_invitations, Imports => kept_imports,
        Changes => kept_changes, Runs => kept_runs, Messages => kept_messages, Requests => kept_requests,
    }
    lock: Lock { Person => lock_person, Upstream => lock_upstream }
}
