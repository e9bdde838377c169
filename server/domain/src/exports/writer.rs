//! The bytes of a file, block by block of its rows.

use crate::sheet::xlsx::Book;
use crate::sheet::{Cell, csv, json};
use crate::{Error, Result};
use model::export::ExportFormat;
use std::fs::File;

/// A file that is being written.
pub(super) enum Writer {
    /// Comma-separated values.
    Csv,
    /// An array of objects with these keys.
    Json {
        /// Of each object.
        keys: Vec<String>,
        /// Whether nothing was written yet.
        first: bool,
    },
    /// A workbook, whose bytes come at the end only.
    Xlsx(Box<Book>),
}

impl Writer {
    /// Begins; the first bytes.
    pub fn begin(format: ExportFormat, title: &str, columns: Vec<String>) -> Result<(Self, Vec<u8>)> {
        Ok(match format {
            ExportFormat::Csv => {
                let header = csv::rows(&[columns.into_iter().map(Cell::from).collect()])?;
                (Self::Csv, [csv::BYTE_ORDER_MARK, &header].concat())
            }
            ExportFormat::Json => (Self::Json { keys: columns, first: true }, json::BEGIN.to_vec()),
            ExportFormat::Xlsx => (Self::Xlsx(Box::new(Book::new(title, columns))), Vec::new()),
        })
    }

    /// The bytes of the next rows.
    pub async fn add(self, rows: Vec<Vec<Cell>>) -> Result<(Self, Vec<u8>)> {
        Ok(match self {
            Self::Csv => (Self::Csv, csv::rows(&rows)?),
            Self::Json { keys, first } => {
                let bytes = json::rows(&keys, &rows, first)?;
                (Self::Json { keys, first: first && rows.is_empty() }, bytes)
            }
            Self::Xlsx(mut book) => {
                // It packs and writes into a temporary file.
                let written = tokio::task::spawn_blocking(move || book.add(&rows).map(|()| book)).await;
                (Self::Xlsx(written.map_err(|error| Error::Broken(error.to_string()))??), Vec::new())
            }
        })
    }

    /// The last bytes: right here, or in a file that holds them all.
    pub async fn finish(self) -> Result<End> {
        Ok(match self {
            Self::Csv => End::Bytes(Vec::new()),
            Self::Json { .. } => End::Bytes(json::END.to_vec()),
            Self::Xlsx(book) => {
                let written = tokio::task::spawn_blocking(move || book.finish()).await;
                End::File(written.map_err(|error| Error::Broken(error.to_string()))??)
            }
        })
    }
}

/// How a file ends.
pub(super) enum End {
    /// With these bytes.
    Bytes(Vec<u8>),
    /// All of it is in here.
    File(File),
}
