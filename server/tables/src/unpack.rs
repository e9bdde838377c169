//! What a zip unpacks to, found out by unpacking it once into nothing: what its headers claim is up to whoever made it.
//!
//! calamine unpacks the same bytes again without any bound.

use crate::{ReadError, Result, limits};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;
use zip::result::ZipError;

/// What the parts of a zip say before anything is read.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Whether any of them has merged cells as XLSX writes them. Asking calamine reads a sheet a second time.
    pub merged: bool,
}

/// How XLSX begins a merged region.
const MERGED: &[u8] = b"mergeCell ";
/// Bytes unpacked at a time.
const BLOCK: usize = 1 << 16;

/// Unpacks everything into nothing.
///
/// # Errors
/// It is too much, cut off, damaged, or encrypted.
pub fn check(bytes: &[u8]) -> Result<Parts> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if zip.len() as u64 > limits::ZIP_PARTS {
        return Err(ReadError::TooManyParts { limit: limits::ZIP_PARTS });
    }
    // Parts that share their bytes unpack to the square of the file, and no program writes them.
    if zip.has_overlapping_files().map_err(refused)? {
        return Err(ReadError::broken("parts overlap"));
    }
    let mut parts = Parts::default();
    let mut total = 0;
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).map_err(refused)?;
        let packed = part.compressed_size();
        let mut block = vec![0; BLOCK];
        let mut unpacked = 0;
        // What the block before ended with, so that a word across two blocks is found.
        let mut kept = 0;
        loop {
            let read = match part.read(&mut block[kept..]) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => return Err(ReadError::broken(error)),
            };
            unpacked += read as u64;
            total += read as u64;
            if total > limits::UNPACKED_BYTES {
                return Err(ReadError::Unpacks { limit: limits::UNPACKED_BYTES });
            }
            if unpacked > limits::RATIO_COUNTS_FROM && unpacked / limits::PACKED_RATIO > packed {
                return Err(ReadError::PackedTooTightly { limit: limits::PACKED_RATIO });
            }
            let end = kept + read;
            parts.merged = parts.merged || memchr::memmem::find(&block[..end], MERGED).is_some();
            kept = end.min(MERGED.len() - 1);
            block.copy_within(end - kept..end, 0);
        }
    }
    Ok(parts)
}

/// Why a zip is not read.
pub fn refused(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ReadError::Protected,
        error => ReadError::broken(error),
    }
}
