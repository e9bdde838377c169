//! Excel workbooks (Office Open XML), read cell by cell: only the texts that cells share are held in memory.
//!
//! XML names entities of its own making nowhere here: quick-xml expands none, calamine knows the five of XML and characters by
//! number, and takes any other for damage.

use super::merged::Merged;
use super::{Filling, Shown, cell, sheets, wanted};
use crate::gauge::Gauge;
use crate::{Options, ReadError, Result, unpack};
use calamine::{Reader as _, Xlsx, XlsxError};
use std::io::Cursor;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads a workbook.
///
/// # Errors
/// It is damaged, has no such sheet, or passes a limit.
pub fn read(bytes: &[u8], options: &Options, gauge: &mut Gauge<'_>) -> Result<()> {
    let parts = unpack::check(bytes)?;
    let mut book = Book::new(Cursor::new(bytes)).map_err(refused)?;
    gauge.summary.sheets = sheets(book.sheets_metadata());
    for name in wanted(&gauge.summary.sheets, options)? {
        // calamine reads the sheet to its end for them.
        let regions = if parts.merged { book.merge_cells_by_sheet_name(&name).map_err(refused)? } else { Vec::new() };
        let merged = !regions.is_empty();
        read_sheet(&mut book, &name, Merged::new(regions), gauge)?;
        if gauge.summary.rows > 0 {
            gauge.summary.merged = merged;
            gauge.summary.sheet = Some(name);
            return Ok(());
        }
    }
    Ok(())
}

fn read_sheet(book: &mut Book<'_>, name: &str, mut merged: Merged, gauge: &mut Gauge<'_>) -> Result<()> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A chart or a dialog of long ago that passes for a sheet.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(refused(error)),
    };
    let mut filling = Filling::new(gauge);
    while let Some(read) = cells.next_cell_with_formula_metadata().map_err(refused)? {
        let shown =
            if merged.covers(read.pos) { Shown::default() } else { cell::shown(&read.value, read.formula.is_some()) };
        if filling.put(read.pos, shown)?.is_break() {
            return Ok(());
        }
    }
    filling.end().map(|_| ())
}

fn refused(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Protected,
        XlsxError::Zip(error) => unpack::refused(error),
        error => ReadError::broken(error),
    }
}
