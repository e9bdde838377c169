//! The organisation chart.
//!
//! * [`forest`] and [`layout`]: which cards are drawn and where, without any view.
//! * [`state`]: what the parts of the chart share; [`plane`]: the canvas with zoom and pan; [`card`]: one department.
//! * [`drill`]: the list of a phone. [`find`]: what a search means. [`picture`] and [`svg`]: the chart as a file.

mod card;
mod drill;
mod find;
mod finder;
mod forest;
mod keys;
mod layout;
mod page;
mod picture;
mod plane;
mod state;
mod svg;
mod tools;
mod unplaced;

use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::chart::ChartWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Chart`'s module, loaded when it is first visited.
pub struct ChartRoute;

#[lazy_route]
impl LazyRoute for ChartRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Chart, || view! { <page::ChartPage/> }.into_any())
    }
}

fn words() -> &'static ChartWords {
    ChartWords::get(language())
}
