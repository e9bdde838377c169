//! Reading in a process of its own, which may have so much memory and time and no more, and can reach nothing: what a file does to
//! it, it does to nobody else.
//!
//! The parent writes a line of JSON to its standard input, a [`Request`], and the bytes of the file after it where they are not
//! on disk. The child answers on standard output with a line of JSON for every row and one for the end, a [`Line`].

mod bounds;
mod reader;
mod serve;

pub use bounds::Bounds;
pub use reader::{Program, Reader};
pub use serve::serve;

use crate::{Options, ReadError, Row, Summary};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What the parent asks.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    /// The file; its bytes follow the request where there is none.
    path: Option<PathBuf>,
    options: Options,
    bounds: Bounds,
}

/// A line of the answer.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The next row.
    Row(Row),
    /// There are no more.
    Summary(Summary),
    /// It cannot be read.
    Refused(ReadError),
}
