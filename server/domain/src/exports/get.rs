//! Looking how far a file is.

use super::rows::{self, Row};
use crate::{Conn, Result, Services, Viewer};
use model::export::{Export, ExportKind};
use model::permission::Permission;
use model::{Code, ExportId};

/// An export of the viewer's own.
///
/// # Errors
/// [`Code::NotFound`], also for what somebody else asked for, and once it is gone; [`Code::Forbidden`] without the right, which may
/// have been taken away meanwhile.
pub async fn get(services: &Services, viewer: &Viewer, id: &ExportId) -> Result<Export> {
    let mut conn = services.store.read().await?;
    Ok(find_for(&mut conn, viewer, id).await?.into())
}

/// An export that the viewer asked for.
pub(super) async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &ExportId) -> Result<Row> {
    // Whoever may not export anything is told so, and not whether there is one.
    let right = ExportKind::ALL.iter().map(|kind| kind.right()).find(|right| viewer.allows(*right));
    viewer.require(right.unwrap_or(Permission::MembersExport))?;
    let row = rows::find(conn, &viewer.organisation, id).await?;
    let key = viewer.key();
    let own = |row: &Row| row.created_by_key == key && (key.is_some() || row.created_by_member == viewer.member);
    let row = row.filter(own).ok_or(Code::NotFound)?;
    viewer.require(row.kind.right())?;
    Ok(row)
}
