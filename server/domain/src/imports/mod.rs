//! Imports: a file is read into rows, its columns are mapped, every row is checked and may be repaired, and what is left becomes
//! a change set. Nothing is written into the organisation before that is carried out.

mod agents;
mod cancel;
mod check;
mod customers;
mod draft;
mod forget;
mod get;
mod guess;
mod judge;
mod list;
mod mappings;
mod members;
mod presets;
mod propose;
mod quota;
mod read;
mod rejected;
mod repair;
mod rows;
mod save;
mod start;
mod sweep;
mod synonyms;
mod tally;
mod upload;

pub use cancel::cancel;
pub(crate) use check::check_import;
pub(crate) use draft::draft_import;
pub(crate) use forget::{Erased, forget_customer};
pub use get::get;
pub use list::{list, list_rows};
pub(crate) use members::Imports;
pub use presets::{delete_preset, presets, save_preset};
pub use quota::{quota, set_plan};
pub(crate) use read::read_import;
pub use rejected::{Rejected, RejectedRow, rejected};
pub use repair::{repair, skip};
pub use save::save;
pub use start::{check, draft};
pub(crate) use sweep::{failed, sweep};
pub use upload::Upload;

use crate::{Conn, Result, Viewer};
use model::import::{ImportKind, ImportState};
use model::permission::Permission;
use model::{Code, ImportId, Problem};
use rows::Row;

/// Passes if the viewer may import something: before it is known what.
///
/// # Errors
/// [`Code::Forbidden`].
pub fn require_any(viewer: &Viewer) -> Result<()> {
    if kinds(viewer).next().is_some() {
        return Ok(());
    }
    require(viewer, ImportKind::Members)
}

/// Passes if the viewer may import files of a kind; what is about the organisation as a whole, for whoever sees all of it.
///
/// # Errors
/// [`Code::Forbidden`].
pub fn require(viewer: &Viewer, kind: ImportKind) -> Result<()> {
    for right in kind.rights() {
        if right.fits_departments() {
            viewer.require(*right)?;
        } else {
            viewer.require_everywhere(*right)?;
        }
    }
    Ok(())
}

fn allows(viewer: &Viewer, kind: ImportKind) -> bool {
    require(viewer, kind).is_ok()
}

/// The kinds that the viewer may import.
fn kinds(viewer: &Viewer) -> impl Iterator<Item = ImportKind> {
    ImportKind::ALL.iter().copied().filter(|kind| allows(viewer, *kind))
}

/// Whether the viewer sees only the imports he made himself: the rows of others may be about anybody, and hold phone numbers in
/// whatever column.
fn only_own(viewer: &Viewer) -> bool {
    viewer.scope.is_some() || !viewer.allows(Permission::MembersPhones)
}

/// An import that the viewer sees.
///
/// # Errors
/// [`Code::NotFound`]
async fn find_for(conn: &mut Conn, viewer: &Viewer, id: &ImportId) -> Result<Row> {
    let row = rows::find(conn, &viewer.organisation, id).await?;
    let row = row.filter(|row| row.state != ImportState::Uploading && allows(viewer, row.kind));
    // Of a key, what it brought itself, and not what whoever made it brought.
    let own = |row: &Row| match viewer.key() {
        Some(key) => row.created_by_key == Some(key),
        None => row.created_by_member == viewer.member,
    };
    let row = row.filter(|row| !only_own(viewer) || own(row));
    Ok(row.ok_or(Code::NotFound)?)
}

fn wrong_state(row: &Row) -> crate::Error {
    Problem::new(Code::WrongState).with("state", row.shown_state()).into()
}
