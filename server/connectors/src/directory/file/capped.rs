//! A file that gives only so many bytes until somebody allows more.

use std::{
    cell::Cell,
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    rc::Rc,
};

/// How many bytes may still be read.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowance(Rc<Cell<u64>>);

impl Allowance {
    pub(super) fn renew(&self, bytes: u64) {
        self.0.set(bytes);
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.0.get() == 0
    }
}

/// Fails with an error instead of reading beyond the allowance.
#[derive(Debug)]
pub(super) struct Capped {
    pub(super) file: File,
    pub(super) allowance: Allowance,
}

impl Read for Capped {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.allowance.is_used_up() {
            return Err(io::Error::other("more than was allowed"));
        }
        let left = usize::try_from(self.allowance.0.get()).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.file.read(&mut buffer[..left])?;
        self.allowance.0.set(self.allowance.0.get() - read as u64);
        Ok(read)
    }
}

impl Seek for Capped {
    fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
        self.file.seek(place)
    }
}
