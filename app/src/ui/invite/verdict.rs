//! What stands in the way of inviting somebody, in colour, picture and word.

use super::{delivery_words, words};
use crate::ui::kit::{Icon, Tone, icon};
use crate::words::fill;
use leptos::prelude::*;
use model::invite::{InviteVerdict, Invited};

/// What it means.
pub const fn tone(verdict: InviteVerdict) -> Tone {
    match verdict {
        InviteVerdict::Fine => Tone::Good,
        InviteVerdict::Repeated => Tone::Neutral,
        InviteVerdict::Member | InviteVerdict::Waiting | InviteVerdict::Invited => Tone::Info,
        InviteVerdict::Suspended | InviteVerdict::Refused | InviteVerdict::Removed => Tone::Warning,
        InviteVerdict::Malformed | InviteVerdict::Blocked | InviteVerdict::OtherPerson | InviteVerdict::Unknown => {
            Tone::Bad
        }
    }
}

const fn glyph(verdict: InviteVerdict) -> Icon {
    match verdict {
        InviteVerdict::Fine => Icon::Check,
        InviteVerdict::Malformed => Icon::Error,
        InviteVerdict::Repeated => Icon::Copy,
        InviteVerdict::Member => Icon::Person,
        InviteVerdict::Suspended => Icon::Pause,
        InviteVerdict::Waiting => Icon::Clock,
        InviteVerdict::Invited => Icon::Mail,
        InviteVerdict::Refused => Icon::Undo,
        InviteVerdict::Blocked => Icon::Block,
        InviteVerdict::Removed => Icon::SignOut,
        InviteVerdict::OtherPerson => Icon::Warning,
        InviteVerdict::Unknown => Icon::Info,
    }
}

/// The verdict in words, with the member's name where it is told.
pub fn said(told: &Invited) -> String {
    let verdict = delivery_words().verdict(told.verdict);
    if told.name.is_empty() {
        verdict.to_owned()
    } else {
        fill(words().with_name, &[("verdict", verdict), ("name", &told.name)])
    }
}

/// Picture and words; of those against whom nothing speaks, only the picture is seen.
pub fn verdict_line(told: &Invited) -> AnyView {
    let (glyph, said) = (glyph(told.verdict), said(told));
    let quiet = told.verdict == InviteVerdict::Fine;
    let class = match tone(told.verdict) {
        Tone::Good => "verdict good",
        Tone::Warning => "verdict warning",
        Tone::Bad => "verdict bad",
        Tone::Info => "verdict info",
        Tone::Neutral => "verdict",
    };
    let title = quiet.then(|| said.clone());
    view! { <span class=class title=title>{icon(glyph)} <span class:unseen=quiet>{said}</span></span> }.into_any()
}
