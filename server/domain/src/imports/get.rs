//! One import with what its page shows.

use super::guess::{self, LOOKED_AT, Numbered};
use super::{find_for, require_any, rows};
use crate::{Result, Services, Viewer};
use model::ImportId;
use model::import::ImportDetail;

/// Rows to choose the header from.
const HEAD: usize = 10;

/// One import.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &ImportId) -> Result<ImportDetail> {
    require_any(viewer)?;
    let mut conn = services.store.read().await?;
    let row = find_for(&mut conn, viewer, id).await?;
    let first = rows::block(&mut conn, id, 0, LOOKED_AT as i64).await?;
    let mut numbered: Vec<Numbered> = Vec::with_capacity(first.len());
    for row in &first {
        numbered.push((row.number, row.cells()?));
    }
    let columns = guess::columns(row.kind, &numbered, row.options()?.header_row);
    let head = first.into_iter().take(HEAD).map(rows::FileRow::shown).collect::<Result<_>>()?;
    Ok(ImportDetail { import: row.into(), columns, head })
}
