//! Seats: who has the right to have his chats archived, and how it passes on.
//!
//! Which members a platform archives is set in its own console and cannot be told to it by a call (document 91614): here one reads
//! who is named, and says who carries on with what was said before.

mod inherit;
mod kind;
mod lineage;
mod list;
pub(crate) mod rows;
mod successors;
mod totals;

pub use inherit::inherit;
pub(crate) use kind::{Inheritances, give_back, pass_on};
pub use lineage::lineage;
pub use list::{get, list};
pub use successors::successors;
pub use totals::{save_total, totals};
