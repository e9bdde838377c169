//! Roles: who may do what, and those of the organisation's own.
//!
//! * [`page`]: what the page is made of; [`column`]: a role as the matrix shows it; [`group`]: rights, by what they are about.
//! * [`matrix`]: rights beside roles; on a phone [`sheets`]: one role after the other.
//! * [`form`] with [`ticks`]: making and changing a role; [`delete`]: deleting one.

mod column;
mod delete;
mod form;
mod group;
mod matrix;
mod page;
mod sheets;
mod ticks;

use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::roles::RolesWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Roles`'s module, loaded when it is first visited.
pub struct RolesRoute;

#[lazy_route]
impl LazyRoute for RolesRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        // Whoever sees members sees what their roles mean.
        guard(Page::Members, || view! { <page::RolesPage/> }.into_any())
    }
}

fn words() -> &'static RolesWords {
    RolesWords::get(language())
}
