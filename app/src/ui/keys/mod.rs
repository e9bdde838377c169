//! API keys: how scripts sign in.

mod add;
mod list;
mod made;
mod revoke;

use super::shell::guard_by;
use super::speech::language;
use crate::words::keys::KeysWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::permission::Permission;

/// The keys' module, loaded when it is first visited.
pub struct KeysRoute;

#[lazy_route]
impl LazyRoute for KeysRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard_by(|may| may(Permission::ApiKeysWrite), || view! { <list::KeysPage/> }.into_any())
    }
}

fn words() -> &'static KeysWords {
    KeysWords::get(language())
}
