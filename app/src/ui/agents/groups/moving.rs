//! Putting agents into groups: what is carried, where it may go, and the call.

use super::super::words;
use crate::api::skill_groups;
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::toast;
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::skill_group::{GroupAgent, PlaceAgent};
use model::{AgentId, SkillGroupId};
use std::collections::HashMap;

/// An agent on the way from a group.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    /// Who.
    pub agent: GroupAgent,
    /// From where.
    pub from: SkillGroupId,
}

/// A change, what is said of it, and the one that undoes it.
#[derive(Debug, Clone)]
struct Step {
    place: PlaceAgent,
    said: String,
    back: Option<PlaceAgent>,
}

/// The state of the board.
#[derive(Clone, Copy)]
pub struct Moving {
    /// Who is being dragged.
    pub carried: RwSignal<Option<Carried>>,
    /// Over which group.
    pub over: RwSignal<Option<SkillGroupId>>,
    /// Who is in which group, of those that are shown.
    inside: StoredValue<HashMap<SkillGroupId, Vec<AgentId>>>,
    go: Deed<Step>,
}

impl Moving {
    /// Nothing is moved.
    pub fn new() -> Self {
        let go = deed_in_place(
            |step: Step| async move {
                skill_groups::place_agent(step.place.clone()).await?;
                Ok(step)
            },
            |step: Step| {
                touch(&["agents"]);
                match step.back {
                    Some(back) => toast::undo(step.said, move || undo(back.clone())),
                    None => toast::done(step.said),
                }
            },
        );
        Self { carried: RwSignal::new(None), over: RwSignal::new(None), inside: StoredValue::new(HashMap::new()), go }
    }
    /// Tells who is in a group.
    pub fn note(self, group: &SkillGroupId, agents: &[GroupAgent]) {
        let ids = agents.iter().map(|agent| agent.id.clone()).collect();
        self.inside.update_value(|inside| {
            inside.insert(group.clone(), ids);
        });
    }
    /// Whether an agent is in a group, as far as it is known.
    pub fn has(self, group: &SkillGroupId, agent: &AgentId) -> bool {
        self.inside.with_value(|inside| inside.get(group).is_some_and(|ids| ids.contains(agent)))
    }
    /// From one group to another; his priority goes with him.
    pub fn to(self, carried: &Carried, to: (&SkillGroupId, &str)) {
        let (to, group) = to;
        let name = carried.agent.name.as_str();
        if carried.from == *to {
            return;
        }
        if self.has(to, &carried.agent.id) {
            return toast::refused(fill(words().in_group_already, &[("name", name), ("group", group)]));
        }
        let place = |from: &SkillGroupId, to: &SkillGroupId| PlaceAgent {
            agent: carried.agent.id.clone(),
            from: Some(from.clone()),
            to: Some(to.clone()),
            priority: carried.agent.priority,
        };
        let said = fill(words().moved, &[("name", name), ("group", group)]);
        self.go.go(Step { place: place(&carried.from, to), said, back: Some(place(to, &carried.from)) });
    }
    /// Out of a group.
    pub fn out(self, carried: &Carried, group: &str) {
        let agent = carried.agent.id.clone();
        let priority = carried.agent.priority;
        let place = PlaceAgent { agent: agent.clone(), from: Some(carried.from.clone()), to: None, priority };
        let back = PlaceAgent { agent, from: None, to: Some(carried.from.clone()), priority };
        let said = fill(words().taken_out, &[("name", &carried.agent.name), ("group", group)]);
        self.go.go(Step { place, said, back: Some(back) });
    }
    /// Into a group, or another priority there.
    pub fn put(self, agent: AgentId, to: &SkillGroupId, priority: i64, said: String) {
        let place = PlaceAgent { agent, from: None, to: Some(to.clone()), priority };
        self.go.go(Step { place, said, back: None });
    }
}

fn undo(back: PlaceAgent) {
    leptos::task::spawn_local(async move {
        match skill_groups::place_agent(back).await {
            Ok(()) => touch(&["agents"]),
            Err(failure) => toast::failed(&failure.0),
        }
    });
}
