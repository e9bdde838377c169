//! The tab *Auto Sync*: when it runs, whom it covers, how it decides.

use super::words;
use crate::api::mappings;
use crate::ui::deed::deed;
use crate::ui::kit::{Checkbox, Choice, Form, FormActions, RadioGroup, Section, TextField, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::sync::{LastRun, ScheduleForm, StartSync};
use crate::ui::{may, w};
use leptos::prelude::*;
use model::connection::Connection;
use model::limits;
use model::mapping::{AutoSync, Covers};
use model::permission::Permission;
use model::run::RunKind;

/// The tab.
#[component]
pub fn AutoTab(
    /// The tenant.
    connection: Signal<Connection>,
) -> impl IntoView {
    let id = connection.with_untracked(|one| one.id.clone());
    let changed = use_hint(&["mappings"]);
    let of = id.clone();
    let auto = load_one(move || (of.clone(), changed.get()), mappings::auto_sync);
    let run = may(Permission::MappingMap);
    view! {
        <div class="narrow stack">
            <p class="soft">{words().auto_text}</p>
            <div class="line apart">
                <LastRun kind=RunKind::SyncMappings/>
                {run.then(|| view! { <StartSync connection=id kind=RunKind::SyncMappings/> })}
            </div>
            <Section title=words().when>
                <ScheduleForm connection kind=RunKind::SyncMappings/>
            </Section>
            <Section title=words().how>
                <Loaded from=auto let:known>
                    <Settings known loader=auto/>
                </Loaded>
            </Section>
        </div>
    }
}

#[component]
fn Settings(
    /// As they are stored.
    known: Signal<AutoSync>,
    /// Where a new state goes.
    loader: Loader<AutoSync>,
) -> impl IntoView {
    let first = known.get_untracked();
    let covers = RwSignal::new(first.covers.word().to_owned());
    let folds = RwSignal::new(first.folds);
    let notify = RwSignal::new(first.notify.join(", "));
    let save = deed(mappings::save_auto_sync, move |saved: AutoSync| {
        // Whoever saves again at once goes on from here.
        if loader.with_untracked(|_| ()).is_some() {
            loader.set(saved);
        }
        touch(&["mappings"]);
        toast::done(w().common.saved);
    });
    let submit = move || {
        let known = known.get_untracked();
        let notify = notify.with_untracked(|text| text.split(',').map(|one| one.trim().to_owned()).collect());
        let covers = covers.with_untracked(|word| Covers::from_word(word)).unwrap_or(known.covers);
        let wanted = AutoSync { covers, folds: folds.get_untracked(), notify, ..known };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let choice = |one: &Covers| Choice::new(one.word(), words().covers_whom(*one)).detail(words().covers_why(*one));
    let options: Vec<Choice> = Covers::ALL.iter().map(choice).collect();
    view! {
        <div class="card">
            <Form on_submit=submit problem=save.problem()>
                <RadioGroup name="covers" label=words().covers value=covers options=Signal::stored(options)/>
                <Checkbox label=words().folds checked=folds on_change=move |on| folds.set(on)/>
                <TextField name="notify" label=words().notify hint=words().notify_hint value=notify max=limits::NOTE/>
                {may(Permission::MappingMap).then(|| view! {
                    <FormActions label=w().common.save busy=save.busy()/>
                })}
            </Form>
        </div>
    }
}
