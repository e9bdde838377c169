//! Everything that is held about one person, as JSON: gathered by a run, kept for a day, fetched by whoever asked for it.

mod customer;
mod file;
mod make;
mod member;
mod own;
mod table;
mod tables;

pub(in crate::privacy) use file::of;
pub use file::{File, fetch, start_dossier};
pub(in crate::privacy) use make::forget;
pub(crate) use make::{failed, make, sweep};
pub use tables::{LEFT_OUT, TABLES};

use model::moment;

/// The version of the document: one more with every change that a program which reads it would notice.
const SCHEMA: &str = "muster.person/1";

/// How long a file is kept, as exports for scripts are.
const KEPT: i64 = moment::DAY;

/// Bytes of a part; each is a transaction of its own.
const PART: usize = 256 * 1024;

/// The most rows of a list. Of what is longer, the newest are in the file, and how many there are in all.
const MOST: i64 = 20_000;
