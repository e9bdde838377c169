//! Hand-overs: what one member holds goes to others, because he leaves or because the work is divided anew.
//!
//! * [`page`]: the plans and the on-job transfers, a [`list`] each, and what is [`unassigned`]; [`start`] begins a hand-over, here and
//!   at members and customers.
//! * [`plan`]: one of them. While it is prepared, the [`wizard`] with its [`steps`]: [`who`] and when ([`zone`]), what is [`held`],
//!   the [`successors`] (a [`rule`] a kind, [`tag_rules`], [`loads`]), the [`message`], the [`review`] and [`apply`].
//! * Once it is carried out, the [`board`]: the [`items`] with what became of each; [`reroute`] sends again, [`undo`] puts back.
//! * [`give_up`] before it was carried out; [`said`] puts what is known into words, [`tone`] into colours.

mod apply;
mod board;
mod give_up;
mod held;
mod items;
mod list;
mod loads;
mod message;
mod page;
mod plan;
mod reroute;
mod review;
mod rule;
mod said;
mod start;
mod steps;
mod successors;
mod tag_rules;
mod tone;
mod unassigned;
mod undo;
mod who;
mod wizard;
mod zone;

pub use start::{Left, Start, StartDialog};

use super::live::touch;
use super::load::Loader;
use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::handovers::HandoverWords;
use leptos::prelude::*;
use leptos_router::LazyRoute;
use leptos_router::hooks::use_params_map;
use model::handover::Handover;

fn words() -> &'static HandoverWords {
    HandoverWords::get(language())
}

/// Shows what the server answered to a change, unless the page was left meanwhile, and tells the lists.
fn keep(plan: Loader<Handover>, now: Handover) {
    if plan.with_untracked(|_| ()).is_some() {
        plan.set(now);
    }
    touch(&["handovers"]);
}

/// The module, loaded when one of its pages is first visited.
#[lazy]
fn handovers_part() -> AnyView {
    guard(Page::Handovers, || {
        let params = use_params_map();
        let one = Memo::new(move |_| params.with(|params| params.get("id")).is_some_and(|id| !id.is_empty()));
        let page = move || match one.get() {
            true => view! { <plan::PlanPage/> }.into_any(),
            false => view! { <page::HandoversPage/> }.into_any(),
        };
        page.into_any()
    })
}

/// One hand-over; without an id, the list of them.
pub struct HandoversRoute;

impl LazyRoute for HandoversRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        handovers_part().await
    }
}
