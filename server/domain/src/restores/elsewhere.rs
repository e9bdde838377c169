//! On PostgreSQL, which brings its own tools.

use crate::jobs::Stop;
use crate::{Services, runs};
use model::backup::BackupFault;

/// Nothing to check.
///
/// # Errors
/// Always.
pub(crate) async fn check(_: &Services, _: &runs::Row) -> std::result::Result<(), Stop> {
    Err(Stop::GiveUp(BackupFault::OwnDumps.problem()))
}
