//! Lists that are read a page at a time.

use serde::{Deserialize, Serialize};

/// Rows of a page unless told otherwise.
pub const DEFAULT_LIMIT: u32 = 100;
/// The most rows a page may have.
pub const MAX_LIMIT: u32 = 500;

/// One page of a list. Pages are found by key, not by number, so that the millionth costs what the first does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows, at most the limit asked for.
    pub items: Vec<T>,
    /// Opaque text that asks for the page after this one; `None` at the end.
    pub next_cursor: Option<String>,
    /// Rows in all, where it was asked for and can be told in time.
    pub total: Option<i64>,
}

impl<T> Page<T> {
    /// An empty page.
    pub const fn empty() -> Self {
        Self { items: Vec::new(), next_cursor: None, total: None }
    }
}

/// What each list request carries beside its filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct PageRequest {
    /// Where to go on; `None` for the first page.
    pub cursor: Option<String>,
    /// Rows wanted; 0 for the default, held at [`MAX_LIMIT`].
    #[serde(default)]
    pub limit: u32,
    /// Whether to count all matching rows.
    #[serde(default)]
    pub count: bool,
}

impl PageRequest {
    /// The number of rows to read.
    pub const fn rows(&self) -> i64 {
        if self.limit == 0 {
            DEFAULT_LIMIT as i64
        } else if self.limit > MAX_LIMIT {
            MAX_LIMIT as i64
        } else {
            self.limit as i64
        }
    }
}
