//! Events: what webhooks tell. Each is an entry of the activity, named by what it is about and what was done: `member.suspended`.

use crate::audit::{Subject, Verb};

/// Stands for every event, or after a subject and a dot for all of that subject.
pub const ALL: &str = "*";

/// The end of a run, which the activity does not tell.
pub const RUN_ENDED: &str = "run.ended";

/// What can be subscribed to one by one. The activity may tell more: whoever takes all of a subject hears of it too.
const NAMED: &[(Subject, &[Verb])] = {
    use Verb as V;
    &[
        (
            Subject::Member,
            &[
                V::Create,
                V::Invite,
                V::Resend,
                V::Cancel,
                V::Ask,
                V::Withdraw,
                V::Approve,
                V::Refuse,
                V::Block,
                V::Reexamine,
                V::Update,
                V::ChangeRole,
                V::Suspend,
                V::Resume,
                V::Terminate,
                V::Restore,
                V::Delete,
                V::Export,
            ],
        ),
        (Subject::Department, &[V::Create, V::Update, V::Move, V::Delete]),
        (Subject::Invitation, &[V::Create, V::Pause, V::Resume, V::Revoke]),
        (
            Subject::Customer,
            &[V::Create, V::Update, V::Merge, V::Delete, V::Restore, V::Erase, V::Hold, V::Withdraw, V::Export],
        ),
        (Subject::CustomerGroup, &[V::Update]),
        (Subject::Group, &[V::Create, V::Update, V::Delete]),
        (Subject::Tag, &[V::Create, V::Update, V::Delete]),
        (Subject::ChangeSet, &[V::Apply, V::Undo, V::Cancel]),
        (Subject::Run, &[V::Start]),
        (Subject::Import, &[V::Create, V::Cancel, V::Delete]),
        (Subject::Connection, &[V::Create, V::Update, V::Test, V::Reset, V::Revoke, V::Delete]),
        (Subject::Schedule, &[V::Update]),
        (Subject::Organisation, &[V::Update, V::Reset]),
        (Subject::Role, &[V::Create, V::Update, V::Delete]),
        (Subject::Template, &[V::Update, V::Reset]),
        (Subject::ApiKey, &[V::Create, V::Update, V::Reset, V::Revoke]),
        (Subject::Seat, &[V::Create, V::Inherit, V::Undo, V::Delete]),
        (Subject::Mapping, &[V::Create, V::Update, V::Undo, V::Delete, V::Export]),
        (Subject::Presence, &[V::Create, V::Update, V::Pause, V::Resume, V::Delete]),
        (Subject::Agent, &[V::Create, V::Update, V::Replace, V::Reset, V::Suspend, V::Resume, V::Delete, V::Restore]),
        (Subject::SkillGroup, &[V::Create, V::Update, V::Delete]),
        (Subject::Handover, &[V::Create, V::Update, V::Ask, V::Apply, V::Undo, V::Cancel]),
        (Subject::Conversation, &[V::Open]),
        (Subject::Webhook, &[V::Create, V::Update, V::Reset, V::Pause, V::Delete, V::Test]),
    ]
};

/// The name of an event; `None` for what is nobody's business but a person's own, or told with what it belongs to.
pub fn name(subject: Subject, verb: Verb) -> Option<String> {
    let told = !matches!(subject, Subject::Account | Subject::Relation);
    told.then(|| [subject.word(), ".", done(verb)].concat())
}

const fn done(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "created",
        Verb::Update => "changed",
        Verb::Move => "moved",
        Verb::Delete => "deleted",
        Verb::SignIn => "signed_in",
        Verb::SignOut => "signed_out",
        Verb::Ask => "asked",
        Verb::Approve => "approved",
        Verb::Refuse => "refused",
        Verb::Block => "blocked",
        Verb::Reexamine => "reexamined",
        Verb::Withdraw => "withdrawn",
        Verb::Pause => "paused",
        Verb::Resume => "resumed",
        Verb::Revoke => "revoked",
        Verb::Reset => "reset",
        Verb::Suspend => "suspended",
        Verb::Terminate => "terminated",
        Verb::Restore => "restored",
        Verb::Export => "exported",
        Verb::ChangeRole => "role_changed",
        Verb::Test => "tested",
        Verb::Erase => "erased",
        Verb::Hold => "held",
        Verb::Start => "started",
        Verb::Apply => "applied",
        Verb::Undo => "undone",
        Verb::Cancel => "cancelled",
        Verb::Invite => "invited",
        Verb::Resend => "resent",
        Verb::Merge => "merged",
        Verb::Replace => "replaced",
        Verb::Inherit => "inherited",
        Verb::Open => "opened",
    }
}

/// The subjects with their events, as a form shows them.
pub fn named() -> Vec<(Subject, Vec<String>)> {
    let of = |(subject, verbs): &(Subject, &[Verb])| {
        let mut names: Vec<String> = verbs.iter().filter_map(|verb| name(*subject, *verb)).collect();
        if *subject == Subject::Run {
            names.push(RUN_ENDED.to_owned());
        }
        (*subject, names)
    };
    NAMED.iter().map(of).collect()
}

/// Whether it can be subscribed to: a name, all of a subject, or all.
pub fn is_known(wanted: &str) -> bool {
    wanted == ALL
        || named().iter().any(|(subject, names)| {
            wanted.strip_suffix(".*") == Some(subject.word()) || names.iter().any(|name| name == wanted)
        })
}

/// Whether somebody who subscribed to these hears of the event.
pub fn hears<'a>(wanted: impl IntoIterator<Item = &'a str>, event: &str) -> bool {
    let subject = event.split('.').next().unwrap_or_default();
    wanted.into_iter().any(|one| one == ALL || one == event || one.strip_suffix(".*") == Some(subject))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_known_and_stands_once() {
        let names: Vec<String> = named().into_iter().flat_map(|(_, names)| names).collect();
        let once: std::collections::BTreeSet<_> = names.iter().collect();
        assert_eq!(once.len(), names.len());
        assert!(names.iter().all(|name| is_known(name)));
        assert!(is_known("*") && is_known("member.*"));
        assert!(!is_known("member.vanished") && !is_known("account.*") && !is_known(""));
    }

    #[test]
    fn all_of_a_subject_is_that_subject_and_no_other() {
        assert!(hears(["member.*"], "member.suspended"));
        assert!(!hears(["member.*"], "membership.ended"));
        assert!(!hears(["customer.*", "member.created"], "member.suspended"));
        assert!(hears(["*"], RUN_ENDED));
        assert!(!hears([], RUN_ENDED));
    }

    #[test]
    fn what_a_person_does_with_his_own_account_is_no_event() {
        assert_eq!(name(Subject::Account, Verb::SignIn), None);
        assert_eq!(name(Subject::Member, Verb::ChangeRole).as_deref(), Some("member.role_changed"));
    }
}
