//! Tables as files that spreadsheets open.

pub mod csv;
pub mod json;
pub mod xlsx;

use std::future::Future;

/// A list on its way into a file, read block by block.
pub trait Source: Send {
    /// What a line of the file is about.
    type Row: Send;

    /// The next of them in the order of the list; none at the end.
    fn next(&mut self) -> impl Future<Output = crate::Result<Vec<Self::Row>>> + Send;
}

/// A cell of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Text. What looks like a formula is made harmless where the kind of file would run it.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// A moment, in UTC.
    Moment(model::Moment),
    /// Nothing.
    Empty,
}

/// Several texts where one cell holds them.
fn joined(texts: &[String]) -> String {
    texts.join("; ")
}

impl From<Vec<String>> for Cell {
    fn from(texts: Vec<String>) -> Self {
        if texts.is_empty() { Self::Empty } else { Self::List(texts) }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Self::Empty, Into::into)
    }
}
