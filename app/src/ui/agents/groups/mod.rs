//! Skill groups: the [`list`] with what they lack, a [`form`], deleting, and their agents side by side on the [`board`].

mod board;
mod card;
mod column;
mod delete;
mod form;
mod list;
mod moving;

use super::place::Place;
use super::words;
use crate::ui::kit::{Button, ButtonKind, Icon, Section};
use crate::ui::may;
use leptos::prelude::*;
use model::permission::Permission;

/// A module of its own, loaded when the tab is first opened.
#[lazy]
pub fn groups_tab(place: Place) -> AnyView {
    view! { <GroupsTab place/> }.into_any()
}

#[component]
fn GroupsTab(place: Place) -> impl IntoView {
    let saving = form::Saving::new();
    let deleting = delete::Deleting::new();
    let any = move || !place.known_groups().is_empty();
    view! {
        {may(Permission::AgentsWrite).then(|| view! {
            <div class="line">
                <Button kind=ButtonKind::Secondary icon=Icon::Plus on_click=move || saving.ask(None)>
                    {words().add_group}
                </Button>
            </div>
        })}
        <div class="agent-groups"><list::GroupList place saving deleting/></div>
        <Show when=any>
            <Section title=words().board description=words().board_text>
                <board::Board place/>
            </Section>
        </Show>
        <form::GroupDialog saving/>
        <delete::DeleteGroup deleting/>
    }
}
