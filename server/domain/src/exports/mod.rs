//! Exports for scripts: a run writes a list into a file, which whoever asked fetches and which goes after a day. The console needs
//! none of it: its files are streamed to the browser that asks.

mod begin;
mod cells;
mod file;
mod get;
mod make;
mod rows;
mod sweep;
mod writer;

pub use begin::begin;
pub use cells::of_mapping;
pub use file::{File, file};
pub use get::get;
pub(crate) use make::make;
pub(crate) use sweep::{failed, forget_customers, sweep};

use model::moment;

/// How long a file is kept.
const KEPT: i64 = moment::DAY;
