//! The tab *State rules*: which way states flow, and what becomes of each.

use super::own_directions::OwnDirections;
use super::rule_lines::{PublishLines, SubscribeLines};
use super::words;
use crate::api::presence;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{
    Button, ButtonKind, Checkbox, Choice, Confirm, Form, FormActions, RadioGroup, Section, Select, TextField, TextKind,
    toast,
};
use crate::ui::live::touch;
use crate::ui::load::load_one;
use crate::ui::{may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::permission::Permission;
use model::presence::Side;
use model::presence_sync::{Direction, OwnDirection, PresenceSync, PublishRule, SavePresenceSync, SubscribeRule};
use model::problem::Fault;
use model::{PresenceSyncId, Problem};

/// What is being edited of the tables.
#[derive(Clone, Copy)]
pub struct Tables {
    /// From the telephones to the contact centre.
    pub subscribe: RwSignal<Vec<SubscribeRule>>,
    /// From the contact centre to the telephones.
    pub publish: RwSignal<Vec<PublishRule>>,
    /// Who has a direction of his own.
    pub directions: RwSignal<Vec<OwnDirection>>,
}

/// The tab.
#[component]
pub fn RulesTab(
    /// As it is stored.
    sync: Signal<PresenceSync>,
    /// Where a new state goes.
    on_saved: Callback<PresenceSync>,
) -> impl IntoView {
    let first = sync.get_untracked();
    let id = first.id.clone();
    let teams = load_one(move || (id.clone(), 0), presence::teams);
    let teams = Signal::derive(move || teams.with(Clone::clone).unwrap_or_default());
    let tables = Tables {
        subscribe: RwSignal::new(first.subscribe.clone()),
        publish: RwSignal::new(first.publish.clone()),
        directions: RwSignal::new(first.directions.clone()),
    };
    let enabled = RwSignal::new(first.enabled);
    let direction = RwSignal::new(first.direction.word().to_owned());
    let ringing = RwSignal::new(first.ringing);
    let tie = RwSignal::new(first.tie.word().to_owned());
    let (debounce, poll) = (RwSignal::new(first.debounce.to_string()), RwSignal::new((first.poll / 1_000).to_string()));
    // As it was when the form was filled: whoever changed it meanwhile is not overwritten.
    let revision = RwSignal::new(first.revision);
    let save = deed(presence::save, move |saved: PresenceSync| {
        revision.try_set(saved.revision);
        touch(&["presence"]);
        toast::done(w().common.saved);
        on_saved.run(saved);
    });
    let submit = move || {
        let known = sync.get_untracked();
        let number = |text: RwSignal<String>| text.with_untracked(|text| text.trim().parse::<i64>().ok());
        let (Some(debounce), Some(poll)) = (number(debounce), number(poll)) else {
            let field = if number(debounce).is_none() { "debounce" } else { "poll" };
            return save.set_problem(Some(Problem::field(field, Fault::Malformed)));
        };
        let wanted = SavePresenceSync {
            id: Some(known.id),
            telephony: known.telephony,
            centre: known.centre,
            enabled: enabled.get_untracked(),
            direction: direction.with_untracked(|word| Direction::from_word(word)).unwrap_or(known.direction),
            debounce,
            poll: poll.saturating_mul(1_000),
            ringing: ringing.get_untracked(),
            tie: tie.with_untracked(|word| Side::from_word(word)).unwrap_or(known.tie),
            subscribe: tables.subscribe.get_untracked(),
            publish: tables.publish.get_untracked(),
            directions: tables.directions.get_untracked(),
            revision: revision.get_untracked(),
        };
        match wanted.check() {
            Ok(wanted) => save.go(wanted),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    let (phones, centre) = (first.telephony_name.clone(), first.centre_name.clone());
    let names = [("telephony", phones.as_str()), ("centre", centre.as_str())];
    let to_centre = fill(words().to_centre, &names);
    let to_phones = fill(words().to_phones, &names);
    let directions: Vec<Choice> = Direction::ALL
        .iter()
        .map(|one| Choice::new(one.word(), fill(words().direction(*one), &names)).detail(words().direction_text(*one)))
        .collect();
    let sides = vec![
        Choice::new(Side::ContactCentre.word(), centre.clone()),
        Choice::new(Side::Telephony.word(), phones.clone()),
    ];
    let poll_label = fill(words().poll, &[("centre", &centre)]);
    let subscribes = move || direction.with(|word| matches!(word.as_str(), "subscribe" | "both"));
    let publishes = move || direction.with(|word| matches!(word.as_str(), "publish" | "both"));
    let (to_centre, to_phones) = (StoredValue::new(to_centre), StoredValue::new(to_phones));
    view! {
        <div class="narrow stack">
            <p class="soft">{words().rules_text}</p>
            <Form on_submit=submit problem=save.problem()>
                <Checkbox label=words().enabled checked=enabled on_change=move |on| enabled.set(on)/>
                <RadioGroup name="direction" label=words().which_way value=direction options=Signal::stored(directions)/>
                <Show when=subscribes>
                    <Section title=to_centre.get_value()>
                        <SubscribeLines lines=tables.subscribe teams/>
                        <Checkbox label=words().ringing checked=ringing on_change=move |on| ringing.set(on)/>
                    </Section>
                </Show>
                <Show when=publishes>
                    <Section title=to_phones.get_value()>
                        <PublishLines lines=tables.publish teams/>
                    </Section>
                </Show>
                <Section title=words().own_directions>
                    <OwnDirections own=tables.directions teams/>
                </Section>
                <Section title=words().finer>
                    <TextField name="debounce" label=words().debounce hint=words().debounce_hint value=debounce kind=TextKind::Number max=4/>
                    <TextField name="poll" label=poll_label hint=words().poll_hint value=poll kind=TextKind::Number max=2/>
                    <Select name="tie" label=words().tie hint=words().tie_hint value=tie bind=tie options=Signal::stored(sides)/>
                </Section>
                {may(Permission::PresenceWrite).then(|| view! { <FormActions label=w().common.save busy=save.busy()/> })}
            </Form>
            {may(Permission::PresenceWrite).then(|| view! { <End sync/> })}
        </div>
    }
}

/// Ends that states flow.
#[component]
fn End(sync: Signal<PresenceSync>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let remove = deed_in_place(
        |(id, revision): (PresenceSyncId, i64)| presence::remove(id, revision),
        move |()| {
            touch(&["presence"]);
            toast::done(words().ended);
        },
    );
    let go = move || {
        let (id, revision) = sync.with_untracked(|sync| (sync.id.clone(), sync.revision));
        remove.go((id, revision));
    };
    view! {
        <div>
            <Button kind=ButtonKind::Danger on_click=move || asking.set(true)>{words().end}</Button>
        </div>
        <Confirm open=asking title=words().end_title consequence=words().end_text confirm=words().end on_confirm=go/>
    }
}
