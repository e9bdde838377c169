//! The skill groups of an agent, with his priority in each.

use super::place::Place;
use super::words;
use crate::ui::kit::{Choice, Finder, MultiCombobox, Select};
use crate::words::fill;
use leptos::prelude::*;
use model::SkillGroupId;
use model::agent::AgentGroup;
use model::agent_edit::{PRIORITY, Placing};
use model::skill_group::SkillGroup;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most groups that are offered at once.
const OFFERED: usize = 50;

/// Groups and priorities while they are chosen.
#[derive(Clone, Copy)]
pub struct GroupsDraft {
    chosen: RwSignal<Vec<Choice>>,
    /// By the id of the group; where none stands, it is the usual one.
    priorities: RwSignal<BTreeMap<String, i64>>,
}

impl GroupsDraft {
    /// These, to begin with.
    pub fn of(groups: &[AgentGroup]) -> Self {
        let choice = |group: &AgentGroup| Choice::new(group.id.0.clone(), group.name.clone());
        Self {
            chosen: RwSignal::new(groups.iter().map(choice).collect()),
            priorities: RwSignal::new(groups.iter().map(|group| (group.id.0.clone(), group.priority)).collect()),
        }
    }
    /// What to send.
    pub fn placings(self) -> Vec<Placing> {
        let priority = |id: &str| self.priorities.with_untracked(|all| all.get(id).copied()).unwrap_or(PRIORITY);
        let placing = |one: &Choice| Placing { priority: priority(&one.id), group: SkillGroupId(one.id.clone()) };
        self.chosen.with_untracked(|chosen| chosen.iter().map(placing).collect())
    }
    /// As [`Self::placings`], in an order that can be compared.
    pub fn sorted(self) -> Vec<(String, i64)> {
        let mut all: Vec<(String, i64)> =
            self.placings().into_iter().map(|placing| (placing.group.0, placing.priority)).collect();
        all.sort();
        all
    }
}

/// The field, and a line for each chosen group.
#[component]
pub fn GroupsField(place: Place, draft: GroupsDraft) -> impl IntoView {
    let line = move |group: Choice| {
        let (id, set) = (group.id.clone(), group.id.clone());
        let value =
            Signal::derive(move || draft.priorities.with(|all| all.get(&id).copied()).unwrap_or(PRIORITY).to_string());
        let change = move |word: String| {
            let Ok(priority) = word.parse() else { return };
            draft.priorities.update(|all| {
                all.insert(set.clone(), priority);
            });
        };
        let label = fill(words().priority_in, &[("group", &group.label)]);
        view! {
            <li class="line apart">
                <span>{group.label}</span>
                <Select name="priority" label bare=true value options=priorities() on_change=change/>
            </li>
        }
    };
    view! {
        <Show when=move || !place.has_no_group() fallback=|| view! { <p class="soft">{words().groups_later}</p> }>
            <MultiCombobox
                name="groups"
                label=words().groups
                value=draft.chosen
                find=group_finder(place)
                hint=words().groups_hint
                placeholder=words().choose_group
            />
            <ul class="plain stack tight agent-placings">
                <For each=move || draft.chosen.get() key=|group| group.id.clone() children=line/>
            </ul>
        </Show>
    }
}

/// 1 to 5.
pub fn priorities() -> Signal<Vec<Choice>> {
    Signal::stored((1..=5).map(|n: i64| Choice::new(n.to_string(), n.to_string())).collect())
}

/// Looks through the groups that are known.
fn group_finder(place: Place) -> Finder {
    Arc::new(move |text| {
        let wanted = text.trim().to_lowercase();
        let fits = |group: &&SkillGroup| wanted.is_empty() || group.name.to_lowercase().contains(&wanted);
        let choice = |group: &SkillGroup| Choice::new(group.id.0.clone(), group.name.clone());
        let found =
            place.groups.with_untracked(|all| all.items.iter().filter(fits).take(OFFERED).map(choice).collect());
        Box::pin(async move { Ok(found.unwrap_or_default()) })
    })
}
