//! Roles: the six built in, and those of an organisation's own.

mod delete;
mod find;
mod list;
pub mod rows;
mod save;

pub use delete::delete;
pub use list::list;
pub use save::save;

pub(crate) use find::{Given, find, for_invitation};
pub(crate) use rows::{Held, names};
