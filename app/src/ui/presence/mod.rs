//! Presence Sync: whose an account on another platform is.
//!
//! * [`page`]: the choice of the tenant, and the parts.
//! * [`mapping`]: the [`meter`] over the [`list`]; one member in a [`drawer`], where [`finder`] looks for an account; [`confirm`]
//!   proposes many, [`export`] takes them home, [`said`] puts reasons into words.
//! * [`auto`]: how Auto Sync goes about it, and when.
//! * [`states`]: how people are, on the [`board`] under the [`feeds`], and by which [`rules`] a state flows.

mod auto;
mod board;
mod confirm;
mod deeds;
mod drawer;
mod export;
mod feeds;
mod finder;
mod list;
mod mapping;
mod meter;
mod own_directions;
mod page;
mod rule_lines;
mod rules;
mod said;
mod state_said;
mod state_set;
mod states;

use super::kit::Tone;
use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::presence::PresenceWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::mapping::MappingStatus;
use page::PresencePage;

fn words() -> &'static PresenceWords {
    PresenceWords::get(language())
}

/// The page.
pub struct PresenceRoute;

#[lazy_route]
impl LazyRoute for PresenceRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Presence, || view! { <PresencePage/> }.into_any())
    }
}

/// What a status means.
const fn tone(status: MappingStatus) -> Tone {
    match status {
        MappingStatus::Mapped => Tone::Good,
        MappingStatus::NeedsChoice => Tone::Warning,
        MappingStatus::Unmapped => Tone::Info,
        MappingStatus::Ignored | MappingStatus::Skipped => Tone::Neutral,
    }
}
