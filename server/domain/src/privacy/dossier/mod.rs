//! Everything that is held about one person, as JSON: gathered by a run, kept for a day, fetched by whoever asked for it.
//!
//! The document, version `muster.person/1`: an object with
//! * `schema`: the version; `made_at`: when, RFC 3339 as all moments; `organisation` and `person`: objects with `id`, and `name` or `kind`
//!   (`customer`, `member`);
//! * `cut_short`: names of lists of which only the newest `most_rows` rows are here;
//! * of a customer: `record`, `platform_links`, `relations`, `holds`, `recycle_bin` (an object or null), `remembered_deletions`,
//!   `erasures`, `proposed_changes`, `decided_conflicts`, `activity`, `exports`, `messages`, `archived_messages`, `archive_consents`, `opened_by`,
//!   `privacy_requests`;
//! * of a member: the sections of `member.rs`, `record` and `account` first.
//!
//! Each section is a list of objects; values are the words of the interface for scripts. Phone numbers of others are masked, secrets and
//! network addresses of others are not in it.

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

/// The most rows of a list. Of what is longer, the newest are in the file, and `cut_short` names it.
const MOST: i64 = 20_000;
