//! What Auto Sync makes of one member.

use super::matching::Match;
use super::people::Person;
use model::mapping::{ATTEMPTS, Covers, Evidence, MappingReason, MappingStatus};
use model::permission::Permission;

/// What comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing is different.
    Same,
    /// The account with this id becomes the member's.
    Link(String, String),
    /// The account is no longer the member's: gone there, or the member left.
    Unlink(Gone),
    /// Written down as it is now, without anything to carry out.
    Noted(MappingStatus, Option<MappingReason>, i64),
}

/// Why an account is taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// There.
    There,
    /// The member left.
    Here,
}

/// Whether the setting covers the member.
pub(super) fn is_covered(person: &Person, covers: Covers) -> bool {
    let has = person.held.rights().allows(Permission::MappingMap);
    match covers {
        Covers::WithRight => has,
        Covers::WithoutRight => !has,
        Covers::Everybody => true,
    }
}

/// Whether an account has to be looked for.
pub(super) fn is_sought(person: &Person, covers: Covers) -> bool {
    let tried = person.attempts >= ATTEMPTS && person.tried_email == person.email_key;
    person.here
        && is_covered(person, covers)
        && !tried
        && !matches!(person.status, Some(MappingStatus::Mapped | MappingStatus::Ignored))
}

/// What comes of a member with these matches. `shared` says that other members have the same address.
pub(super) fn outcome(
    person: &Person,
    covers: Covers,
    (matches, shared): (&[Match], bool),
    refused: impl Fn(&str) -> bool,
) -> Outcome {
    match person.status {
        Some(MappingStatus::Ignored) => return Outcome::Same,
        Some(MappingStatus::Mapped) => return mapped(person),
        _ => {}
    }
    if !person.here {
        return Outcome::Same;
    }
    if !is_covered(person, covers) {
        let skipped = (MappingStatus::Skipped, Some(MappingReason::NoPermission));
        return note(person, skipped, 0);
    }
    if !is_sought(person, covers) {
        return Outcome::Same;
    }
    let attempts = if person.tried_email == person.email_key { person.attempts + 1 } else { 1 };
    let same: Vec<&Match> = matches.iter().filter(|one| one.evidence.contains(&Evidence::Email)).collect();
    let reason = match same.as_slice() {
        [] if person.email_key.is_empty() => MappingReason::NoEmail,
        [] => MappingReason::NoMatch,
        [_] if shared => MappingReason::Several,
        [one] if refused(&one.external_id) => MappingReason::Refused,
        [one] if one.taken => MappingReason::Taken,
        [one] => return Outcome::Link(one.external_id.clone(), one.name.clone()),
        _ => MappingReason::Several,
    };
    let choice = matches.iter().any(|one| !one.taken);
    let status = if choice { MappingStatus::NeedsChoice } else { MappingStatus::Unmapped };
    Outcome::Noted(status, Some(reason), attempts)
}

/// Somebody who has an account. What a person decided stays, and says what is odd about it.
fn mapped(person: &Person) -> Outcome {
    let gone = match (person.here, person.account_active) {
        (false, _) => Gone::Here,
        (true, Some(true)) => {
            return match person.reason {
                Some(_) => Outcome::Noted(MappingStatus::Mapped, None, person.attempts),
                None => Outcome::Same,
            };
        }
        (true, _) => Gone::There,
    };
    match (person.by_hand, gone) {
        (true, Gone::There) => note(person, (MappingStatus::Mapped, Some(MappingReason::GoneThere)), person.attempts),
        _ => Outcome::Unlink(gone),
    }
}

fn note(person: &Person, (status, reason): (MappingStatus, Option<MappingReason>), attempts: i64) -> Outcome {
    match person.status == Some(status) && person.reason == reason {
        true => Outcome::Same,
        false => Outcome::Noted(status, reason, attempts),
    }
}
