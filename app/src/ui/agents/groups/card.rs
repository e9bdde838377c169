//! An agent in a group: dragged with the mouse, moved by a menu with keys and fingers, with his priority.

use super::super::groups_field::priorities;
use super::super::place::Place;
use super::super::said::{tone, values};
use super::super::words;
use super::moving::{Carried, Moving};
use crate::ui::kit::{Badge, Icon, Menu, MenuItem, Select, Tone, badge, icon};
use crate::ui::may;
use crate::words::fill;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use model::SkillGroupId;
use model::agent::Access;
use model::permission::Permission;
use model::skill_group::GroupAgent;

/// The card.
#[component]
pub fn AgentCard(
    place: Place,
    moving: Moving,
    agent: GroupAgent,
    /// In which group.
    group: SkillGroupId,
    /// Its name.
    group_name: Memo<String>,
) -> impl IntoView {
    let writes = may(Permission::AgentsWrite);
    let (name, number, state) = (agent.name.clone(), agent.number.clone(), agent.state);
    let forced = agent.forced.then(|| badge(Tone::Bad, values().access(Access::ForcedOffline)));
    let id = agent.id.clone();
    let href = Signal::derive(move || place.agent.link(id.as_str()));
    let carried = StoredValue::new(Carried { agent, from: group });
    let begin = move |event: DragEvent| {
        if let Some(data) = event.data_transfer() {
            data.set_effect_allowed("move");
            // Firefox drags nothing that carries nothing.
            let _ = data.set_data("text/plain", &carried.with_value(|one| one.agent.name.clone()));
        }
        moving.carried.set(Some(carried.get_value()));
    };
    let end = move |_| {
        moving.carried.set(None);
        moving.over.set(None);
    };
    let items = move || {
        let from = carried.with_value(|one| one.from.clone());
        let groups = untrack(|| place.known_groups()).into_iter().filter(|one| one.id != from);
        let mut items: Vec<MenuItem> = groups
            .map(|one| {
                let label = fill(words().move_to, &[("group", &one.name)]);
                MenuItem::new(label, move || carried.with_value(|own| moving.to(own, (&one.id, &one.name))))
                    .icon(Icon::Right)
            })
            .collect();
        let label = fill(words().take_out, &[("group", &group_name.get_untracked())]);
        let out = move || carried.with_value(|own| moving.out(own, &group_name.get_untracked()));
        items.push(MenuItem::new(label, out).icon(Icon::Close).line_before());
        items
    };
    let menu = writes.then(|| {
        let label = fill(words().move_agent, &[("name", &name)]);
        view! { <Menu label items/> }
    });
    let select = writes.then(|| {
        let change = move |word: String| {
            let Ok(priority) = word.parse() else { return };
            carried.with_value(|own| {
                let n = word.as_str();
                let said = fill(words().priority_set, &[("name", &own.agent.name), ("n", n)]);
                moving.put(own.agent.id.clone(), &own.from, priority, said);
            });
        };
        let label = fill(words().priority_of, &[("name", &name)]);
        let value = Signal::stored(carried.with_value(|own| own.agent.priority.to_string()));
        view! { <Select name="priority" label bare=true value options=priorities() on_change=change/> }
    });
    let only = (!writes).then(|| {
        let n = carried.with_value(|own| own.agent.priority.to_string());
        view! { <span class="soft">{fill(words().priority_n, &[("n", &n)])}</span> }
    });
    view! {
        <li class="agent-card" draggable=writes.then_some("true") on:dragstart=begin on:dragend=end>
            {writes.then(|| view! { <span class="agent-grip">{icon(Icon::Grip)}</span> })}
            <div class="agent-card-text">
                <a href=href>{name}</a>
                <small class="soft">{number}</small>
                <span class="line"><Badge tone=tone(state) dot=true>{values().state(state)}</Badge> {forced}</span>
            </div>
            {select}
            {only}
            {menu}
        </li>
    }
}
