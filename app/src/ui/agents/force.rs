//! Forcing agents offline: why, for how long, and what becomes of the customers whom they serve.

use super::desk::{Asked, Desk, Told, What, in_batches};
use super::place::Place;
use super::said::values;
use super::words;
use crate::api::agents;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Choice, Dialog, Form, FormActions, RadioGroup, Select, TextField};
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::agent::LiveWork;
use model::agent_edit::{ForceOffline, ForcedLength};
use model::{AgentId, SkillGroupId, limits};

/// The dialog. The page has it once.
#[component]
pub fn ForceDialog(place: Place, desk: Desk) -> impl IntoView {
    let asked = Memo::new(move |_| desk.asked.get().filter(|asked| asked.what == What::Force));
    let title = move || {
        asked.with(|asked| match asked {
            Some(Asked { one: Some(row), .. }) => fill(words().force_title, &[("name", &row.name)]),
            Some(asked) => count(&words().force_title_n, asked.amount),
            None => String::new(),
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            on_close=move || desk.asked.set(None)
            title
        >
            {move || asked.get().map(|asked| view! { <Fields place desk asked/> })}
        </Dialog>
    }
}

#[component]
fn Fields(place: Place, desk: Desk, asked: Asked) -> impl IntoView {
    let reason = RwSignal::new(String::new());
    let length = RwSignal::new(ForcedLength::UntilResumed.word().to_owned());
    let work = RwSignal::new(LiveWork::Finish.word().to_owned());
    let group = RwSignal::new(String::new());
    let go = deed(
        |(asked, force): (Asked, ForceOffline)| {
            let call = move |ids: Vec<AgentId>| agents::force_offline(ForceOffline { ids, ..force.clone() });
            in_batches(asked.whom, call)
        },
        move |told: Told| {
            desk.asked.try_set(None);
            desk.settle(told, (words().forced_one, &words().forced_n));
        },
    );
    let amount = asked.amount;
    let submit = move || {
        let group = group.get_untracked();
        let force = ForceOffline {
            // Whom it is about is known when it is sent; the check wants somebody.
            ids: vec![AgentId(String::new())],
            reason: reason.get_untracked(),
            length: length.with_untracked(|word| ForcedLength::from_word(word)).unwrap_or(ForcedLength::UntilResumed),
            work: work.with_untracked(|word| LiveWork::from_word(word)).unwrap_or(LiveWork::Finish),
            group: (!group.is_empty()).then_some(SkillGroupId(group)),
        };
        match force.check() {
            Ok(force) => go.go((asked.clone(), force)),
            Err(problem) => go.set_problem(Some(problem)),
        }
    };
    let lengths: Vec<Choice> =
        ForcedLength::ALL.iter().map(|one| Choice::new(one.word(), values().length(*one))).collect();
    let works = Signal::derive(move || {
        let none = place.has_no_group();
        let choice = |one: &LiveWork| {
            let choice = Choice::new(one.word(), values().live_work(*one));
            if none && *one == LiveWork::HandOver { choice.disabled(words().no_groups) } else { choice }
        };
        LiveWork::ALL.iter().map(choice).collect::<Vec<_>>()
    });
    let groups = Signal::derive(move || {
        let all = place.known_groups();
        let choices = all.into_iter().map(|one| Choice::new(one.id.0, one.name));
        std::iter::once(Choice::new("", words().choose_group)).chain(choices).collect::<Vec<_>>()
    });
    let hands_over = move || work.with(|word| word == LiveWork::HandOver.word());
    view! {
        <Form on_submit=submit problem=go.problem()>
            <p>{words().force_text}</p>
            <TextField
                name="reason"
                label=w().common.reason
                hint=words().reason_hint
                value=reason
                max=limits::NOTE
                required=true
                autofocus=true
            />
            <RadioGroup name="length" label=words().for_how_long value=length options=Signal::stored(lengths)/>
            <RadioGroup name="work" label=words().live_work value=work options=works/>
            <Show when=hands_over>
                <Select name="group" label=words().takes_over value=group bind=group options=groups/>
            </Show>
            <FormActions
                label=count(&words().force_confirm, amount)
                busy=go.busy()
                danger=true
                on_cancel=move || desk.asked.set(None)
            />
        </Form>
    }
}
