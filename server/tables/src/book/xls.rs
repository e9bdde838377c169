//! Excel workbooks from before 2007 (BIFF), read into memory as a whole: their records refer to each other in every direction.

use super::merged::Merged;
use super::{Filling, Shown, cell, sheets, wanted};
use crate::gauge::Gauge;
use crate::{Options, ReadError, Result};
use calamine::{Reader as _, Xls, XlsError};
use std::io::Cursor;

/// Reads a workbook.
///
/// # Errors
/// It is damaged or protected, has no such sheet, or passes a limit.
pub fn read(bytes: &[u8], options: &Options, gauge: &mut Gauge<'_>) -> Result<()> {
    let mut book = Xls::new(Cursor::new(bytes)).map_err(refused)?;
    gauge.summary.sheets = sheets(book.sheets_metadata());
    for name in wanted(&gauge.summary.sheets, options)? {
        read_sheet(&mut book, &name, gauge)?;
        if gauge.summary.rows > 0 {
            gauge.summary.sheet = Some(name);
            return Ok(());
        }
    }
    Ok(())
}

fn read_sheet(book: &mut Xls<Cursor<&[u8]>>, name: &str, gauge: &mut Gauge<'_>) -> Result<()> {
    let range = book.worksheet_range(name).map_err(refused)?;
    let formulas = book.worksheet_formula(name).map_err(refused)?;
    let regions = book.merge_cells_by_sheet_name(name).map_err(refused)?;
    gauge.summary.merged = !regions.is_empty();
    let mut merged = Merged::new(regions);
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut filling = Filling::new(gauge);
    for (row, column, data) in range.used_cells() {
        let at = (first_row + crate::gauge::index(row), first_column + crate::gauge::index(column));
        let formula = formulas.get_value(at).is_some_and(|formula| !formula.is_empty());
        let shown = if merged.covers(at) { Shown::default() } else { cell::kept(data, formula) };
        if filling.put(at, shown)?.is_break() {
            return Ok(());
        }
    }
    filling.end().map(|_| ())
}

fn refused(error: XlsError) -> ReadError {
    match error {
        XlsError::Password => ReadError::Protected,
        error => ReadError::broken(error),
    }
}
