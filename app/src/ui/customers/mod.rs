//! Customers: the list, and the page of one.

use super::kit::PageHeader;
use super::route::Page;
use super::shell::guard;
use super::w;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

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

#[component]
fn CustomersPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.customers/> }
}

#[component]
fn CustomerPage() -> impl IntoView {
    view! { <PageHeader title=w().shell.customers/> }
}
