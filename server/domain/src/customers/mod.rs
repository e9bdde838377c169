//! Customers: external contacts and who looks after them.

mod export;
mod get;
mod list;
pub(crate) mod rows;
mod suggest;

pub(crate) use export::open;
pub use export::{Export, export};
pub use get::get;
pub use list::{list, tags};
pub use suggest::suggest;
