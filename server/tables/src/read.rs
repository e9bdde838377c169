//! Reading a file of any kind.

use crate::gauge::{Gauge, Sink};
use crate::{Kind, Options, ReadError, Result, Row, Summary, book, detect, limits, text};
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::ops::ControlFlow;
use std::path::Path;

/// Where a file is.
#[derive(Debug, Clone, Copy)]
pub enum Source<'a> {
    /// In memory.
    Bytes(&'a [u8]),
    /// On this machine's disk.
    Path(&'a Path),
}

/// Reads a file row by row, until its end or until `sink` breaks off.
///
/// Of the file everything is held in memory, of its rows one. A panic in one of the readers underneath is not caught here: files
/// from outside are read by [`child`](crate::child).
///
/// # Errors
/// See [`ReadError`]; rows may have been given out before.
pub fn read(source: Source<'_>, options: &Options, sink: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<Summary> {
    match source {
        Source::Bytes(bytes) => read_bytes(bytes, options, sink),
        Source::Path(path) => read_bytes(&load(File::open(path).map_err(ReadError::failed)?)?, options, sink),
    }
}

/// All bytes of an input.
///
/// # Errors
/// It cannot be read, or there is no memory for it. One byte more is taken than a file may have.
pub fn load(input: impl std::io::Read) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(limits::UPLOADED_BYTES + 1).read_to_end(&mut bytes).map_err(|error| match error.kind() {
        ErrorKind::OutOfMemory => ReadError::TooCostly,
        _ => ReadError::failed(error),
    })?;
    Ok(bytes)
}

/// Reads a file that is in memory.
///
/// # Errors
/// See [`read`].
pub fn read_bytes(bytes: &[u8], options: &Options, sink: Sink<'_>) -> Result<Summary> {
    if bytes.len() as u64 > limits::UPLOADED_BYTES {
        return Err(ReadError::TooLarge { limit: limits::UPLOADED_BYTES });
    }
    let kind = detect(bytes);
    let mut gauge = Gauge::new(Summary::of(kind), options.rows, sink);
    match kind {
        Kind::Xlsx => book::xlsx::read(bytes, options, &mut gauge)?,
        Kind::Xls => book::xls::read(bytes, options, &mut gauge)?,
        Kind::Ods => book::ods::read(bytes, options, &mut gauge)?,
        Kind::Text => text::read(bytes, options.text, &mut gauge)?,
        Kind::Html => return Err(ReadError::Html),
        Kind::Protected => return Err(ReadError::Protected),
        Kind::Empty => return Err(ReadError::Empty),
        Kind::Unknown => return Err(ReadError::NotATable),
    }
    if gauge.summary.rows == 0 { Err(ReadError::Empty) } else { Ok(gauge.summary) }
}
