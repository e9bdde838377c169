//! The way from page to page: a rail at the left, on a phone a bar at the bottom with a sheet for the rest.

use crate::ui::kit::{Dialog, Icon, icon};
use crate::ui::route::Page;
use crate::ui::{dom, session, w};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Its picture.
pub const fn glyph(page: Page) -> Icon {
    match page {
        Page::Home => Icon::Home,
        Page::Members => Icon::People,
        Page::Chart => Icon::Tree,
        Page::Joining => Icon::Door,
        Page::Customers => Icon::Customers,
        Page::Handovers => Icon::Switch,
        Page::Conversations => Icon::Chat,
        Page::Presence => Icon::Link,
        Page::Agents => Icon::Headset,
        Page::Sync => Icon::Sync,
        Page::Activity => Icon::Activity,
        Page::Settings => Icon::Settings,
    }
}

/// A page's name, as in the rail.
pub fn name(page: Page) -> &'static str {
    let words = w().shell;
    match page {
        Page::Home => words.home,
        Page::Members => words.members,
        Page::Chart => words.chart,
        Page::Joining => words.joining,
        Page::Customers => words.customers,
        Page::Handovers => words.handovers,
        Page::Conversations => words.conversations,
        Page::Presence => words.presence,
        Page::Agents => words.agents,
        Page::Sync => words.sync,
        Page::Activity => words.activity,
        Page::Settings => words.settings,
    }
}

/// The pages that the person may see. In a closure of a view it follows changes of his rights.
pub fn pages() -> Vec<Page> {
    let me = session::me();
    Page::ALL.into_iter().filter(|page| page.is_for(|right| me.may(right))).collect()
}

fn link(page: Page) -> impl IntoView + use<> {
    let path = use_location().pathname;
    let current = move || path.with(|path| Page::of(path) == Some(page)).then_some("page");
    view! {
        <a class="rail-link" href=page.path() aria-current=current title=name(page)>
            {icon(glyph(page))}
            <span>{name(page)}</span>
        </a>
    }
}

const FOLDED: &str = "rail.folded";

/// The rail.
#[component]
pub fn Rail() -> impl IntoView {
    let folded = RwSignal::new(dom::recall(FOLDED).is_some_and(|folded| folded == "1"));
    let fold = move |_| {
        folded.update(|folded| *folded = !*folded);
        dom::remember(FOLDED, if folded.get_untracked() { "1" } else { "0" });
    };
    let label = move || if folded.get() { w().shell.unfold } else { w().shell.fold };
    view! {
        <nav class="rail" class:folded=folded aria-label=w().shell.main_menu>
            <div class="brand"><span class="brand-mark" aria-hidden="true"></span><span>"Muster"</span></div>
            {move || pages().into_iter().map(link).collect_view()}
            <button type="button" class="rail-link rail-fold" aria-label=label title=label on:click=fold>
                {move || icon(if folded.get() { Icon::Expand } else { Icon::Fold })}
            </button>
        </nav>
    }
}

/// How many pages the bar shows; the rest is in the sheet.
const IN_BAR: usize = 4;

/// The bar at the bottom of a phone.
#[component]
pub fn BottomBar(open: RwSignal<bool>) -> impl IntoView {
    let more = move || pages().len() > IN_BAR + 1;
    let first = move || {
        let pages = pages();
        let count = if pages.len() > IN_BAR + 1 { IN_BAR } else { pages.len() };
        pages.into_iter().take(count).map(link).collect_view()
    };
    view! {
        <nav class="bottom-bar" aria-label=w().shell.main_menu>
            {first}
            <Show when=more>
                <button
                    type="button"
                    class="rail-link"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    on:click=move |_| open.set(true)
                >
                    {icon(Icon::Menu)}
                    <span>{w().shell.more_pages}</span>
                </button>
            </Show>
        </nav>
        <Dialog open on_close=move || open.set(false) title=w().shell.main_menu>
            <div class="page-sheet">{move || pages().into_iter().map(link).collect_view()}</div>
        </Dialog>
    }
}
