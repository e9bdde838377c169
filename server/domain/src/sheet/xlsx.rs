//! Excel workbooks (Office Open XML), written row by row into a temporary file, so that a million rows need no memory.
//!
//! Text is written as text: a workbook runs only what is marked as a formula.

use super::Cell;
use crate::{Error, Result};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};
use std::fs::File;
use std::io::{Seek as _, SeekFrom};

/// Rows that one sheet takes, the header among them; those after it go onto another sheet.
const MOST: u32 = 1_048_576;
/// Width of a column, in characters.
const WIDTH: f64 = 22.0;

/// A workbook with one table.
pub struct Book {
    book: Workbook,
    name: String,
    header: Vec<String>,
    head: Format,
    moment: Format,
    /// Where the next row goes; [`MOST`] before there is a sheet.
    row: u32,
    sheets: usize,
}

impl Book {
    /// An empty workbook whose sheets are named `name` and begin with `header`.
    pub fn new(name: &str, header: Vec<String>) -> Self {
        Self {
            book: Workbook::new(),
            name: name.to_owned(),
            header,
            head: Format::new().set_bold().set_align(FormatAlign::Top),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm"),
            row: MOST,
            sheets: 0,
        }
    }

    /// Adds rows.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> Result<()> {
        for row in rows {
            if self.row >= MOST {
                self.begin_sheet().map_err(broken)?;
            }
            self.add_row(row).map_err(broken)?;
        }
        Ok(())
    }

    fn begin_sheet(&mut self) -> std::result::Result<(), XlsxError> {
        self.sheets += 1;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };
        let sheet = self.book.add_worksheet_with_low_memory()?;
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, title) in (0_u16..).zip(&self.header) {
            sheet.set_column_width(at, WIDTH)?;
            sheet.write_string_with_format(0, at, title, &self.head)?;
        }
        self.row = 1;
        Ok(())
    }

    fn add_row(&mut self, row: &[Cell]) -> std::result::Result<(), XlsxError> {
        let sheet = self.book.worksheet_from_index(self.sheets - 1)?;
        for (at, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(text) => {
                    sheet.write_string(self.row, at, text)?;
                }
                Cell::List(texts) => {
                    sheet.write_string(self.row, at, super::joined(texts))?;
                }
                Cell::Moment(moment) => {
                    let date = ExcelDateTime::from_timestamp(moment.0 / model::moment::SECOND)?;
                    sheet.write_datetime_with_format(self.row, at, &date, &self.moment)?;
                }
                Cell::Empty => {}
            }
        }
        self.row += 1;
        Ok(())
    }

    /// The finished file, at its beginning. Nobody else sees it, and it is gone when it is closed.
    ///
    /// # Errors
    /// The temporary file cannot be written.
    pub fn finish(mut self) -> Result<File> {
        if self.sheets == 0 {
            self.begin_sheet().map_err(broken)?;
        }
        let mut file = tempfile::tempfile().map_err(|error| Error::Broken(error.to_string()))?;
        self.book.save_to_writer(&mut file).map_err(broken)?;
        file.seek(SeekFrom::Start(0)).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(file)
    }
}

fn broken(error: XlsxError) -> Error {
    Error::Broken(error.to_string())
}
