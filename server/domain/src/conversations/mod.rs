//! Reading the message archive: who may, why he does, and what he sees.
//!
//! Whoever has the right reads: of the whole organisation, or what members in his departments wrote. A successor reads what his seat came
//! with, as far as it was granted, and goes on with his own: see [`sight`]. Nobody reads a word without an opening, which says why.

mod custody;
mod find;
mod list;
mod media;
mod messages;
mod open;
mod openings;
mod sight;

pub use custody::custody;
pub use find::get;
pub use list::list;
pub use media::media;
pub use messages::messages;
pub use open::open;
pub use openings::openings;
pub(crate) use sight::inherits;
