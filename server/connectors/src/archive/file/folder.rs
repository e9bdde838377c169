//! The folder that is read, and nothing outside of it.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    os::{fd::OwnedFd, unix::ffi::OsStrExt},
    path::{Path, PathBuf},
};

use rustix::fs::{Mode, OFlags, open, openat};

use crate::archive::{ArchiveError, MediaRef, Reason};

/// A folder with messages, or one file in it.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    handle: OwnedFd,
    only: Option<OsString>,
}

/// Where files lie that belong to messages.
const MEDIA: &str = "media";

/// A name that leads somewhere else, a pipe that never ends: neither is opened, and neither holds anybody up.
const HERE: OFlags = OFlags::RDONLY.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

impl Folder {
    /// The path itself may be a link: whoever set it up chose it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(path)?;
        let (path, only) = match (path.is_dir(), path.parent(), path.file_name()) {
            (false, Some(parent), Some(name)) => (parent.to_owned(), Some(name.to_owned())),
            _ => (path, None),
        };
        let handle = open(&path, OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
        Ok(Self { path, handle, only })
    }

    /// The files of messages, in the order of their names.
    pub(super) fn files(&self) -> io::Result<Vec<OsString>> {
        if let Some(only) = &self.only {
            return Ok(vec![only.clone()]);
        }
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            let name = entry.file_name();
            let listed = name.as_bytes().ends_with(b".jsonl") && !name.as_bytes().starts_with(b".");
            if listed && entry.file_type()?.is_file() {
                found.push(name);
            }
        }
        found.sort();
        Ok(found)
    }

    pub(super) fn file(&self, name: &OsString) -> io::Result<File> {
        regular(File::from(openat(&self.handle, name, HERE, Mode::empty())?))
    }

    /// A file that belongs to a message, by its MD5 or else by its name on the platform.
    pub(super) fn media(&self, media: &MediaRef) -> Result<File, ArchiveError> {
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => ArchiveError::skip(Reason::NoSuchFile, "it is not in the folder"),
            _ => ArchiveError::skip(Reason::NotReadable, error),
        };
        let names = [&media.md5, &media.sdkfileid].into_iter().filter(|name| is_plain(name));
        let mut failure = io::Error::from(io::ErrorKind::NotFound);
        let folder = openat(&self.handle, MEDIA, HERE | OFlags::DIRECTORY, Mode::empty())
            .map_err(|error| missing(error.into()))?;
        for name in names {
            match openat(&folder, name.as_str(), HERE, Mode::empty()).map_err(io::Error::from) {
                Ok(file) => return regular(File::from(file)).map_err(missing),
                Err(error) => failure = error,
            }
        }
        Err(missing(failure))
    }
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("not a file")) }
}

/// Whether a text from a message may name a file: letters, digits and a few marks, none of which leads elsewhere.
fn is_plain(name: &str) -> bool {
    let marks = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'=' | b'+');
    !name.is_empty() && name.len() <= 255 && !name.starts_with('.') && name.bytes().all(marks)
}
