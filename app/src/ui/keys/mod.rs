//! API keys: how scripts sign in.

mod add;
mod list;
mod made;
mod revoke;

pub use list::KeysPage;

use super::settings::{Part, settings_part};
use super::speech::language;
use crate::words::keys::KeysWords;
use leptos::prelude::*;
use leptos_router::LazyRoute;

/// The page, in the module of the settings.
pub struct KeysRoute;

impl LazyRoute for KeysRoute {
    fn data() -> Self {
        Self
    }

    async fn view(_this: Self) -> AnyView {
        settings_part(Part::Keys).await
    }
}

fn words() -> &'static KeysWords {
    KeysWords::get(language())
}
