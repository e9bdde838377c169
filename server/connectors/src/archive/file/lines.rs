//! Lines of all files, one after the other, from where the last reading ended.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use serde_json::Value;

use super::folder::Folder;
use crate::archive::{ArchiveError, ArchivedMessage, Pulled, Reason};

/// The longest line, in bytes. The platform's longest messages, records of a hundred others, stay far below.
const LINE: u64 = 4 << 20;

/// A page ends early after so many bytes of messages.
const PAGE: usize = 32 << 20;

/// Where a reading ended.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    file: OsString,
    offset: u64,
    /// Lines before, of this file and of all.
    in_file: u64,
    in_all: u64,
    /// The number of the last message before.
    seq: u64,
    /// The last line was whole, but its end was not written yet: what comes next may be that.
    open: bool,
}

impl Place {
    pub(super) fn seq(&self) -> u64 {
        self.seq
    }
}

/// A line as it was found.
enum Line {
    Whole(Vec<u8>),
    /// The file ends in it.
    Unfinished(Vec<u8>),
    TooLong,
    None,
}

/// A page after a number, and where it ended. A fault ends the page before it; at its beginning it is an error.
pub(super) fn read(folder: &Folder, start: Place, after: u64, limit: usize) -> Result<(Pulled, Place), ArchiveError> {
    let unreadable = |error: io::Error| ArchiveError::retry(Reason::NotReadable, error);
    let files = folder.files().map_err(unreadable)?;
    let mut place = start;
    let mut pulled = Pulled::default();
    let mut bytes = 0;
    let last = files.last().cloned();
    for name in files.into_iter().skip_while(|name| *name < place.file).collect::<Vec<_>>() {
        let named = |error| ArchiveError::retry(Reason::NotReadable, format_args!("{}: {error}", name.display()));
        let file = folder.file(&name).map_err(named)?;
        if place.file != name {
            place = Place { file: name.clone(), offset: 0, in_file: 0, open: false, ..place };
        } else if file.metadata().map_err(named)?.len() < place.offset {
            // Somebody wrote it anew: the places of its lines are no longer known.
            return read(folder, Place::default(), after, limit);
        }
        let mut lines = begin(file, &mut place).map_err(named)?;
        loop {
            let (line, finished) = match next(&mut lines).map_err(named)? {
                Line::None => break,
                Line::Whole(line) => (line, true),
                // Only the last file is still being written.
                Line::Unfinished(line) if Some(&name) != last.as_ref() || is_object(&line) => (line, false),
                Line::Unfinished(_) => break,
                Line::TooLong => return fault(pulled, place, &format!("longer than {LINE} bytes")),
            };
            let mut then = place.clone();
            then.offset += line.len() as u64;
            then.in_file += 1;
            then.in_all += 1;
            then.open = !finished;
            match message(&line, &then) {
                Ok(Some(message)) => {
                    then.seq = message.seq;
                    if message.seq > after {
                        bytes += line.len();
                        pulled.messages.push(Ok(message));
                    }
                }
                Ok(None) => {}
                Err(what) => return fault(pulled, place, &what),
            }
            place = then;
            if pulled.messages.len() == limit || bytes >= PAGE {
                return Ok((pulled, place));
            }
        }
    }
    pulled.caught_up = true;
    Ok((pulled, place))
}

/// Goes to the place, and past the end of a line that was taken without it.
fn begin(mut file: File, place: &mut Place) -> io::Result<BufReader<File>> {
    file.seek(SeekFrom::Start(place.offset))?;
    let mut lines = BufReader::with_capacity(1 << 16, file);
    if place.open {
        let ahead = lines.fill_buf()?;
        let end = [&b"\r\n"[..], b"\n"].into_iter().find(|end| ahead.starts_with(end)).map_or(0, <[u8]>::len);
        lines.consume(end);
        place.offset += end as u64;
        place.open = end == 0;
    }
    Ok(lines)
}

fn next(lines: &mut BufReader<File>) -> io::Result<Line> {
    let mut line = Vec::new();
    let read = lines.take(LINE).read_until(b'\n', &mut line)?;
    Ok(match line.last() {
        None => Line::None,
        Some(b'\n') => Line::Whole(line),
        Some(_) if read as u64 == LINE => Line::TooLong,
        Some(_) => Line::Unfinished(line),
    })
}

/// Whether half a line is a whole one whose end is missing: no beginning of an object is an object itself.
fn is_object(line: &[u8]) -> bool {
    serde_json::from_slice::<Value>(line).is_ok_and(|value| value.is_object())
}

/// The message of a line; nothing of an empty one. The error says what is wrong with it.
fn message(line: &[u8], place: &Place) -> Result<Option<ArchivedMessage>, String> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    let mut message = ArchivedMessage::parse(place.in_all, line.to_owned()).map_err(|error| error.to_string())?;
    let own: Numbered = serde_json::from_str(line).map_err(|_| "its seq is no number".to_owned())?;
    message.seq = own.seq.unwrap_or(message.seq);
    if message.seq <= place.seq {
        return Err(format!("its seq {} does not follow {}", message.seq, place.seq));
    }
    Ok(Some(message))
}

#[derive(serde::Deserialize)]
struct Numbered {
    seq: Option<u64>,
}

fn fault(pulled: Pulled, place: Place, what: &str) -> Result<(Pulled, Place), ArchiveError> {
    if pulled.messages.is_empty() {
        let detail = format!("{} line {}: {what}", place.file.display(), place.in_file + 1);
        return Err(ArchiveError::stop(Reason::BadLine, detail));
    }
    Ok((pulled, place))
}
