//! A week, day by day: when an agent is at work, or a skill group open.

use super::said;
use super::week_read::{Line, WeekDraft};
use super::words;
use crate::ui::kit::{Button, Choice, Icon, IconButton, Select, TextField};
use crate::ui::w;
use leptos::prelude::*;
use model::Problem;
use model::agent::Span;
use model::agent_edit::SPANS;
use model::problem::Fault;

/// Lines to add and to take away, and their time zone.
#[component]
pub fn WeekField(
    /// The field's name on the wire.
    name: &'static str,
    /// Above the lines.
    label: &'static str,
    /// Below them.
    hint: &'static str,
    /// What is typed.
    draft: WeekDraft,
    /// Why it was not taken.
    problem: Signal<Option<Problem>>,
) -> impl IntoView {
    let lines = draft.lines;
    let any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let full = Signal::derive(move || lines.with(|lines| lines.len() >= SPANS));
    let fault = move || {
        problem.with(|problem| {
            let field = problem.as_ref()?.fields.iter().find(|field| field.field == name)?;
            Some(said_fault(field.fault))
        })
    };
    // Lines belong to the field, not to the button that is gone once there are some.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let line = move |span: Span| owner.get_value().with(|| Line::of(&span));
    let add = move || {
        let next = line(draft.next());
        lines.update(|lines| lines.push(next));
    };
    let weekdays = move || lines.set((1..=5).map(|day| line(Span { day, from: 9 * 60, to: 18 * 60 })).collect());
    view! {
        <fieldset class="field agent-hours" class:invalid=move || fault().is_some()>
            <legend>{label}</legend>
            <p class="hint">{hint}</p>
            <ul class="plain stack tight">
                <For each=move || lines.get() key=|line| line.id children=move |line| one(line, lines)/>
            </ul>
            <p class="error" role="alert">{fault}</p>
            <div class="line">
                <Button small=true icon=Icon::Plus disabled=full on_click=add>{words().add_hours}</Button>
                <Show when=move || !any.get()>
                    <Button small=true on_click=weekdays>{words().add_weekdays}</Button>
                </Show>
            </div>
            <Show when=move || any.get()>
                <TextField name="zone" label=words().zone hint=words().zone_hint value=draft.zone max=64 required=true/>
            </Show>
        </fieldset>
    }
}

fn one(line: Line, lines: RwSignal<Vec<Line>>) -> impl IntoView {
    let remove = move || lines.update(|lines| lines.retain(|other| other.id != line.id));
    let days: Vec<Choice> = (1..=7).map(|day| Choice::new(day.to_string(), said::day(day, "short"))).collect();
    view! {
        <li class="agent-hours-line">
            <Select name="day" label=words().day bare=true value=line.day bind=line.day options=Signal::stored(days)/>
            <TextField name="from" label=words().from bare=true value=line.from placeholder="09:00" max=5/>
            <span aria-hidden="true">"–"</span>
            <TextField name="to" label=words().until bare=true value=line.to placeholder="18:00" max=5/>
            <IconButton icon=Icon::Close label=w().common.remove on_click=remove/>
        </li>
    }
}

/// Faults of a week are of the whole: the words say what to look for.
fn said_fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Taken => words().week_overlap,
        Fault::Missing | Fault::Unknown => words().week_zone,
        Fault::TooLong => words().week_many,
        _ => words().week_wrong,
    }
}
