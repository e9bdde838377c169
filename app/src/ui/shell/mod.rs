//! The frame around every screen: rail, top bar, palette, bell, account menu; on a phone a bar at the bottom.

mod account;
mod bell;
mod keys;
mod organisations;
mod palette;
mod rail;

use super::kit::{Banner, BannerKind, EmptyFirst, Icon, LinkButton};
use super::route::Page;
use super::{dom, live, session, w};
use crate::words::fill;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::permission::Permission;

/// What is open over the page.
#[derive(Clone, Copy)]
struct Overlays {
    palette: RwSignal<bool>,
    shortcuts: RwSignal<bool>,
    pages: RwSignal<bool>,
}

/// The frame.
#[component]
pub fn Frame(
    /// The screen.
    children: Children,
) -> impl IntoView {
    let overlays =
        Overlays { palette: RwSignal::new(false), shortcuts: RwSignal::new(false), pages: RwSignal::new(false) };
    let listener = window_event_listener(leptos::ev::keydown, move |event| keys::press(overlays, &event));
    on_cleanup(move || listener.remove());
    follow_route(overlays);
    session::follow();
    view! {
        <a class="skip" href="#main" on:click=skip>{w().shell.skip}</a>
        <div class="frame">
            <rail::Rail/>
            <div class="frame-right">
                <header class="top">
                    <organisations::OrganisationSwitch/>
                    <palette::PaletteButton open=overlays.palette/>
                    <bell::Bell/>
                    <account::AccountMenu shortcuts=overlays.shortcuts/>
                </header>
                <Show when=|| !live::connected()>
                    <Banner kind=BannerKind::Warning>{w().shell.offline}</Banner>
                </Show>
                <main id="main" tabindex="-1">{children()}</main>
            </div>
            <rail::BottomBar open=overlays.pages/>
        </div>
        <palette::Palette open=overlays.palette/>
        <keys::Shortcuts open=overlays.shortcuts/>
    }
}

fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    if let Some(main) = dom::by_id("main") {
        dom::focus(&main);
    }
}

/// After a change of the path, what reads aloud begins at the new page's heading, and what was open over the old page closes.
fn follow_route(overlays: Overlays) {
    let path = use_location().pathname;
    Effect::new(move |old: Option<String>| {
        let new = path.get();
        if old.is_some_and(|old| old != new) {
            overlays.pages.set(false);
            overlays.palette.set(false);
            // A lazy page may come a little later than its address.
            set_timeout(focus_heading, std::time::Duration::from_millis(150));
        }
        new
    });
}

fn focus_heading() {
    let busy = dom::focused().is_some_and(|focused| focused.closest("main, dialog").ok().flatten().is_some());
    if let Some(heading) = dom::first("main h1").filter(|_| !busy) {
        dom::focus(&heading);
    }
}

/// Shows a page only to those who may see it.
pub fn guard(page: Page, view: impl FnOnce() -> AnyView) -> AnyView {
    guard_by(|may| page.is_for(may), view)
}

/// As [`guard`], for a page without a place in the rail.
pub fn guard_by(is_for: impl FnOnce(fn(Permission) -> bool) -> bool, view: impl FnOnce() -> AnyView) -> AnyView {
    if is_for(session::may) { view() } else { view! { <Forbidden/> }.into_any() }
}

/// No page has this path.
#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <h1 class="unseen" tabindex="-1">{w().shell.not_found_title}</h1>
        <EmptyFirst icon=Icon::Warning title=w().shell.not_found_title text=w().shell.not_found_text>
            <LinkButton href="/">{w().shell.go_home}</LinkButton>
        </EmptyFirst>
    }
}

#[component]
fn Forbidden() -> impl IntoView {
    let nothing = !session::me().permissions.iter().any(|right| right.opens_pages());
    let (title, text) = if nothing {
        let organisation = session::me().organisation.name;
        (fill(w().shell.no_console_title, &[("organisation", &organisation)]), w().shell.no_console_text)
    } else {
        (w().shell.forbidden_title.to_owned(), w().shell.forbidden_text)
    };
    view! {
        <h1 class="unseen" tabindex="-1">{title.clone()}</h1>
        <EmptyFirst icon=Icon::Lock title text=text/>
    }
}
