//! Hand-overs: what one member holds goes to others, because he leaves or because work is divided anew.
//!
//! What Muster itself keeps (departments headed, reports, seats, invitations, keys, customers added by hand, the membership) is a
//! change set like any other and goes in one transaction; putting it back is the spine's. What a platform keeps is asked of the
//! platform, item by item, by a job a leaver; nothing is called done before the platform says so.

mod apply;
mod assign;
mod attention;
mod cancel;
mod draft;
mod due;
mod eligible;
mod inventory;
mod items;
mod kind;
mod leavers;
mod list;
mod load;
mod mails;
mod parts;
mod request;
mod retry;
mod rows;
mod save;
mod split;
mod transfer;
mod unassigned;
mod undo;

pub use apply::apply;
pub(crate) use attention::attention;
pub use cancel::cancel;
pub use draft::draft;
pub(crate) use due::start_due;
pub use items::items;
pub(crate) use kind::Handovers;
pub use list::{get, list};
pub use load::loads;
pub use retry::retry;
pub use save::save;
pub(crate) use transfer::{moved, not_taken, run as run_transfers};
pub use unassigned::unassigned;
pub use undo::{undo, undo_preview};
