//! Change sets: reading, ticking, deciding, and the buttons that carry them out or put them back.

mod access;
mod decide;
mod decide_rows;
mod list;
mod start;

pub use decide::{resolve, tick};
pub use decide_rows::decide_rows;
pub use list::{get, list, rows};
pub use start::{apply, discard, retry, undo};

pub(crate) use start::apply_automatic;
