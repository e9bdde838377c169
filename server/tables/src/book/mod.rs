//! Workbooks.

pub mod ods;
pub mod xls;
pub mod xlsx;

mod cell;
mod content;
mod merged;

use crate::gauge::Gauge;
use crate::{Options, ReadError, Result, Row, Sheet, limits};
use calamine::{SheetType, SheetVisible};
use std::ops::ControlFlow;

/// The sheets that have cells; charts and macros have none.
fn sheets(metadata: &[calamine::Sheet]) -> Vec<Sheet> {
    let with_cells = metadata.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    with_cells.map(|sheet| Sheet { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible }).collect()
}

/// The sheets to read, in turn, until one has something in it: the one asked for, or all that are visible.
fn wanted(sheets: &[Sheet], options: &Options) -> Result<Vec<String>> {
    if let Some(name) = &options.sheet {
        let known = sheets.iter().any(|sheet| sheet.name == *name);
        return if known { Ok(vec![name.clone()]) } else { Err(ReadError::UnknownSheet) };
    }
    Ok(sheets.iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name.clone()).collect())
}

/// Cells on their way into rows. They come row by row, as every program writes them.
struct Filling<'g, 'a> {
    gauge: &'g mut Gauge<'a>,
    row: Row,
}

/// A cell as a person sees it.
#[derive(Debug, Clone, Default)]
struct Shown {
    text: String,
    formula: bool,
    error: bool,
}

impl<'g, 'a> Filling<'g, 'a> {
    fn new(gauge: &'g mut Gauge<'a>) -> Self {
        Self { gauge, row: Row::default() }
    }

    /// Takes a cell at a row and column, both from 0. Breaks where nobody wants more.
    fn put(&mut self, (row, column): (u32, u32), shown: Shown) -> Result<ControlFlow<()>> {
        let number = row.saturating_add(1);
        if u64::from(number) > limits::SHEET_ROWS {
            return Err(ReadError::TooManyRows { limit: limits::SHEET_ROWS });
        }
        if number < self.row.number {
            return Err(ReadError::broken("rows are not in order"));
        }
        let flow = if number > self.row.number { self.end()? } else { ControlFlow::Continue(()) };
        self.row.number = number;
        if flow.is_break() || shown.text.is_empty() {
            return Ok(flow);
        }
        crate::gauge::reaches(number, column.saturating_add(1))?;
        let at = column as usize;
        if self.row.cells.len() <= at {
            self.row.cells.resize(at + 1, String::new());
        }
        self.row.cells[at] = text_of(shown.text);
        self.row.formulas.extend(shown.formula.then_some(column));
        self.row.errors.extend(shown.error.then_some(column));
        Ok(flow)
    }

    /// Gives the row on that was being filled.
    fn end(&mut self) -> Result<ControlFlow<()>> {
        let row = std::mem::take(&mut self.row);
        self.gauge.take(row)
    }
}

/// XML has no zero character, but Excel's own escape for it (`_x0000_`), and no database takes it.
fn text_of(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text }
}
