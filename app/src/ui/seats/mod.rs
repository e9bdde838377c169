//! Seats: whose chats are archived in WeCom, and who carries on. People know the page as *Interoperability*.
//!
//! * [`page`]: the [`totals`] over the [`list`] with its [`filters`]; [`total_form`] writes down how many were bought.
//! * [`lineage`]: through whose hands a seat went, in a drawer.
//! * [`inherit`]: choosing who carries on, and what is left to do then; [`put_back`] undoes it.
//! * [`held`]: the seats of one member, for his drawer.

mod filters;
mod held;
mod inherit;
mod lineage;
mod list;
mod page;
mod put_back;
mod total_form;
mod totals;

pub use held::{held, load_held};
pub use inherit::{Range, RangeFields};
pub use lineage::reads;
pub use page::SeatsPage;

use super::kit::Tone;
use super::speech::language;
use crate::words::seats::SeatsWords;
use model::seat::SeatState;

fn words() -> &'static SeatsWords {
    SeatsWords::get(language())
}

/// What a state means.
const fn tone(state: SeatState) -> Tone {
    match state {
        SeatState::Active => Tone::Good,
        SeatState::Unlisted => Tone::Info,
        SeatState::Frozen => Tone::Warning,
        SeatState::Ended => Tone::Neutral,
    }
}
