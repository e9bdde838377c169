//! API keys: how scripts sign in.

mod add;
mod edit;
mod keep;
mod list;
mod made;
mod revoke;
mod rotate;

pub use keep::{KeepHours, USUAL, hours};
pub use list::KeysPage;

use super::speech::language;
use crate::words::keys::KeysWords;

fn words() -> &'static KeysWords {
    KeysWords::get(language())
}
