//! How people are and why, in words.

use super::words;
use crate::ui::format;
use crate::ui::kit::Tone;
use crate::ui::speech::say;
use crate::words::fill;
use leptos::prelude::*;
use model::presence::{Cause, Flow, PersonPresence, PresenceState, SidePresence, Target};
use model::presence_sync::CentreCondition;

/// What a state means.
pub const fn tone(state: PresenceState) -> Tone {
    match state {
        PresenceState::Available => Tone::Good,
        PresenceState::OnCall | PresenceState::InMeeting | PresenceState::AfterCall => Tone::Info,
        PresenceState::DoNotDisturb | PresenceState::Busy | PresenceState::Unavailable => Tone::Warning,
        PresenceState::Offline | PresenceState::Unknown => Tone::Neutral,
    }
}

/// What it means how states flow.
pub const fn flow_tone(flow: Flow) -> Tone {
    match flow {
        Flow::Told => Tone::Good,
        Flow::Queued | Flow::Waiting | Flow::Overridden => Tone::Info,
        Flow::Failed | Flow::Held => Tone::Bad,
        Flow::Quiet | Flow::Off => Tone::Neutral,
    }
}

/// The state on one platform, with code or message.
pub fn side(side: &SidePresence) -> AnyView {
    let state = words().state(side.state);
    let detail = side.detail.clone();
    view! { <span>{state} {(!detail.is_empty()).then(|| view! { <small class="soft">" · "{detail}</small> })}</span> }
        .into_any()
}

/// Milliseconds.
pub fn milliseconds(n: i64) -> String {
    fill(words().ms, &[("n", &format::number(n))])
}

/// How fast changes are told.
pub fn fast(half: i64, most: i64) -> String {
    fill(words().fast, &[("half", &milliseconds(half)), ("most", &milliseconds(most))])
}

/// What was told and why; or why not.
pub fn why(person: &PersonPresence) -> String {
    if let Some(problem) = &person.problem {
        return say(problem);
    }
    if let Some((by, until)) = &person.overridden {
        return fill(words().overridden_by, &[("name", by), ("time", &format::date_time(*until))]);
    }
    match person.flow {
        Flow::Held => return words().held_text.to_owned(),
        Flow::Waiting => return words().waiting_text.to_owned(),
        Flow::Off => return String::new(),
        _ => {}
    }
    let Some(told) = &person.told else { return String::new() };
    [cause(&told.cause), target(&told.target)].join(" → ")
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Telephony { when } => words().phone_condition(*when).to_owned(),
        Cause::TelephonyOver => words().phone_over.to_owned(),
        Cause::Centre { when: CentreCondition::Unavailable | CentreCondition::Code, code } if !code.is_empty() => {
            code.clone()
        }
        Cause::Centre { when, .. } => words().centre_condition(*when).to_owned(),
        Cause::OverrideOver => words().override_over.to_owned(),
        Cause::Person { by } => by.clone(),
    }
}

/// What a side was told.
pub fn target(target: &Target) -> String {
    match target {
        Target::ContactCentre { code } if code.is_empty() => words().state(PresenceState::Available).to_owned(),
        Target::ContactCentre { code } => code.clone(),
        Target::Telephony { user, calls } => {
            let user = user.map(|user| words().chosen(user));
            let calls = calls.map(|calls| words().calls_taken(calls));
            user.into_iter().chain(calls).collect::<Vec<_>>().join(", ")
        }
    }
}
