//! Requests about the rows of an import.

use super::{IssueCode, Level};
use crate::ImportId;
use crate::page::PageRequest;
use serde::{Deserialize, Serialize};

/// Which rows are wanted, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRowQuery {
    /// Of which import.
    pub import: ImportId,
    /// Only of this level.
    #[serde(default)]
    pub level: Option<Level>,
    /// Only those in which this was found.
    #[serde(default)]
    pub code: Option<IssueCode>,
    /// Only those left out, or only those not.
    #[serde(default)]
    pub skipped: Option<bool>,
    /// Only those in which a cell contains this.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// A cell typed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Of which import.
    pub import: ImportId,
    /// The row's number.
    pub number: i64,
    /// The column, from 0.
    pub column: u32,
    /// The new text.
    pub text: String,
    /// What the person saw in the cell: another text by now is not overwritten unseen.
    #[serde(default)]
    pub was: Option<String>,
}

/// Rows to leave out, or to take back in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkipRows {
    /// Of which import.
    pub import: ImportId,
    /// The rows' numbers, at most [`crate::limits::BULK`].
    pub numbers: Vec<i64>,
    /// Left out or not.
    pub skipped: bool,
}
