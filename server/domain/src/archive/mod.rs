//! The message archive: taking down what members and customers wrote to each other, before the platform forgets it.
//!
//! A run reads an archive after the last number that is here, a page a transaction: messages that are known already are told by their
//! names, what cannot be opened is kept as it came. Files follow, and whether customers agreed. Who may read is the matter of
//! [`crate::conversations`].

mod ahead;
mod attention;
mod consents;
mod failure;
mod forget;
mod litter;
mod media;
mod page;
mod parties;
mod place;
mod run;
mod source;
mod sources;
mod threads;
mod unread;
mod write;

pub(crate) use attention::attention;
pub(crate) use forget::{deleted, forget_customer, restored};
pub(crate) use litter::sweep;
pub use media::{MediaFile, path_of};
pub(crate) use run::run;
pub(crate) use source::Source;
pub(crate) use source::{allowed, check_keys, check_path};
pub use sources::sources;
