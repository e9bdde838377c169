//! User mapping: which account on a platform belongs to which member (seed `001_2c3f6465d0414561.txt`).
//!
//! Accounts are kept here as the platform's directory told them last, so that they are found by name and pinyin. One account belongs to
//! one member: the table says so. What a person decided, Auto Sync ([`sync`]) never takes back; what a person took apart, it does not
//! bring together again.

mod accounts;
mod apply;
mod attention;
mod auto;
mod confirm;
mod coverage;
mod export;
mod get;
mod ignore;
mod invert;
mod kind;
mod known;
mod list;
mod mails;
mod map;
mod pass_on;
pub(crate) mod rows;
pub(crate) mod sync;
mod vacancies;

pub use accounts::accounts;
pub(crate) use attention::attention;
pub use auto::{auto_sync, save_auto_sync};
pub use confirm::confirm;
pub use coverage::coverage;
pub(crate) use export::open;
pub use export::{Export, Exported, export};
pub use get::get;
pub(crate) use get::one;
pub use ignore::ignore;
pub use kind::Mappings;
pub(crate) use kind::{Carried, Deed};
pub use known::known;
pub use list::list;
pub(crate) use mails::{About, failed, notify};
pub use map::map;
pub(crate) use pass_on::{give_back, pass_on, stuck};
pub(crate) use vacancies::Vacancies;
