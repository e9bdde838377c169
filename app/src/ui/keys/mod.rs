//! API keys: how scripts sign in.

mod add;
mod list;
mod made;
mod revoke;

pub use list::KeysPage;

use super::speech::language;
use crate::words::keys::KeysWords;

fn words() -> &'static KeysWords {
    KeysWords::get(language())
}
