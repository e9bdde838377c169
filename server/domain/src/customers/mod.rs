//! Customers: external contacts and who looks after them.

mod bin;
mod deletion;
mod erasure;
mod export;
mod get;
mod holds;
mod list;
mod restoration;
pub(crate) mod rows;
mod rules;
mod suggest;
pub(crate) mod tombstones;

pub use bin::{bin, in_bin};
pub(crate) use deletion::{Deletions, draft_deletion};
pub use deletion::{delete, delete_many, delete_one, impact};
pub(crate) use erasure::Erasures;
#[cfg(not(feature = "postgres"))]
pub(crate) use erasure::erase_again;
pub use erasure::{certificates, erase, erase_due};
pub(crate) use export::open;
pub use export::{Export, export};
pub use get::get;
pub use holds::{hold, lift};
pub use list::{list, list_details, tags};
pub(crate) use restoration::Restorations;
pub use restoration::restore;
pub use rules::{rules, save_rules};
pub use suggest::suggest;
