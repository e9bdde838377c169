//! Agents: who serves customers, in which skill groups, and whether they may sign in.
//!
//! * [`page`]: header and tabs; [`place`]: what the URL says; [`table`], [`columns`], [`filters`]: the list.
//! * [`desk`]: what is done with one or many, and [`outcomes`]: for whom it was not; [`ask`] and [`force`] ask first.
//! * [`add`]: somebody new, or a member, with [`check`] while it is typed; `drawer`: one agent.
//! * [`groups_field`], [`week_field`], [`role_choice`]: parts of forms. [`said`]: values in words.
//! * `groups`: the skill groups with their agents side by side; [`bin`]: who was deleted.

mod add;
mod ask;
mod bin;
mod bulk;
mod check;
mod columns;
mod desk;
mod drawer;
mod filters;
mod force;
mod groups;
mod groups_field;
mod outcomes;
mod page;
mod place;
mod role_choice;
pub mod said;
mod table;
mod week_field;
mod week_read;

use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::agents::AgentsWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Agents`'s module, loaded when it is first visited.
pub struct AgentsRoute;

#[lazy_route]
impl LazyRoute for AgentsRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Agents, || view! { <page::AgentsPage/> }.into_any())
    }
}

fn words() -> &'static AgentsWords {
    AgentsWords::get(language())
}
