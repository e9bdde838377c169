//! The rules.

use super::preview::PreviewButton;
use super::words;
use crate::api::retention;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Confirm, Form, FormActions, Icon, TextField, TextKind, toast};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::{format, labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::retention::{RetentionKind, RetentionRules};
use model::run::Started;

/// One field a kind, the time, and the button that carries them out now.
#[component]
pub fn RetentionForm(rules: Loader<RetentionRules>, known: Signal<RetentionRules>) -> impl IntoView {
    let now = known.get_untracked();
    let fields: Vec<(RetentionKind, RwSignal<String>)> = RetentionKind::ALL
        .iter()
        .map(|kind| (*kind, RwSignal::new(now.of(*kind).map(|days| days.to_string()).unwrap_or_default())))
        .collect();
    let time = RwSignal::new(clock(now.at_minute));
    let zone = RwSignal::new(if now.revision == 0 { format::zone() } else { now.zone });
    let save = deed(retention::save_rules, move |saved: RetentionRules| {
        toast::done(words().saved);
        rules.set(saved);
    });
    let asking = RwSignal::new(false);
    let start = deed(
        |()| retention::start(),
        move |_: Started| {
            asking.set(false);
            toast::done(words().started);
            touch(&["retention", "runs"]);
        },
    );
    let given = fields.clone();
    let submit = move || {
        let days = given.iter().filter_map(|(kind, text)| Some((*kind, number(&text.get_untracked())?))).collect();
        let wanted = RetentionRules {
            days,
            at_minute: minute(&time.get_untracked()),
            zone: zone.get_untracked().trim().to_owned(),
            next_at: None,
            revision: known.get_untracked().revision,
        };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    // Made inside of the form: a field asks the form around it for its fault.
    let line = |(kind, text)| view! { <Line kind text/> };
    let next = move || known.get().next_at.map(|at| fill(words().next, &[("time", &format::date_time(at))]));
    let ask = move || {
        start.set_problem(None);
        asking.set(true);
    };
    view! {
        <div class="card">
            <Form on_submit=submit problem=save.problem()>
                {fields.into_iter().map(line).collect_view()}
                <div class="columns-2">
                    <TextField name="at_minute" label=words().at value=time placeholder="03:00" max=5 required=true/>
                    <TextField name="zone" label=words().zone value=zone hint=words().zone_hint max=64 required=true/>
                </div>
                <p class="soft">{next}</p>
                <FormActions label=w().common.save busy=save.busy()/>
            </Form>
        </div>
        <div class="line"><Button icon=Icon::Play on_click=ask>{words().start}</Button></div>
        <Confirm
            open=asking
            title=words().start_title
            consequence=words().start_text
            way_back=words().start_back
            confirm=words().start
            busy=start.busy()
            problem=start.problem()
            on_confirm=move || start.go(())
        />
    }
}

#[component]
fn Line(kind: RetentionKind, text: RwSignal<String>) -> impl IntoView {
    let (least, most) = (format::number(kind.least()), format::number(kind.most()));
    let hint = fill(words().days_hint, &[("least", &least), ("most", &most)]);
    let hint = [words().about(kind), " ", &hint].concat();
    view! {
        <div class="retention-line">
            <TextField
                name=kind.word()
                label=labels().retention_kind(kind)
                value=text
                kind=TextKind::Number
                hint=hint
                max=5
            />
            <PreviewButton kind days=Signal::derive(move || number(&text.get()))/>
        </div>
    }
}

/// Nothing for an empty field; what is no number is out of range.
fn number(text: &str) -> Option<i64> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(-1))
}

/// `03:05` for 185.
fn clock(minute: i64) -> String {
    let two = |number: i64| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [two(minute / 60), two(minute % 60)].join(":")
}

/// 185 for `3:05`; out of range for what is no time.
fn minute(text: &str) -> i64 {
    let found = text.trim().split_once(':').and_then(|(hours, minutes)| {
        let (hours, minutes) = (hours.parse::<i64>().ok()?, minutes.parse::<i64>().ok()?);
        ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
    });
    found.unwrap_or(-1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_read_as_it_is_written() {
        for at in [0, 185, 1_439] {
            assert_eq!(minute(&clock(at)), at);
        }
        assert_eq!((minute("3:5"), minute("24:00"), minute("soon")), (185, -1, -1));
    }
}
