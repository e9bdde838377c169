//! Members: the department tree, the table, and one member's drawer.
//!
//! * [`page`]: what the page is made of; [`place`]: which part of the organisation the URL names.
//! * `department_*` and [`tree_panel`]: the tree and what is done with a department, one verb a file.
//! * [`table`], [`columns`], [`filters`], [`tabs`]: the list.
//! * `drawer` and `member_*`: one member; [`step`]: suspend, resume, terminate, restore.
//! * [`bulk`]: many at once, as a change set; [`export`]: the list as a file.
//! * [`sync`]: starting a synchronisation of contacts from here.

mod bulk;
mod columns;
mod department_add;
mod department_delete;
mod department_heads;
mod department_menu;
mod department_move;
mod department_rename;
mod draft;
mod drawer;
mod export;
mod filters;
mod invited;
mod member_access;
mod member_add;
mod member_edit;
mod member_holds;
mod member_profile;
mod member_role;
mod page;
mod place;
mod step;
mod sync;
mod table;
mod tabs;
mod tree_panel;

use super::route::Page;
use super::shell::guard;
use super::speech::language;
use crate::words::members::MembersWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

/// `Members`'s module, loaded when it is first visited.
pub struct MembersRoute;

#[lazy_route]
impl LazyRoute for MembersRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Members, || view! { <page::MembersPage/> }.into_any())
    }
}

fn words() -> &'static MembersWords {
    MembersWords::get(language())
}
