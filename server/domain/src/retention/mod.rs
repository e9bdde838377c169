//! Rules of keeping: what is old enough is cleared, block by block, by a run that a daily time starts.
//!
//! The activity is never cleared. What has a fixed end anyway – sessions after hours without use, answers kept for repeated requests,
//! exports and files about one person after a day, the recycle bin after its own days – has no rule here.

mod clear;
mod customers;
mod due;
mod people;
mod preview;
mod rules;
mod run;
mod start;

pub use preview::preview;
pub use rules::{rules, save_rules};
pub(crate) use run::carry_out;
pub(crate) use start::start_due;
pub use start::{runs, start};
