//! Deleting a skill group that nobody is in.

use super::super::words;
use crate::api::skill_groups;
use crate::ui::deed::deed;
use crate::ui::kit::{Confirm, toast};
use crate::ui::live::touch;
use crate::words::fill;
use leptos::prelude::*;
use model::skill_group::SkillGroup;

/// Which group is being asked about.
#[derive(Clone, Copy)]
pub struct Deleting {
    open: RwSignal<bool>,
    what: RwSignal<Option<SkillGroup>>,
}

impl Deleting {
    /// None.
    pub fn new() -> Self {
        Self { open: RwSignal::new(false), what: RwSignal::new(None) }
    }
    /// Asks.
    pub fn ask(self, group: SkillGroup) {
        self.what.set(Some(group));
        self.open.set(true);
    }
}

/// The question.
#[component]
pub fn DeleteGroup(deleting: Deleting) -> impl IntoView {
    let Deleting { open, what } = deleting;
    let name = move || what.with(|group| group.as_ref().map(|group| group.name.clone())).unwrap_or_default();
    let go = deed(
        |group: SkillGroup| async move {
            skill_groups::delete(group.id, group.revision).await?;
            Ok(group.name)
        },
        move |name: String| {
            open.try_set(false);
            touch(&["agents"]);
            toast::done(fill(words().group_deleted, &[("group", &name)]));
        },
    );
    Effect::new(move |_| {
        if open.get() {
            go.set_problem(None);
        }
    });
    let confirmed = move |()| {
        if let Some(group) = what.get_untracked() {
            go.go(group);
        }
    };
    view! {
        <Confirm
            open
            title=move || fill(words().delete_group_title, &[("group", &name())])
            consequence=words().delete_group_text
            confirm=words().delete_group
            busy=go.busy()
            problem=go.problem()
            on_confirm=confirmed
        />
    }
}
