//! Why a file cannot be read.

use serde::{Deserialize, Serialize};

/// Why a file cannot be read. It travels from the reading process to its parent, and its tag is the name of the sentence that a
/// person reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum ReadError {
    /// The file, or the sheet that was asked for, has nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Neither a workbook nor text: an image, a PDF, a text document.
    #[error("the file is not a table")]
    NotATable,
    /// A web page, whatever its name says. Many systems "export to Excel" this way.
    #[error("the file is a web page")]
    Html,
    /// The workbook is protected by a password; its content is encrypted.
    #[error("the workbook is protected by a password")]
    Protected,
    /// A workbook that was cut off or damaged.
    #[error("the file is damaged: {detail}")]
    Broken {
        /// What the reader stumbled over, for a log.
        detail: String,
    },
    /// More bytes than [`UPLOADED_BYTES`](crate::limits::UPLOADED_BYTES).
    #[error("the file has more than {limit} bytes")]
    TooLarge {
        /// The bound, in bytes.
        limit: u64,
    },
    /// More bytes than [`UNPACKED_BYTES`](crate::limits::UNPACKED_BYTES) when unpacked.
    #[error("the file unpacks to more than {limit} bytes")]
    Unpacks {
        /// The bound, in bytes.
        limit: u64,
    },
    /// Packed tighter than [`PACKED_RATIO`](crate::limits::PACKED_RATIO): a zip bomb.
    #[error("the file unpacks to more than {limit} times its size")]
    PackedTooTightly {
        /// The bound, as a factor.
        limit: u64,
    },
    /// More parts than [`ZIP_PARTS`](crate::limits::ZIP_PARTS) in the workbook's zip.
    #[error("the workbook has more than {limit} parts")]
    TooManyParts {
        /// The bound.
        limit: u64,
    },
    /// More rows than [`ROWS`](crate::limits::ROWS) have something in them, or something stands below
    /// [`SHEET_ROWS`](crate::limits::SHEET_ROWS).
    #[error("the table has more than {limit} rows")]
    TooManyRows {
        /// The bound that was passed.
        limit: u64,
    },
    /// A row goes further than [`COLUMNS`](crate::limits::COLUMNS).
    #[error("row {row} has more than {limit} columns")]
    TooManyColumns {
        /// The bound.
        limit: u64,
        /// Which row, as the spreadsheet numbers it.
        row: u32,
    },
    /// A cell has more characters than [`CELL_CHARACTERS`](crate::limits::CELL_CHARACTERS).
    #[error("the cell in row {row}, column {column} has more than {limit} characters")]
    CellTooLong {
        /// Which row, as the spreadsheet numbers it.
        row: u32,
        /// Which column, from 1.
        column: u32,
        /// The bound.
        limit: u64,
    },
    /// The cells together have more bytes than [`TEXT_BYTES`](crate::limits::TEXT_BYTES).
    #[error("the cells hold more than {limit} bytes")]
    TooMuchText {
        /// The bound, in bytes.
        limit: u64,
    },
    /// The file ends within quotation marks: it was cut off, or a quotation mark is one too many.
    #[error("the quotation mark opened in line {line} never closes")]
    QuoteNeverCloses {
        /// The line of the file in which it opened, from 1.
        line: u64,
    },
    /// The workbook has no sheet of the name that was asked for.
    #[error("the workbook has no such sheet")]
    UnknownSheet,
    /// Reading took more memory or time than the reading process may have.
    #[error("reading the file takes more memory or time than there is for it")]
    TooCostly,
    /// The bytes are not text in the encoding that was asked for.
    #[error("the file is not text in this encoding")]
    NoText,
    /// The file may be well: the process that reads could not be started or spoken to.
    #[error("the file could not be read here: {detail}")]
    Failed {
        /// What happened, for a log.
        detail: String,
    },
}

impl ReadError {
    /// A damaged file, from whatever a reader says about it.
    pub(crate) fn broken(error: impl std::fmt::Display) -> Self {
        Self::Broken { detail: error.to_string() }
    }

    /// Something about this machine, not about the file.
    pub(crate) fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed { detail: error.to_string() }
    }
}
