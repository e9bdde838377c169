//! User mapping: which account on a platform belongs to which member (seed `001_2c3f6465d0414561.txt`).
//!
//! Accounts are kept here as the platform's directory told them last, so that they are found by name and pinyin. One account belongs to
//! one member: the table says so. What a person decided, Auto Sync ([`sync`]) never takes back; what a person took apart, it does not
//! bring together again.

mod accounts;
mod auto;
mod confirm;
mod coverage;
mod get;
mod ignore;
mod kind;
mod known;
mod list;
mod mails;
mod map;
pub(crate) mod rows;
pub(crate) mod sync;

pub use accounts::accounts;
pub use auto::{auto_sync, save_auto_sync};
pub use confirm::confirm;
pub use coverage::coverage;
pub use get::get;
pub use ignore::ignore;
pub use kind::Mappings;
pub use known::known;
pub use list::list;
pub(crate) use mails::failed;
pub use map::map;
