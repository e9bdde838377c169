//! Presence: how people are on the telephones and in the contact centre, and how a state flows from one to the other.
//!
//! A platform tells by itself ([`receive`]) or is asked ([`feed`]); what is news is taken in ([`hear`]) by a transaction that lets the
//! rules ([`decide`]) say what the other side is to be told, and that is told ([`tell`]) when it is due. [`run`] keeps all of it going.
//!
//! States of accounts that are nobody's are not kept. Which account is whose, [`crate::mappings`] knows.

mod attention;
mod batch;
mod board;
mod codes;
mod counts;
mod decide;
mod facts;
mod feed;
mod get;
mod hear;
mod inbox;
mod mails;
mod overrides;
mod receive;
mod remove;
mod rows;
mod run;
mod save;
mod syncs;
mod tell;

pub(crate) use attention::attention;
pub use board::board;
pub use codes::teams;
pub use counts::counts;
pub use get::{get, list};
pub use inbox::Inbox;
pub use overrides::override_state;
pub use receive::receive;
pub use remove::remove;
pub(crate) use remove::{accounts_changed, forget_connection};
pub(crate) use run::run;
pub use run::turn;
pub use save::save;

use hear::Heard;
