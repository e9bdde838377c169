//! What the activity says, for people: each changed field with its value before and after.
//!
//! * [`fields`]: which fields an entry changed; [`value`]: their names and values in words.
//! * [`list`]: the newest entries about one record, on its page.

pub mod fields;
mod list;
pub mod value;

pub use list::HistoryList;

use super::language;
use crate::words::activity::ActivityWords;

fn words() -> &'static ActivityWords {
    ActivityWords::get(language())
}
