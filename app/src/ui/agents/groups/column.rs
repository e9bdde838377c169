//! One group with its agents: a place to drop one on, and a field to add one.

use super::super::place::Place;
use super::super::said::values;
use super::super::words;
use super::card::AgentCard;
use super::moving::Moving;
use crate::api::{agents, skill_groups};
use crate::ui::kit::{Choice, Combobox, Finder, fresh_id};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::{format, may};
use crate::words::fill;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use model::agent::{AgentQuery, AgentRow};
use model::agent_edit::PRIORITY;
use model::page::PageRequest;
use model::permission::Permission;
use model::skill_group::SkillGroupDetail;
use model::{AgentId, SkillGroupId};
use std::sync::Arc;

/// Agents that are offered at once.
const OFFERED: u32 = 20;

/// The column.
#[component]
pub fn GroupColumn(place: Place, moving: Moving, id: SkillGroupId) -> impl IntoView {
    let changed = use_hint(&["agents"]);
    let asked = id.clone();
    let group = load_one(move || (asked.clone(), changed.get()), skill_groups::get);
    let own = id.clone();
    Effect::new(move |_| {
        group.with(|detail| moving.note(&own, &detail.agents));
    });
    view! {
        <Loaded from=group let:detail>
            <Drawn place moving detail/>
        </Loaded>
    }
}

#[component]
fn Drawn(place: Place, moving: Moving, detail: Signal<SkillGroupDetail>) -> impl IntoView {
    let writes = may(Permission::AgentsWrite);
    let id = StoredValue::new(detail.with_untracked(|detail| detail.group.id.clone()));
    let name = Memo::new(move |_| detail.with(|detail| detail.group.name.clone()));
    let is_target = move || {
        let over = moving.over.with(|over| id.with_value(|id| over.as_ref() == Some(id)));
        over && moving.carried.with(|one| one.as_ref().is_some_and(|one| id.with_value(|id| one.from != *id)))
    };
    let over = move |event: DragEvent| {
        if writes && moving.carried.with_untracked(Option::is_some) {
            event.prevent_default();
            let here = Some(id.get_value());
            if moving.over.with_untracked(|over| *over != here) {
                moving.over.set(here);
            }
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        let carried = moving.carried.get_untracked();
        moving.carried.set(None);
        moving.over.set(None);
        if let Some(carried) = carried {
            moving.to(&carried, (&id.get_value(), &name.get_untracked()));
        }
    };
    let heading = fresh_id();
    let named = heading.clone();
    let agents = Memo::new(move |_| detail.with(|detail| detail.agents.clone()));
    let kind = move || detail.with(|detail| values().kind(detail.group.kind));
    let amount = move || format::number(detail.with(|detail| detail.group.agents));
    view! {
        <section class="card agent-column" class:target=is_target aria-labelledby=named on:dragover=over on:drop=drop>
            <header class="line apart">
                <h3 id=heading>{name}</h3>
                <span class="soft">{kind} " · " {amount}</span>
            </header>
            <Show
                when=move || agents.with(|agents| !agents.is_empty())
                fallback=move || view! { <p class="faint">{words().nobody_in_group}</p> }
            >
                <ul class="plain stack tight">
                    <For
                        each=move || agents.get()
                        key=|one| (one.id.clone(), one.name.clone(), one.priority, one.state.word(), one.forced)
                        let:agent
                    >
                        <AgentCard place moving agent group=id.get_value() group_name=name/>
                    </For>
                </ul>
            </Show>
            {writes.then(|| view! { <AddHere moving id=id.get_value() name/> })}
        </section>
    }
}

/// Adds an agent to the group, found by name, number or address.
#[component]
fn AddHere(moving: Moving, id: SkillGroupId, name: Memo<String>) -> impl IntoView {
    let value = RwSignal::new(None::<Choice>);
    let find = finder(moving, id.clone());
    Effect::new(move |_| {
        let Some(chosen) = value.get() else { return };
        let group = name.get_untracked();
        let said = fill(words().put_into, &[("name", &chosen.label), ("group", &group)]);
        moving.put(AgentId(chosen.id), &id, PRIORITY, said);
        value.set(None);
    });
    let label = move || fill(words().add_to_group, &[("group", &name.get())]);
    view! { <Combobox name="agent" label bare=true value find placeholder=words().add_here/> }
}

fn finder(moving: Moving, group: SkillGroupId) -> Finder {
    Arc::new(move |search| {
        let group = group.clone();
        Box::pin(async move {
            let page = PageRequest { limit: OFFERED, ..PageRequest::default() };
            let found = agents::list(AgentQuery { search, page, ..AgentQuery::default() }).await?;
            let choice = |row: AgentRow| {
                let inside = moving.has(&group, &row.id);
                let choice = Choice::new(row.id.0, row.name).detail([row.number, row.email].join(" · "));
                if inside { choice.disabled(words().here_already) } else { choice }
            };
            Ok(found.items.into_iter().map(choice).collect())
        })
    })
}
