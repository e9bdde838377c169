//! Customers: the list, and the page of one.
//!
//! * [`list`]: the table with its [`filters`].
//! * [`export`]: the table as a file.
//! * [`page`]: facts, a card per [`relation`], the [`groups`] he is in, [`holds`], the history.
//! * [`edit`]: one added or edited by hand; [`tagging`] many; [`tags`] the tags themselves.
//! * [`merging`]: several made one; [`alike`] and [`duplicates`] find who may be the same person.
//! * [`deletion`]: the question before one or many are deleted.
//! * [`bin`]: the recycle bin, certificates, and the rules of deleting.
//! * [`privacy`]: what people ask about their data, and how long what is kept.

mod add_way;
mod alike;
mod bin;
mod bound;
pub mod days;
mod deletion;
mod duplicates;
mod edit;
mod export;
mod filters;
mod groups;
mod holds;
mod list;
mod menu;
mod merging;
mod more_filters;
mod page;
mod privacy;
mod put_back;
mod relation;
mod retention;
mod tag_finder;
mod tagging;
mod tags;
mod upkeep;

pub use bound::bound;

use super::kit::late;
use super::language;
use super::route::Page;
use super::shell::guard;
use crate::words::customer_edit::CustomerEditWords;
use crate::words::customers::CustomersWords;
use crate::words::deletion::DeletionWords;
use bin::BinPage;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use list::CustomersPage;
use page::CustomerPage;
use privacy::PrivacyPage;

fn words() -> &'static CustomersWords {
    CustomersWords::get(language())
}

fn edit_words() -> &'static CustomerEditWords {
    CustomerEditWords::get(language())
}

fn deletion_words() -> &'static DeletionWords {
    DeletionWords::get(language())
}

/// The list, one customer, the recycle bin, the tags and privacy requests, which have the place of an id: they share nearly all that
/// they are made of, and every route is paid for by the first view.
pub struct CustomersRoute;

#[lazy_route]
impl LazyRoute for CustomersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let place = Memo::new(move |_| match params.with(|params| params.get("id")).as_deref() {
            None | Some("") => Place::List,
            Some("bin") => Place::Bin,
            Some("tags") => Place::Tags,
            Some("privacy") => Place::Privacy,
            // Another customer is the same page, which reads on its own.
            Some(_) => Place::One,
        });
        let shown = move || match place.get() {
            Place::List => view! { <CustomersPage/> }.into_any(),
            Place::Bin => view! { <BinPage/> }.into_any(),
            Place::Tags => upkeep::part(upkeep::Part::Tags),
            Place::Privacy => late(privacy_page()),
            Place::One => view! { <CustomerPage/> }.into_any(),
        };
        guard(Page::Customers, move || view! { {shown} }.into_any())
    }
}

/// A module of its own: few who look after customers answer requests about their data.
#[lazy]
fn privacy_page() -> AnyView {
    view! { <PrivacyPage/> }.into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    List,
    One,
    Bin,
    Tags,
    Privacy,
}
