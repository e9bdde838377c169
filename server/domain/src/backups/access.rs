//! Who may: whoever runs the installation.

use crate::{Conn, Result, Viewer};
use model::backup::BackupFault;
use model::permission::Permission;
use model::{Code, OrganisationId, Problem};

/// The organisation that was set up first, in which [`Permission::BackupsManage`] counts.
pub(crate) async fn home(conn: &mut Conn) -> Result<Option<OrganisationId>> {
    let id = sqlx::query_scalar("select id from organisations order by created_at, id limit 1");
    Ok(id.fetch_optional(conn).await?)
}

/// Whether the viewer runs the installation.
pub(crate) async fn manages(conn: &mut Conn, viewer: &Viewer) -> Result<bool> {
    Ok(viewer.require_everywhere(Permission::BackupsManage).is_ok()
        && home(conn).await?.as_ref() == Some(&viewer.organisation))
}

/// Passes for whoever runs the installation: the right alone is not enough, a Super Admin of another organisation has it too.
///
/// # Errors
/// [`Code::Forbidden`].
pub(crate) async fn require(conn: &mut Conn, viewer: &Viewer) -> Result<()> {
    viewer.require_everywhere(Permission::BackupsManage)?;
    if home(conn).await?.as_ref() == Some(&viewer.organisation) {
        return Ok(());
    }
    Err(Problem::new(Code::Forbidden).with("permission", Permission::BackupsManage).into())
}

/// Passes where Muster makes the copies itself.
///
/// # Errors
/// [`BackupFault::OwnDumps`] on PostgreSQL.
pub(crate) fn require_here() -> Result<()> {
    if cfg!(feature = "postgres") { Err(BackupFault::OwnDumps.problem().into()) } else { Ok(()) }
}
