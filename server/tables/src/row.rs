//! What a file is read into.

use crate::{Delimiter, Encoding, Kind};
use serde::{Deserialize, Serialize};

/// A row with something in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1. Empty rows count and are left out.
    pub number: u32,
    /// What a person sees in each cell, from column A up to the last cell with something in it, as far as
    /// [`COLUMNS`](crate::limits::COLUMNS).
    pub cells: Vec<String>,
    /// Columns, from 0, whose cell is a formula; the text is the value it had when the file was saved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub formulas: Vec<u32>,
    /// Columns, from 0, whose cell is an error like `#N/A`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<u32>,
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Whether a person has to look for it.
    pub hidden: bool,
}

/// What was read, told after the last row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// What the file is.
    pub kind: Kind,
    /// For text: how characters were bytes.
    pub encoding: Option<Encoding>,
    /// For text: what stood between cells.
    pub delimiter: Option<Delimiter>,
    /// For workbooks: their sheets with cells, in their order.
    pub sheets: Vec<Sheet>,
    /// For workbooks: the sheet that was read.
    pub sheet: Option<String>,
    /// Rows that were given out.
    pub rows: u64,
    /// Columns up to the last with something in it.
    pub columns: u32,
    /// Columns on the left, before the first with something in it.
    pub empty_columns: u32,
    /// Whether the sheet has merged cells. The value stands in the first of them, the others are empty.
    pub merged: bool,
    /// Cells that are formulas.
    pub formulas: u64,
    /// Cells that are errors.
    pub errors: u64,
    /// Whether everything was read: false where whoever took the rows wanted no more.
    pub complete: bool,
}

impl Summary {
    /// Nothing read yet.
    pub(crate) fn of(kind: Kind) -> Self {
        Self {
            kind,
            encoding: None,
            delimiter: None,
            sheets: Vec::new(),
            sheet: None,
            rows: 0,
            columns: 0,
            empty_columns: 0,
            merged: false,
            formulas: 0,
            errors: 0,
            complete: true,
        }
    }
}
