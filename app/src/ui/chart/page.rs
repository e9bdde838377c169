//! The page: a canvas where there is room for one, a list on a phone.

use super::drill::Drill;
use super::finder::Finder;
use super::plane::Plane;
use super::state::Chart;
use super::tools::{TakeAway, ZoomTools};
use super::unplaced::Unplaced;
use super::words;
use crate::api::departments;
use crate::ui::kit::{ButtonKind, EmptyFirst, Icon, LinkButton, PageHeader, Toolbar};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::route::Page;
use crate::ui::{dom, w};
use leptos::prelude::*;

/// The organisation chart.
#[component]
pub fn ChartPage() -> impl IntoView {
    let changed = use_hint(&["departments", "members"]);
    let tree = load(move || changed.get(), |_| departments::tree());
    let chart = Chart::new(tree);
    let narrow = RwSignal::new(dom::is_narrow());
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        let now = dom::is_narrow();
        if narrow.get_untracked() != now {
            narrow.set(now);
        }
    });
    on_cleanup(move || resized.remove());
    let is_empty = Memo::new(move |_| chart.forest.with(|forest| forest.departments.is_empty()));
    view! {
        <PageHeader title=w().shell.chart>
            <Unplaced chart/>
            <Show when=move || !narrow.get()>
                <TakeAway chart/>
            </Show>
        </PageHeader>
        <Loaded from=tree let:_tree>
            {move || match (is_empty.get(), narrow.get()) {
                (true, _) => nothing(),
                (false, true) => view! { <Drill forest=chart.forest/> }.into_any(),
                (false, false) => canvas(chart),
            }}
        </Loaded>
    }
}

fn canvas(chart: Chart) -> AnyView {
    view! {
        <Toolbar>
            <Finder chart/>
        </Toolbar>
        <div class="chart-frame">
            <Plane chart/>
            <ZoomTools chart/>
        </div>
    }
    .into_any()
}

fn nothing() -> AnyView {
    view! {
        <EmptyFirst icon=Icon::Tree title=words().none text=words().none_text>
            <LinkButton kind=ButtonKind::Primary href=Page::Members.path().to_owned()>{words().go_members}</LinkButton>
        </EmptyFirst>
    }
    .into_any()
}
