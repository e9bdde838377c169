//! Restoring a backup: unpacked and checked beside the database, compared with what is here, confirmed by a person, and put in its
//! place while nobody uses either.
//!
//! Everything that is to be different in the restored database is done to the copy before it takes the place ([`carry`]), so that
//! nobody ever reads one in between: backups and their settings come over from the present one, people who were erased since are
//! erased again, sessions that ended stay ended, and what waited is held back. The change of places is one rename ([`swap`]); a
//! marker written before lets the next start finish what a crash cut short.

mod begin;
#[cfg(not(feature = "postgres"))]
mod carry;
#[cfg(not(feature = "postgres"))]
mod check;
mod confirm;
#[cfg(not(feature = "postgres"))]
mod difference;
#[cfg(feature = "postgres")]
mod elsewhere;
mod held;
#[cfg(not(feature = "postgres"))]
pub(crate) mod prepare;
mod rows;
mod run;
#[cfg(not(feature = "postgres"))]
pub mod swap;

pub use begin::{Upload, begin, give_up};
#[cfg(not(feature = "postgres"))]
pub(crate) use check::check;
pub use confirm::confirm;
#[cfg(not(feature = "postgres"))]
pub use difference::difference;
#[cfg(feature = "postgres")]
pub(crate) use elsewhere::check;
pub(crate) use held::held;
pub use held::settle;
pub(crate) use rows::newest;
pub(crate) use run::{failed, run, sweep};

use crate::{Services, backups};
use model::RestoreId;
use std::path::{Path, PathBuf};

/// Where the copy lies that is to take the place.
pub(crate) fn staged(data: &Path, id: &RestoreId) -> PathBuf {
    data.join("staging").join(format!("restore-{id}.db"))
}

/// Where a file lies that somebody brought, as it came.
fn upload_of(services: &Services, id: &RestoreId) -> PathBuf {
    backups::workshop(services).join(format!("restore-{id}.upload"))
}

/// Removes what was prepared.
fn forget_files(services: &Services, id: &RestoreId) {
    let staged = staged(&services.settings.data, id);
    for path in [upload_of(services, id), staged.with_extension("db-wal"), staged.with_extension("db-shm"), staged] {
        let _ = std::fs::remove_file(path);
    }
}
