//! Every row passes here on its way out: it is counted, and held against the limits.

use crate::{ReadError, Result, Row, Summary, limits};
use std::ops::ControlFlow;

/// Who takes the rows.
pub type Sink<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

/// Counts rows, and gives them on.
pub struct Gauge<'a> {
    /// What was counted so far.
    pub summary: Summary,
    sink: Sink<'a>,
    /// Rows to give on at most.
    most: u64,
    text: u64,
}

impl<'a> Gauge<'a> {
    pub fn new(summary: Summary, most: Option<u64>, sink: Sink<'a>) -> Self {
        Self { summary, sink, most: most.unwrap_or(u64::MAX), text: 0 }
    }

    /// Takes a row, empty or not.
    ///
    /// # Errors
    /// A limit is passed.
    pub fn take(&mut self, mut row: Row) -> Result<ControlFlow<()>> {
        let filled = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if filled == 0 {
            return Ok(ControlFlow::Continue(()));
        }
        if self.summary.rows >= self.most {
            self.summary.complete = false;
            return Ok(ControlFlow::Break(()));
        }
        row.cells.truncate(filled);
        let columns = index(filled);
        // A formula that shows nothing is as good as none.
        row.formulas.retain(|column| *column < columns);
        self.hold(&row, columns)?;
        self.count(&row, columns);
        let flow = (self.sink)(row);
        if flow.is_break() {
            self.summary.complete = false;
        }
        Ok(flow)
    }

    fn hold(&mut self, row: &Row, columns: u32) -> Result<()> {
        if self.summary.rows >= limits::ROWS {
            return Err(ReadError::TooManyRows { limit: limits::ROWS });
        }
        reaches(row.number, columns)?;
        for (column, cell) in (1_u32..).zip(&row.cells) {
            if too_long(cell) {
                return Err(ReadError::CellTooLong { row: row.number, column, limit: limits::CELL_CHARACTERS });
            }
            self.text += cell.len() as u64;
        }
        if self.text > limits::TEXT_BYTES {
            return Err(ReadError::TooMuchText { limit: limits::TEXT_BYTES });
        }
        Ok(())
    }

    fn count(&mut self, row: &Row, columns: u32) {
        let empty = index(row.cells.iter().take_while(|cell| cell.is_empty()).count());
        let summary = &mut self.summary;
        summary.empty_columns = if summary.rows == 0 { empty } else { summary.empty_columns.min(empty) };
        summary.columns = summary.columns.max(columns);
        summary.rows += 1;
        summary.formulas += row.formulas.len() as u64;
        summary.errors += row.errors.len() as u64;
    }
}

/// Whether a row may go as far as this many columns. Ask before cells are made of it.
///
/// # Errors
/// It may not.
pub fn reaches(row: u32, columns: u32) -> Result<()> {
    if u64::from(columns) > limits::COLUMNS {
        return Err(ReadError::TooManyColumns { limit: limits::COLUMNS, row });
    }
    Ok(())
}

/// Bytes are never fewer than UTF-16 units, and counting those only matters for the few long cells.
fn too_long(cell: &str) -> bool {
    cell.len() as u64 > limits::CELL_CHARACTERS && cell.encode_utf16().count() as u64 > limits::CELL_CHARACTERS
}

/// A count of columns; no file that was let in has more than fit.
pub fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
