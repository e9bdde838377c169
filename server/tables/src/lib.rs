//! Reading whatever table file a person uploads: workbooks (XLSX, XLS, ODS) and text (CSV, TSV), told by content, never by name.
//!
//! [`read`] streams rows of text as a person would see them, within the bounds of [`limits`]. What it reads comes from outside and
//! the readers underneath were written by others, so a server reads in a process of its own, which has bounds on memory and
//! processor time: [`child`].

pub mod child;
pub mod limits;

mod book;
mod detect;
mod error;
mod gauge;
mod options;
mod read;
mod row;
mod text;
mod unpack;

pub use detect::{Kind, detect};
pub use error::ReadError;
pub use options::{Delimiter, Encoding, Options, TextOptions};
pub use read::{Source, read};
pub use row::{Row, Sheet, Summary};

/// What went well, or why it did not.
pub type Result<T> = std::result::Result<T, ReadError>;
