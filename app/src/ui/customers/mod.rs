//! Customers: the list, and the page of one.
//!
//! * [`list`]: the table with its [`filters`]; [`sync`] is the button over it.
//! * [`export`]: the table as a file.
//! * [`page`]: facts, a card per [`relation`], the history.

mod add_way;
mod bound;
mod days;
mod export;
mod filters;
mod list;
mod page;
mod relation;
mod sync;

use super::language;
use super::route::Page;
use super::shell::guard;
use crate::words::customers::CustomersWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use list::CustomersPage;
use page::CustomerPage;

fn words() -> &'static CustomersWords {
    CustomersWords::get(language())
}

/// The list.
pub struct CustomersRoute;

#[lazy_route]
impl LazyRoute for CustomersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Customers, || view! { <CustomersPage/> }.into_any())
    }
}

/// One customer.
pub struct CustomerRoute;

#[lazy_route]
impl LazyRoute for CustomerRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Customers, || view! { <CustomerPage/> }.into_any())
    }
}
