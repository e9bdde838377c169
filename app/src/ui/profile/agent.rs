//! What an agent sees of himself: how he is, which he says here, his skill groups, shifts and last sign-ins.

use super::words;
use crate::api::agents;
use crate::ui::agents::said::{self, values};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Card, Fact, Facts, Pill, late, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loader, load};
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::agent::{AgentGroup, AgentState, OwnAgent};

/// The part; nothing for whoever is no agent.
#[component]
pub fn AgentPart() -> impl IntoView {
    let changed = use_hint(&["agents"]);
    let own = load(move || changed.get(), |_| agents::own());
    let is_one = Memo::new(move |_| own.with(Option::is_some).unwrap_or_default());
    move || is_one.get().then(|| late(own_agent(own)))
}

/// A module of its own: most people are no agents.
#[lazy]
fn own_agent(own: Loader<Option<OwnAgent>>) -> AnyView {
    view! { <Own own/> }.into_any()
}

#[component]
fn Own(own: Loader<Option<OwnAgent>>) -> impl IntoView {
    let shown = Memo::new(move |_| own.get().flatten());
    view! {
        <Card>
            <div class="stack">
                <h2>{words().agent_title}</h2>
                <States own/>
                {move || shown.get().map(|agent| facts(&agent))}
            </div>
        </Card>
    }
}

/// How he is, to be said with one press.
#[component]
fn States(own: Loader<Option<OwnAgent>>) -> impl IntoView {
    let now = said::ticking();
    let row = move || own.with(|agent| agent.as_ref().map(|agent| agent.row.clone())).flatten();
    let state = Memo::new(move |_| row().map(|row| (row.state, row.state_since)));
    let say = deed_in_place(agents::set_own_state, move |agent: OwnAgent| {
        toast::done(fill(words().state_set, &[("state", values().state(agent.row.state))]));
        if own.with_untracked(|_| ()).is_some() {
            own.set(Some(agent));
        }
        touch(&["agents"]);
    });
    let button = move |choice: AgentState| {
        let is_so = Memo::new(move |_| state.with(|state| state.is_some_and(|(state, _)| state == choice)));
        let press = move || {
            if !is_so.get_untracked() {
                say.go(choice);
            }
        };
        let pressed = move || if is_so.get() { "true" } else { "false" };
        view! {
            <li>
                <button
                    type="button"
                    class="button"
                    class:primary=is_so
                    aria-pressed=pressed
                    disabled=say.busy()
                    on:click=move |_| press()
                >
                    {values().state(choice)}
                </button>
            </li>
        }
    };
    let buttons = AgentState::CHOSEN.into_iter().map(button).collect_view();
    view! {
        <div class="stack tight" role="group" aria-label=words().state_label>
            <div aria-live="polite">{move || state.get().map(|(state, since)| said::state(state, since, now))}</div>
            <ul class="plain agent-states">{buttons}</ul>
        </div>
    }
}

fn facts(agent: &OwnAgent) -> AnyView {
    let number = agent.row.number.clone();
    let nickname = agent.row.nickname.clone();
    let nickname = (!nickname.is_empty()).then(|| view! { <Fact name=words().agent_nickname>{nickname}</Fact> });
    let shifts = match agent.shifts.spans.is_empty() {
        true => view! { <span class="faint">{w().common.not_set}</span> }.into_any(),
        false => said::week(&agent.shifts),
    };
    let sign_ins = match agent.sign_ins.is_empty() {
        true => view! { <p class="faint">{w().common.never}</p> }.into_any(),
        false => said::sign_ins(&agent.sign_ins),
    };
    let groups = groups(&agent.row.groups);
    view! {
        <Facts>
            <Fact name=words().agent_number>{number}</Fact>
            {nickname}
            <Fact name=words().skill_groups>{groups}</Fact>
            <Fact name=words().shifts>{shifts}</Fact>
        </Facts>
        <h3>{words().sign_ins}</h3>
        {sign_ins}
    }
    .into_any()
}

fn groups(all: &[AgentGroup]) -> AnyView {
    if all.is_empty() {
        return view! { <span class="faint">{w().common.none}</span> }.into_any();
    }
    let pill = |group: &AgentGroup| {
        let name = group.name.clone();
        view! { <Pill>{name}</Pill> }
    };
    view! { <span class="line">{all.iter().map(pill).collect_view()}</span> }.into_any()
}
