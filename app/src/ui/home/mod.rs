//! Home: what needs somebody today.

mod health;
mod invite;
mod invited;
mod member;
mod need;
mod needs;
mod tiles;

use super::kit::PageHeader;
use super::live::use_hint;
use super::load::{Loaded, load};
use super::route::Page;
use super::shell::guard;
use super::{language, may, session, w};
use crate::api::organisation;
use crate::words::fill;
use crate::words::home::HomeWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::permission::Permission;

/// `Home`'s module, loaded when it is first visited.
pub struct HomeRoute;

#[lazy_route]
impl LazyRoute for HomeRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Home, || view! { <HomePage/> }.into_any())
    }
}

fn words() -> &'static HomeWords {
    HomeWords::get(language())
}

#[component]
fn HomePage() -> impl IntoView {
    // Inviting colleagues is all that somebody without an office does here.
    let no_office = Memo::new(|_| !session::me().permissions.iter().any(|right| right.opens_pages()));
    move || if no_office.get() { view! { <member::OwnPage/> }.into_any() } else { view! { <Today/> }.into_any() }
}

#[component]
fn Today() -> impl IntoView {
    let changed = use_hint(&[
        "members",
        "departments",
        "joins",
        "invitations",
        "runs",
        "changes",
        "connections",
        "customers",
        "handovers",
        "mappings",
    ]);
    let overview = load(move || changed.get(), |_| organisation::overview());
    let greeting = move || fill(words().greeting, &[("name", &session::me().name)]);
    view! {
        <PageHeader title=w().shell.home description=greeting/>
        <invited::Invited/>
        <Loaded from=overview let:shown>
            <needs::Needs overview=shown/>
            // Others have the button where invitations are listed.
            {(may(Permission::InvitationsSend) && !may(Permission::InvitationsWrite)).then(|| view! { <invite::InviteCard/> })}
            <tiles::Tiles overview=shown/>
            <health::Health overview=shown/>
        </Loaded>
    }
}
