//! Inviting single people, wherever one does it: by e-mail, by text message, from contacts. Shared by Joining, Members and Home.
//!
//! [`InvitePeople`] and [`InviteContacts`] are what a tab holds; [`ways`], [`verdict`] and [`delivery`] are used by themselves too.

mod chip;
mod chips;
mod common;
mod contacts;
mod crowd;
pub mod delivery;
mod dialog;
mod people;
mod results;
mod settled;
pub mod verdict;
pub mod ways;

pub use common::{Common, CommonFields, Promise, SenderBanner};
pub use contacts::InviteContacts;
pub use dialog::InviteDialog;
pub use people::InvitePeople;
pub use settled::settled;

use super::language;
use crate::words::delivery::DeliveryWords;
use crate::words::inviting::InvitingWords;

/// What inviting says.
pub fn words() -> &'static InvitingWords {
    InvitingWords::get(language())
}

/// What states, reasons, verdicts and ways out are called.
pub fn delivery_words() -> &'static DeliveryWords {
    DeliveryWords::get(language())
}
