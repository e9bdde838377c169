//! Whether a file came whole. MD5 is what the platform announces; it shows damage, not malice.

use md5::{Digest, Md5};

use super::{ArchiveError, MediaRef, Reason};

/// Counts and digests what passes.
#[derive(Default)]
pub(super) struct Check {
    digest: Md5,
    size: u64,
}

impl Check {
    pub(super) fn take(&mut self, piece: &[u8]) {
        self.digest.update(piece);
        self.size += piece.len() as u64;
    }

    /// Compares with what was announced, as far as something was.
    pub(super) fn finish(&mut self, media: &MediaRef) -> Result<(), ArchiveError> {
        let found = hex::encode(std::mem::take(&mut self.digest).finalize());
        if !media.md5.is_empty() && !media.md5.eq_ignore_ascii_case(&found) {
            let detail = format!("the MD5 of what came is {found} and not {}", media.md5);
            return Err(ArchiveError::skip(Reason::Damaged, detail));
        }
        match media.size.filter(|size| *size != self.size && media.md5.is_empty()) {
            None => Ok(()),
            Some(size) => {
                let detail = format!("{} bytes came and not {size}", self.size);
                Err(ArchiveError::skip(Reason::Damaged, detail))
            }
        }
    }
}
