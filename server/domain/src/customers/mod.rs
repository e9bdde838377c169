//! Customers: external contacts and who looks after them.

mod get;
mod list;
pub(crate) mod rows;

pub use get::get;
pub use list::{list, tags};
