//! When runs of one kind start by themselves.

use super::preset::{Preset, cron};
use super::words;
use crate::api::connections;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Form, FormActions, Select, Switch, TextField, toast};
use crate::ui::live::touch;
use crate::ui::load::load;
use crate::ui::{format, may, say, w};
use leptos::prelude::*;
use model::Problem;
use model::connection::{Connection, SaveSchedule};
use model::permission::Permission;
use model::problem::Fault;
use model::run::RunKind;

/// At night, when nobody minds.
const NIGHT: &str = "0 2 * * *";

#[derive(Clone, Copy)]
struct Typed {
    enabled: RwSignal<bool>,
    preset: RwSignal<String>,
    time: RwSignal<String>,
    day: RwSignal<String>,
    line: RwSignal<String>,
    zone: RwSignal<String>,
}

impl Typed {
    fn of(connection: &Connection, kind: RunKind) -> Self {
        let found = connection.schedules.iter().find(|schedule| schedule.kind == kind);
        let line = found.map_or(NIGHT, |schedule| schedule.cron.as_str());
        let preset = Preset::of(line);
        let (time, day) = match &preset {
            Preset::Daily(clock) => (clock.text(), 1),
            Preset::Weekly(day, clock) => (clock.text(), *day),
            _ => ("02:00".to_owned(), 1),
        };
        Self {
            enabled: RwSignal::new(found.is_some_and(|schedule| schedule.enabled)),
            preset: RwSignal::new(preset.id().to_owned()),
            time: RwSignal::new(time),
            day: RwSignal::new(day.to_string()),
            line: RwSignal::new(line.to_owned()),
            zone: RwSignal::new(found.map_or_else(format::zone, |schedule| schedule.zone.clone())),
        }
    }
    fn cron(self) -> Option<String> {
        self.preset
            .with(|id| self.time.with(|time| self.day.with(|day| self.line.with(|line| cron(id, time, day, line)))))
    }
    fn is(self, wanted: &'static [&'static str]) -> Signal<bool> {
        Signal::derive(move || self.preset.with(|id| wanted.contains(&id.as_str())))
    }
}

/// The schedule of one kind.
#[component]
pub fn ScheduleForm(
    /// Of which connection.
    connection: Signal<Connection>,
    /// What it starts.
    kind: RunKind,
) -> impl IntoView {
    let id = connection.with_untracked(|c| c.id.clone());
    let typed = connection.with_untracked(|c| Typed::of(c, kind));
    let save = deed(connections::save_schedule, |_: Connection| {
        touch(&["connections"]);
        toast::done(w().common.saved);
    });
    let submit = move || match untrack(|| typed.cron()) {
        Some(cron) => save.go(SaveSchedule {
            connection: id.clone(),
            kind,
            cron,
            zone: typed.zone.get_untracked().trim().to_owned(),
            enabled: typed.enabled.get_untracked(),
        }),
        None => {
            let field = if typed.preset.get_untracked() == "cron" { "cron" } else { "time" };
            save.set_problem(Some(Problem::field(field, Fault::Malformed)));
        }
    };
    // Messages are taken down at once.
    let proposes = kind != RunKind::SyncArchive;
    let allowed = may(Permission::ConnectionsWrite);
    let (timed, weekly, expert) = (typed.is(&["daily", "weekly"]), typed.is(&["weekly"]), typed.is(&["cron"]));
    view! {
        <div class="card">
            <Form on_submit=submit problem=save.problem()>
                <Switch
                    label=w().common.run_kind(kind)
                    checked=typed.enabled
                    disabled=Signal::stored(!allowed)
                    on_change=move |on| typed.enabled.set(on)
                />
                <Show when=move || typed.enabled.get()>
                    <div class="columns-2">
                        <Select name="preset" label=words().how_often value=typed.preset bind=typed.preset options=presets()/>
                        <Show when=move || weekly.get()>
                            <Select name="day" label=words().on_day value=typed.day bind=typed.day options=days()/>
                        </Show>
                        <Show when=move || timed.get()>
                            <TextField name="time" label=words().at_time value=typed.time placeholder="02:00" max=5 required=true/>
                        </Show>
                        <Show when=move || expert.get()>
                            <TextField name="cron" label=words().cron_line hint=words().cron_hint value=typed.line max=100 required=true/>
                        </Show>
                        <TextField name="zone" label=words().zone hint=words().zone_hint value=typed.zone max=64 required=true/>
                    </div>
                    <NextTimes typed/>
                    {proposes.then(|| view! { <p class="faint">{words().below_the_brake}</p> })}
                </Show>
                {allowed.then(|| view! { <FormActions label=words().save_schedule busy=save.busy()/> })}
            </Form>
        </div>
    }
}

/// The next three times, as the server reckons them.
#[component]
fn NextTimes(typed: Typed) -> impl IntoView {
    let next = load(
        move || (typed.cron(), typed.zone.get()),
        |(cron, zone)| async move {
            match cron {
                Some(cron) => connections::preview_schedule(cron, zone).await,
                None => Ok(Vec::new()),
            }
        },
    );
    move || {
        if let Some(problem) = next.problem() {
            return view! { <p class="soft" role="status">{say(&problem)}</p> }.into_any();
        }
        let times: Vec<String> = next.get().unwrap_or_default().into_iter().map(format::date_time).collect();
        if times.is_empty() {
            return ().into_any();
        }
        view! { <p role="status">{words().next_times} " " {times.join(" · ")}</p> }.into_any()
    }
}

fn presets() -> Vec<Choice> {
    let words = words();
    vec![
        Choice::new("quarter", words.every_quarter),
        Choice::new("hourly", words.every_hour),
        Choice::new("daily", words.every_day),
        Choice::new("weekly", words.every_week),
        Choice::new("cron", words.by_cron),
    ]
}

fn days() -> Vec<Choice> {
    let words = words();
    let days = [
        ("1", words.monday),
        ("2", words.tuesday),
        ("3", words.wednesday),
        ("4", words.thursday),
        ("5", words.friday),
        ("6", words.saturday),
        ("0", words.sunday),
    ];
    days.into_iter().map(|(id, name)| Choice::new(id, name)).collect()
}
