//! Accounts that another program wrote into a file: CSV with a heading, or JSON Lines.
//!
//! * CSV: fields between commas, semicolons or tabs, whichever the heading has most of; quotation marks as in RFC 4180.
//! * JSON Lines: one object a line; its keys are the heading.
//! * Names of columns are taken in several spellings, in English and Chinese; others are ignored. There must
//!   be an id or, to stand for it, an e-mail address. Empty lines are ignored.
//! * UTF-8, with or without a mark at its beginning.
//!
//! The file is never in memory whole: a page reads on from where the one before ended. When it was written anew in
//! between, the place is worth nothing and the listing begins again.

mod capped;
mod columns;
mod json_lines;
mod row;
mod table;

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use futures::{FutureExt as _, future::BoxFuture};
use rustix::fs::{Mode, OFlags, open};
use tokio::task::spawn_blocking;

use super::{Account, BadRow, Cursor, Directory, DirectoryError, Page, Reason};

/// Rows of one page.
const PAGE: usize = 500;

/// The longest record, in bytes, so that a quotation mark that is never closed does not read the whole file.
const RECORD: u64 = 1 << 20;

/// Bytes that are looked at to tell what kind of file it is; a heading is shorter.
const SNIFFED: u64 = 64 << 10;

/// A pipe that never ends holds nobody up.
const FLAGS: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// Accounts in a file. The path may be a link: whoever set it up chose it.
#[derive(Debug, Clone)]
pub struct FileDirectory {
    path: PathBuf,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    /// Bytes before it.
    offset: u64,
    /// The number of its line, from 1.
    line: u64,
}

/// Rows, and where the next ones begin.
type Rows = (Vec<Result<Account, BadRow>>, Option<Start>);

/// What tells a file from one that was written in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    length: u64,
    /// Nanoseconds since 1970.
    written: u128,
}

enum Format {
    Table { delimiter: u8 },
    JsonLines,
    Empty,
}

impl FileDirectory {
    /// Nothing is opened yet: the file may come later, or another one in its place.
    pub fn new(path: &Path) -> Self {
        Self { path: path.to_owned() }
    }

    fn page(&self, from: Option<&Cursor>) -> Result<Page, DirectoryError> {
        let unreadable = |error: io::Error| {
            DirectoryError::stop(Reason::NotReadable, format_args!("{}: {error}", self.path.display()))
        };
        let mut file = File::from(open(&self.path, FLAGS, Mode::empty()).map_err(|error| unreadable(error.into()))?);
        let stamp = Stamp::of(&file).map_err(unreadable)?;
        let start = from.map(|cursor| place(cursor, stamp)).transpose()?;
        let (rows, next) = match sniff(&mut file).map_err(unreadable)?? {
            Format::Table { delimiter } => table::read(file, delimiter, stamp.length, start)?,
            Format::JsonLines => json_lines::read(file, start).map_err(unreadable)??,
            Format::Empty => (Vec::new(), None),
        };
        Ok(Page { rows, next: next.map(|start| cursor(start, stamp)), total: None })
    }
}

impl Directory for FileDirectory {
    fn accounts<'a>(&'a self, from: Option<&'a Cursor>) -> BoxFuture<'a, Result<Page, DirectoryError>> {
        async move {
            let (file, from) = (self.clone(), from.cloned());
            let read = spawn_blocking(move || file.page(from.as_ref()));
            read.await.unwrap_or_else(|error| Err(DirectoryError::retry(Reason::NotReadable, error)))
        }
        .boxed()
    }
}

impl Stamp {
    fn of(file: &File) -> io::Result<Self> {
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(io::Error::other("not a file"));
        }
        let written = about.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        Ok(Self { length: about.len(), written })
    }
}

fn cursor(start: Start, stamp: Stamp) -> Cursor {
    Cursor(format!("{}:{}:{}:{}", start.offset, start.line, stamp.length, stamp.written))
}

fn place(cursor: &Cursor, stamp: Stamp) -> Result<Start, DirectoryError> {
    let parts: Option<Vec<u128>> = cursor.0.split(':').map(|part| part.parse().ok()).collect();
    let changed = || DirectoryError::restart(Reason::Changed, "the file was written anew");
    let Some([offset, line, length, written]) = parts.as_deref() else { return Err(changed()) };
    if (*length, *written) != (stamp.length.into(), stamp.written) {
        return Err(changed());
    }
    let (Ok(offset), Ok(line)) = (u64::try_from(*offset), u64::try_from(*line)) else { return Err(changed()) };
    Ok(Start { offset, line })
}

/// What kind of file it is, by its first character and its first line.
fn sniff(file: &mut File) -> io::Result<Result<Format, DirectoryError>> {
    let mut head = Vec::new();
    file.take(SNIFFED).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head).trim_ascii_start();
    let wrong = |detail: &str| Ok(Err(DirectoryError::stop(Reason::WrongFormat, detail)));
    Ok(Ok(match text.first() {
        None => Format::Empty,
        Some(b'{') => Format::JsonLines,
        Some(b'[') => return wrong("a JSON list: write one object a line"),
        Some(b'<') => return wrong("HTML or XML"),
        _ if text.starts_with(b"PK\x03\x04") => return wrong("a workbook: save it as CSV"),
        _ if text.contains(&0) => return wrong("no UTF-8 text"),
        Some(_) => {
            let heading = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
            let count = |delimiter: u8| heading.iter().filter(|byte| **byte == delimiter).count();
            // Of as many, the last one wins: the comma.
            let delimiter = *b"\t;,".iter().max_by_key(|delimiter| count(**delimiter)).unwrap_or(&b',');
            Format::Table { delimiter }
        }
    }))
}
