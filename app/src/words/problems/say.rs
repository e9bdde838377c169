//! A problem becomes a sentence.

use super::ProblemWords;
use crate::words::common::CommonWords;
use crate::words::{Language, fill};
use model::change::ChangeState;
use model::invitation::{Channel, InvitationState};
use model::join::JoinState;
use model::member::{MemberField, Status};
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::run::RunState;
use model::seat::SuccessorBar;
use model::{Code, Problem};

/// What happened and what to do. Exhaustive: a new code fails the build until it has its sentence.
pub fn say(language: Language, problem: &Problem) -> String {
    let words = ProblemWords::get(language);
    #[cfg(not(feature = "csr"))]
    let sentence = super::scripts::said(language, problem.code).unwrap_or_else(|| sentence(words, problem));
    #[cfg(feature = "csr")]
    let sentence = sentence(words, problem);
    let values: Vec<(&str, String)> = placeholders(sentence)
        .map(|name| (name, problem.param(name).map_or_else(|| absent(words, name), |raw| value(language, name, raw))))
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(sentence, &values)
}

/// Why one field cannot be taken.
pub fn say_fault(language: Language, field: &Field) -> String {
    let words = ProblemWords::get(language);
    let sentence = match field.fault {
        Fault::Missing => words.fault_missing,
        Fault::TooLong => words.fault_too_long,
        Fault::TooShort => words.fault_too_short,
        Fault::Malformed => words.fault_malformed,
        Fault::BadCharacter => words.fault_bad_character,
        Fault::OutOfRange => words.fault_out_of_range,
        Fault::Taken => words.fault_taken,
        Fault::Unknown => words.fault_unknown,
        Fault::Wrong => words.fault_wrong,
    };
    fill(sentence, &[("limit", &field.limit.map_or_else(|| "–".to_owned(), |limit| limit.to_string()))])
}

fn sentence(words: &'static ProblemWords, problem: &Problem) -> &'static str {
    match problem.code {
        Code::SignedOut => words.signed_out,
        Code::Forbidden if problem.param("key").is_some() => words.forbidden_key,
        Code::Forbidden => words.forbidden,
        Code::NotFound => words.not_found,
        Code::Stale => words.stale,
        Code::Invalid => words.invalid,
        Code::Taken => words.taken,
        Code::WrongState => words.wrong_state,
        Code::DepartmentNotEmpty => words.department_not_empty,
        Code::DepartmentCycle => words.department_cycle,
        Code::DepartmentTooDeep => words.department_too_deep,
        Code::DepartmentIsRoot => words.department_is_root,
        Code::OwnedUpstream => words.owned_upstream,
        Code::OwnedByPerson => words.owned_by_person,
        Code::LastSuperAdmin => words.last_super_admin,
        Code::RoleAboveOwn => words.role_above_own,
        Code::RoleHeld => words.role_held,
        Code::TagInUse => words.tag_in_use,
        Code::CannotInherit => match problem.param("bar").and_then(SuccessorBar::from_word) {
            Some(SuccessorBar::Same) => words.inherit_same,
            Some(SuccessorBar::NotActive) => words.inherit_not_active,
            Some(SuccessorBar::HasSeat) => words.inherit_has_seat,
            Some(SuccessorBar::NotThere) => words.inherit_not_there,
            Some(SuccessorBar::NotServing) => words.inherit_not_serving,
            None => words.cannot_inherit,
        },
        Code::HandoverOpen => words.handover_open,
        Code::NotOpened => words.not_opened,
        Code::ArchiveLibrary if problem.param("error") == Some("not_set") => words.archive_library_not_set,
        Code::ArchiveLibrary => words.archive_library,
        Code::TwoThere => words.two_there,
        Code::KnownThere => words.known_there,
        Code::Brake => words.brake,
        Code::SecondPerson => words.second_person,
        Code::LegalHold if problem.param("until").is_some() => words.legal_hold_until,
        Code::LegalHold => words.legal_hold,
        Code::Retention => words.retention,
        Code::AlreadyRunning => words.already_running,
        // Why, only the sign-in page has to say.
        Code::SignInRefused | Code::ForcedOffline | Code::PasswordExpired => words.sign_in_refused,
        Code::TooMany => words.too_many,
        Code::ForeignOrigin => words.foreign_origin,
        Code::TooLarge => words.too_large,
        Code::Malformed => words.malformed,
        Code::InvitationExpired => words.invitation_expired,
        Code::InvitationUsedUp => words.invitation_used_up,
        Code::InvitationPaused => words.invitation_paused,
        Code::InvitationRevoked => words.invitation_revoked,
        Code::ChannelClosed => words.channel_closed,
        Code::OrganisationClosed => words.organisation_closed,
        Code::AlreadyMember => words.already_member,
        Code::AlreadyWaiting => words.already_waiting,
        Code::RefusedEarlier => words.refused_earlier,
        Code::RemovedEarlier => words.removed_earlier,
        Code::Blocked => words.blocked,
        Code::WrongAccount => words.wrong_account,
        Code::CoolingDown => words.cooling_down,
        Code::Quota => words.quota,
        Code::File => words.file,
        Code::Backup => words.backup,
        Code::RowsWrong => words.rows_wrong,
        Code::Platform => words.platform,
        Code::NoSuchCode => words.no_such_code,
        Code::AgentServing => words.agent_serving,
        Code::NoShift => words.no_shift,
        Code::SkillGroupInUse => words.skill_group_in_use,
        Code::PrivateAddress => words.private_address,
        Code::Busy => words.busy,
        Code::TooSlow => words.too_slow,
        Code::Internal
        // Of these the console knows no more: see `scripts`.
        | Code::KeyRefused
        | Code::AddressRefused
        | Code::MethodNotAllowed
        | Code::UnsupportedType
        | Code::IfMatchMissing
        | Code::IdempotencyReused
        | Code::IdempotencyUnfinished => words.internal,
        Code::Unreachable => words.unreachable,
    }
}

fn placeholders(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
}

/// Stands where the server sent no value.
fn absent(words: &ProblemWords, name: &str) -> String {
    if name == "by" { words.stale_by_someone } else { "–" }.to_owned()
}

/// Rights, fields and states cross the wire as words of the program; a person reads those of his language.
fn value(language: Language, name: &str, raw: &str) -> String {
    let words = CommonWords::get(language);
    let known = match name {
        "permission" => Permission::from_word(raw).map(|p| words.permission(p)),
        "channel" => Channel::from_word(raw).map(|channel| words.channel(channel)),
        "field" => MemberField::from_word(raw).map(|f| words.member_field(f)),
        "state" => Status::from_word(raw)
            .map(|s| words.member_status(s))
            .or_else(|| JoinState::from_word(raw).map(|s| words.join_state(s)))
            .or_else(|| InvitationState::from_word(raw).map(|s| words.invitation_state(s)))
            .or_else(|| ChangeState::from_word(raw).map(|s| words.change_state(s)))
            .or_else(|| RunState::from_word(raw).map(|s| words.run_state(s))),
        "by" if raw.is_empty() => Some(ProblemWords::get(language).stale_by_someone),
        _ => None,
    };
    known.map_or_else(|| raw.to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_whole_sentence_in_every_language() {
        for language in Language::ALL.iter().copied() {
            for code in Code::ALL {
                let said = say(language, &Problem::new(*code));
                assert!(!said.contains('{') && said.chars().count() > 4, "{}: {said}", code.word());
                assert!(!said.contains(['!', '！']), "{}: {said}", code.word());
            }
        }
    }

    #[test]
    fn values_are_said_in_the_readers_words() {
        let problem = Problem::new(Code::Forbidden).with("permission", "members.write");
        assert_eq!(say(Language::ZhCn, &problem), "你的角色没有此权限：管理成员。请联系管理员开通。");
        let problem = Problem::new(Code::Stale);
        assert!(say(Language::En, &problem).starts_with("Someone changed this"));
    }
}
