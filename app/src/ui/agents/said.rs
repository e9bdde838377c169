//! Values of agents in words. What a person's own profile shows of them too stands here, without the words of this page.

use crate::ui::kit::{Badge, Time, Tone};
use crate::ui::{dom, format, language, w};
use crate::words::agent_values::AgentValueWords;
use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use model::Moment;
use model::agent::{AgentState, SignIn, SignInKind, Span, Week};
use model::moment::MINUTE;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// How long states last is told in minutes.
const TICK: Duration = Duration::from_secs(20);

/// The word for each value.
pub fn values() -> &'static AgentValueWords {
    AgentValueWords::get(language())
}

/// What a state means.
pub const fn tone(state: AgentState) -> Tone {
    match state {
        AgentState::Free => Tone::Good,
        AgentState::Busy | AgentState::AfterCall => Tone::Info,
        AgentState::Rest | AgentState::NotReady => Tone::Warning,
        AgentState::Offline => Tone::Neutral,
    }
}

/// The present time, a little at a time. One for a whole page.
pub fn ticking() -> Signal<Moment> {
    let now = RwSignal::new(dom::now());
    let tick = move || {
        now.try_set(dom::now());
    };
    if let Ok(handle) = set_interval_with_handle(tick, TICK) {
        on_cleanup(move || handle.clear());
    }
    now.into()
}

/// A state, and for how long it has lasted.
pub fn state(state: AgentState, since: Moment, now: Signal<Moment>) -> AnyView {
    let lasted = move || {
        let minutes = now.get().since(since) / MINUTE;
        if minutes < 1 { w().kit.just_now.to_owned() } else { format::duration(minutes * MINUTE) }
    };
    let exact = format::exact(since);
    view! {
        <span class="two-lines">
            <Badge tone=tone(state) dot=true>{values().state(state)}</Badge>
            <small title=exact>{lasted}</small>
        </span>
    }
    .into_any()
}

/// The name of a day of the week, 1 for Monday, as long or as short as `style` says: `long` or `short`.
pub fn day(day: i64, style: &str) -> String {
    let options = Object::new();
    for (key, value) in [("weekday", style), ("timeZone", "UTC")] {
        let _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let locales = Array::of1(&JsValue::from_str(language().word()));
    // The first of January 2024 was a Monday.
    let at = Date::new(&JsValue::from_str(&["2024-01-0", &day.clamp(1, 7).to_string()].concat()));
    let said = Intl::DateTimeFormat::new(&locales, &options).format().call1(&JsValue::UNDEFINED, &at);
    said.ok().and_then(|said| said.as_string()).unwrap_or_default()
}

/// `09:00`, from minutes after midnight.
pub fn clock(minutes: i64) -> String {
    let two = |n: i64| if n < 10 { ["0", &n.to_string()].concat() } else { n.to_string() };
    [two(minutes / 60), two(minutes % 60)].join(":")
}

/// `09:00–18:00`.
pub fn hours(span: &Span) -> String {
    [clock(span.from), clock(span.to)].join("–")
}

/// A week: a line for each day that has hours, and the time zone under them.
pub fn week(week: &Week) -> AnyView {
    let mut days: Vec<(i64, Vec<String>)> = Vec::new();
    for span in &week.spans {
        match days.last_mut() {
            Some((day, hours)) if *day == span.day => hours.push(self::hours(span)),
            _ => days.push((span.day, vec![hours(span)])),
        }
    }
    let line = |(n, hours): (i64, Vec<String>)| view! { <dt>{day(n, "long")}</dt><dd>{hours.join(", ")}</dd> };
    let zone = week.zone.clone();
    view! {
        <dl class="agent-week">{days.into_iter().map(line).collect_view()}</dl>
        <p class="faint">{zone}</p>
    }
    .into_any()
}

/// What happened at the door, newest first.
pub fn sign_ins(list: &[SignIn]) -> AnyView {
    view! { <ol class="history">{list.iter().map(sign_in).collect_view()}</ol> }.into_any()
}

fn sign_in(one: &SignIn) -> impl IntoView + use<> {
    let tone = match one.kind {
        SignInKind::In => Tone::Good,
        SignInKind::Refused | SignInKind::Expired => Tone::Bad,
        SignInKind::Ended => Tone::Neutral,
    };
    let (at, said) = (one.at, values().sign_in(one.kind));
    let from: Vec<&str> = [one.address.as_str(), &one.browser].into_iter().filter(|part| !part.is_empty()).collect();
    let from = from.join(" · ");
    let whole = from.clone();
    view! {
        <li>
            <p class="line apart"><Badge tone>{said}</Badge> <span class="faint"><Time at/></span></p>
            {(!from.is_empty()).then(|| view! { <small class="soft agent-browser" title=whole>{from}</small> })}
        </li>
    }
}
