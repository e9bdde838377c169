//! Backups of the whole installation: by hand, by a schedule, and by itself before a change set that removes much.
//!
//! A copy is written beside the database ([`snapshot`]: one reader more, never the writer), opened and checked, packed and, where
//! there is a passphrase, encrypted into the folder of backups under a temporary name, read back, and only then renamed. What goes
//! to a store is read back too. So what the list calls verified was whole when it was made.
//!
//! PostgreSQL brings its own tools; the page tells the commands ([`own_dumps`]).

mod access;
mod before;
mod begin;
mod failure;
mod file;
mod keep;
mod list;
mod make;
pub(crate) mod own_dumps;
pub(crate) mod pack;
mod remove;
pub(crate) mod rows;
mod schedule;
mod settings;
#[cfg(not(feature = "postgres"))]
pub(crate) mod snapshot;
mod store;
mod test;
#[cfg(not(feature = "postgres"))]
pub(crate) mod verify;

pub(crate) use access::{home, manages, require, require_here};
pub(crate) use before::{before_apply, copy_before};
pub use begin::{New, add, begin};
pub(crate) use failure::of_io;
#[cfg(not(feature = "postgres"))]
pub(crate) use failure::of_sql;
pub use file::{File, file};
pub use list::{get, list, recent};
#[cfg(not(feature = "postgres"))]
pub(crate) use make::tell;
pub(crate) use make::{failed, make, run};
pub use remove::remove;
pub(crate) use schedule::start_due;
pub use settings::save;
#[cfg(not(feature = "postgres"))]
pub(crate) use settings::{open_passphrase, passphrase};
pub(crate) use store::Remote;
pub(crate) use test::run_test;
pub use test::test;

use crate::{Conn, Result, Services};
use std::path::PathBuf;

/// Where copies lie while they are worked on: beside the database, which is as legible.
pub(crate) fn workshop(services: &Services) -> PathBuf {
    services.settings.data.join("staging")
}

/// Where files go unless the settings name another folder.
pub(crate) fn default_folder(services: &Services) -> PathBuf {
    services.settings.data.join("backups")
}

/// The store that files are sent to; `None` where there is none.
pub(crate) async fn remote(conn: &mut Conn, services: &Services) -> Result<Option<Remote>> {
    Remote::of(services, &settings::read(conn).await?)
}

/// Removes what is over: files beyond those that are kept, and what restores left.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    keep::tidy(services).await?;
    crate::restores::sweep(services).await
}
