//! A recorded field in words: what it is called, and what its value means.

use super::words;
use crate::ui::agents::said;
use crate::ui::{format, labels, language, w};
use crate::words::connections::ConnectionsWords;
use crate::words::rules::RulesWords;
use js_sys::{Array, JSON};
use model::Moment;
use model::agent::{AgentState, LiveWork, PasswordState};
use model::agent_edit::ForcedLength;
use model::audit::Subject;
use model::change::{ChangeKind, ChangeState};
use model::customer::RelationState;
use model::export::MemberColumn;
use model::invitation::{Channel, InvitationState};
use model::join::{JoinRule, JoinState};
use model::join_rules::Inviter;
use model::member::{Source, Status};
use model::permission::{Permission, Role};
use model::privacy::{RequestKind, RequestState};
use model::retention::RetentionKind;
use model::run::{RunKind, RunState};
use model::setting::Setting;
use model::skill_group::Ringing;
use wasm_bindgen::{JsCast, JsValue};

fn names() -> &'static ConnectionsWords {
    ConnectionsWords::get(language())
}

/// What a field is called; its own name where nothing is known of it.
pub fn key_word(subject: Subject, key: &str) -> String {
    let (c, own) = (w().common, words());
    let word = match key {
        "name" if matches!(subject, Subject::Member | Subject::Account | Subject::Join) => c.name,
        "name" => own.key_name,
        "email" => c.email,
        "phone" => c.phone,
        "department" => c.department,
        "departments" => c.departments,
        "position" if subject == Subject::Department => own.key_order,
        "position" => c.position,
        "location" => c.location,
        "work_number" => c.work_number,
        "manager" => c.manager,
        "role" => c.role,
        "status" | "state" => c.status,
        "source" => c.source,
        "reason" => c.reason,
        "note" => c.note,
        "parent" => own.key_parent,
        "heads" => own.key_heads,
        "permissions" => own.key_permissions,
        "scoped" => own.key_scoped,
        "scope" => own.key_scope,
        "owner" | "owners" => own.key_owner,
        "verification" => own.key_verification,
        "closed" => own.key_closed_ways,
        "details" => own.key_join_details,
        "bin_days" => own.key_bin_days,
        "keep_days" => own.key_keep_days,
        "second_above" => own.key_second_above,
        "basis" => own.key_basis,
        "until" => own.key_until,
        "due_at" => own.key_due,
        "days" => own.key_days,
        "law" => own.key_basis,
        "received_at" => own.when,
        "at_minute" => own.key_cron,
        "remark" => own.key_remark,
        "channel" => own.key_channel,
        "rule" => own.key_rule,
        "inviter" => own.key_inviter,
        "expires_at" => own.key_expires,
        "max_uses" => own.key_max_uses,
        "door_number" => own.key_door_number,
        "door_open" => own.key_door_open,
        "inviting_verification" => own.key_verification,
        "closed_ways" => own.key_closed_ways,
        "join_details" => own.key_join_details,
        "brake_percent" => own.key_brake,
        "secrets" => own.key_secrets,
        "new_secrets" => own.key_new_secrets,
        "amount" => own.key_amount,
        "columns" => own.key_columns,
        "filters" => own.key_filters,
        "kind" => own.key_kind,
        "cron" => own.key_cron,
        "zone" => own.key_zone,
        "enabled" => own.key_enabled,
        "user_name" => own.key_user_name,
        "external_id" => own.key_external_id,
        "members" if subject == Subject::Group => own.key_members,
        "added" if subject == Subject::Group => own.key_added,
        "removed" if subject == Subject::Group => own.key_removed,
        "token" => own.key_token,
        "keep_hours" => own.key_keep_hours,
        "number" if subject == Subject::Agent => own.key_agent_number,
        "nickname" => own.key_nickname,
        "skill_groups" => own.key_skill_groups,
        "priority" => own.key_priority,
        "shifts" => own.key_shifts,
        "length" => own.key_length,
        "live_work" => own.key_live_work,
        "replaced_by" => own.key_replaced_by,
        "password" => own.key_password,
        "ringing" => own.key_ringing,
        "concurrency" => own.key_concurrency,
        "hours" if subject == Subject::SkillGroup => own.key_hours,
        "applied" => labels().row_applied,
        "failed" => labels().row_failed,
        "undone" => labels().row_undone,
        "kept" => labels().row_kept,
        other if subject == Subject::Retention && RetentionKind::from_word(other).is_some() => {
            return RetentionKind::from_word(other)
                .map(|kind| labels().retention_kind(kind).to_owned())
                .unwrap_or_default();
        }
        other if subject == Subject::Connection && Setting::from_word(other).is_some() => {
            return Setting::from_word(other).map(|setting| names().setting(setting).to_owned()).unwrap_or_default();
        }
        other => return other.replace('_', " "),
    };
    word.to_owned()
}

/// A value in words.
pub fn said(subject: Subject, key: &str, value: &JsValue) -> String {
    if let Some(text) = value.as_string() {
        if key == "filters" {
            return key_word(subject, &text);
        }
        if matches!((subject, key), (Subject::Agent, "shifts") | (Subject::SkillGroup, "hours")) {
            return week(&text);
        }
        if key == "closed_ways" {
            return way(&text).unwrap_or(text);
        }
        return word_of(subject, key, &text).map_or(text, str::to_owned);
    }
    if let Some(on) = value.as_bool() {
        return if on { w().common.yes } else { w().common.no }.to_owned();
    }
    if let Some(number) = value.as_f64() {
        let number = number as i64;
        return if key.ends_with("_at") || key == "until" {
            format::date_time(Moment(number))
        } else {
            format::number(number)
        };
    }
    if let Some(list) = value.dyn_ref::<Array>() {
        let items: Vec<String> = list.iter().map(|item| said(subject, key, &item)).collect();
        return if items.is_empty() { w().common.none.to_owned() } else { format::list(&items) };
    }
    if value.is_null() {
        return w().common.not_set.to_owned();
    }
    JSON::stringify(value).map(String::from).unwrap_or_default()
}

/// A week: `1 09:00-18:00, 2 09:00-18:00 (Asia/Shanghai)`, where 1 stands for Monday.
fn week(text: &str) -> String {
    let (spans, zone) = text.split_once(" (").unwrap_or((text, ""));
    let span = |span: &str| {
        let (day, hours) = span.split_once(' ')?;
        Some([said::day(day.parse().ok()?, "short").as_str(), &hours.replace('-', "–")].join(" "))
    };
    let spans: Vec<String> = spans.split(", ").map(|one| span(one).unwrap_or_else(|| one.to_owned())).collect();
    let spans = spans.join(", ");
    if zone.is_empty() { spans } else { [spans.as_str(), zone].join(" (") }
}

/// A way in: `link other_admin`.
fn way(text: &str) -> Option<String> {
    let (channel, inviter) = text.split_once(' ')?;
    let words = RulesWords::get(language());
    let channel = w().common.channel(Channel::from_word(channel)?);
    Some([channel, " · ", words.inviter(Inviter::from_word(inviter)?)].concat())
}

fn word_of(subject: Subject, key: &str, text: &str) -> Option<&'static str> {
    let c = w().common;
    match key {
        "status" => Status::from_word(text).map(|value| c.member_status(value)),
        "role" => Role::from_word(text).map(|value| c.role_name(value)),
        "source" => Source::from_word(text).map(|value| labels().record_source(value)),
        "permissions" => Permission::from_word(text).map(|value| c.permission(value)),
        "channel" => Channel::from_word(text).map(|value| c.channel(value)),
        "rule" => JoinRule::from_word(text).map(|value| labels().join_rule(value)),
        "columns" => MemberColumn::from_word(text).map(|value| c.member_column(value)),
        "length" if subject == Subject::Agent => {
            ForcedLength::from_word(text).map(|value| said::values().length(value))
        }
        "live_work" => LiveWork::from_word(text).map(|value| said::values().live_work(value)),
        "ringing" => Ringing::from_word(text).map(|value| said::values().ringing(value)),
        "password" if text == "mailed" => Some(words().key_mailed),
        "password" => PasswordState::from_word(text).map(|value| said::values().password(value)),
        "secrets" | "new_secrets" => Setting::from_word(text).map(|value| names().setting(value)),
        "kind" if subject == Subject::PrivacyRequest && RequestKind::from_word(text).is_some() => {
            RequestKind::from_word(text).map(|value| labels().request_kind(value))
        }
        "kind" => RunKind::from_word(text)
            .map(|value| c.run_kind(value))
            .or_else(|| ChangeKind::from_word(text).map(|value| labels().change_kind(value))),
        "state" => match subject {
            Subject::Agent => AgentState::from_word(text).map(|value| said::values().state(value)),
            Subject::Invitation => InvitationState::from_word(text).map(|value| c.invitation_state(value)),
            Subject::ChangeSet => ChangeState::from_word(text).map(|value| c.change_state(value)),
            Subject::PrivacyRequest => RequestState::from_word(text).map(|value| labels().request_state(value)),
            Subject::Run => RunState::from_word(text).map(|value| c.run_state(value)),
            Subject::Relation | Subject::Customer => {
                RelationState::from_word(text).map(|value| labels().relation_state(value))
            }
            _ => JoinState::from_word(text).map(|value| c.join_state(value)),
        },
        _ if text.is_empty() => Some(c.not_set),
        _ => None,
    }
}
