//! What is known of a mapping, in words.

use super::words;
use crate::ui::format;
use crate::ui::kit::{Tone, badge};
use crate::words::fill;
use leptos::prelude::*;
use model::mapping::{Candidate, Mapping, MappingStatus};

/// Why somebody is not mapped, and whether Auto Sync tries again.
pub fn reason(mapping: &Mapping) -> String {
    let why = mapping.reason.map(|reason| words().reason_of(reason));
    let open = matches!(mapping.status, MappingStatus::Unmapped | MappingStatus::NeedsChoice);
    let next = match mapping.attempts {
        _ if !open => None,
        _ if mapping.is_yours() => Some(words().yours),
        0 if mapping.since.is_none() => Some(words().never),
        1 => Some(words().tries_again),
        _ => None,
    };
    why.into_iter().chain(next).collect::<Vec<_>>().join(" · ")
}

/// The account with what speaks for it.
pub fn candidate(candidate: &Candidate) -> AnyView {
    let score = fill(words().score, &[("n", &format::number(candidate.score))]);
    let tone = if candidate.score >= model::mapping::SURE { Tone::Good } else { Tone::Info };
    let evidence: Vec<&str> = candidate.evidence.iter().map(|one| words().evidence(*one)).collect();
    let name = candidate.account.name.clone();
    view! {
        <span class="line">{name} {badge(tone, score)} <small class="soft">{evidence.join(", ")}</small></span>
    }
    .into_any()
}

/// Who decided.
pub fn by(mapping: &Mapping) -> String {
    match (mapping.by_hand, mapping.since) {
        (_, None) => String::new(),
        (false, _) => words().by_itself.to_owned(),
        (true, _) => mapping.decided_by.clone(),
    }
}

/// The candidate that one press confirms: free, and the likeliest.
pub fn confirmable(mapping: &Mapping) -> Option<&Candidate> {
    let open = matches!(mapping.status, MappingStatus::Unmapped | MappingStatus::NeedsChoice);
    mapping.candidates.first().filter(|one| open && one.account.active && one.account.taken_by.is_none())
}
