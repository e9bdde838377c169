//! CSV.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
};

use csv::{ByteRecord, Position, Reader, ReaderBuilder, Terminator};

use super::{
    PAGE, RECORD, Rows, Start,
    capped::{Allowance, Capped},
    columns::{Column, Heading},
    row,
};
use crate::directory::{Account, BadRow, DirectoryError, Place, Reason, RowFault};

/// Bytes that are read at a time, which may be of later records.
const BUFFER: usize = 64 << 10;

struct Table {
    reader: Reader<Capped>,
    allowance: Allowance,
    length: u64,
    ends_in_newline: bool,
    record: ByteRecord,
}

/// A page of a table: from a place on, or below the heading.
pub(super) fn read(mut file: File, delimiter: u8, length: u64, start: Option<Start>) -> Result<Rows, DirectoryError> {
    let ends_in_newline = last_byte(&mut file, length).map_err(unreadable)? == Some(b'\n');
    let allowance = Allowance::default();
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        // With both bytes of Windows as an end, lines are counted one too few; the other byte is trimmed off.
        .terminator(Terminator::Any(b'\n'))
        .buffer_capacity(BUFFER)
        .from_reader(Capped { file, allowance: allowance.clone() });
    let mut table = Table { reader, allowance, length, ends_in_newline, record: ByteRecord::new() };
    let heading = table.heading()?;
    if let Some(start) = start {
        let mut place = Position::new();
        place.set_byte(start.offset).set_line(start.line);
        table.reader.seek(place).map_err(|error| unreadable(io::Error::other(error)))?;
    }
    let mut rows = Vec::new();
    while rows.len() < PAGE {
        let Some(line) = table.next()? else { return Ok((rows, None)) };
        rows.push(account(&table.record, &heading).map_err(|fault| BadRow { place: Place::Line(line), fault }));
    }
    let place = table.reader.position();
    Ok((rows, Some(Start { offset: place.byte(), line: place.line() })))
}

impl Table {
    fn heading(&mut self) -> Result<Heading, DirectoryError> {
        let bad = |detail: String| DirectoryError::stop(Reason::BadHeading, detail);
        self.next()?;
        let names: Vec<_> = self.record.iter().map(str::from_utf8).collect();
        let names: Vec<&str> =
            names.into_iter().collect::<Result<_, _>>().map_err(|_| bad("the heading is not UTF-8".to_owned()))?;
        Heading::read(names).map_err(bad)
    }

    /// Reads the next record that holds anything; the number of the line it begins in.
    fn next(&mut self) -> Result<Option<u64>, DirectoryError> {
        loop {
            self.allowance.renew(RECORD + BUFFER as u64);
            let before = self.reader.position().line();
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => return Ok(None),
                Err(_) if self.allowance.is_used_up() => {
                    let detail = format!("the record in line {before} is longer than {RECORD} bytes");
                    return Err(DirectoryError::stop(Reason::TooLong, detail));
                }
                Err(error) => return Err(unreadable(io::Error::other(error))),
            }
            if self.record.iter().all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            // The reader counts empty lines before a record to it, so its end tells more than its beginning.
            let after = self.reader.position();
            let within = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
            let end = u64::from(after.byte() < self.length || self.ends_in_newline);
            return Ok(Some(after.line().saturating_sub(within + end)));
        }
    }
}

fn account(record: &ByteRecord, heading: &Heading) -> Result<Account, RowFault> {
    if record.len() != heading.width {
        return Err(RowFault::FieldCount { has: record.len(), wants: heading.width });
    }
    let fields: Vec<&str> =
        record.iter().map(str::from_utf8).collect::<Result<_, _>>().map_err(|_| RowFault::NotUtf8)?;
    row::account(|column: Column| {
        heading.place(column).and_then(|place| fields.get(place)).map_or_else(String::new, |text| (*text).to_owned())
    })
}

fn last_byte(file: &mut File, length: u64) -> io::Result<Option<u8>> {
    if length == 0 {
        return Ok(None);
    }
    file.seek(SeekFrom::End(-1))?;
    let mut byte = [0];
    file.read_exact(&mut byte)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(Some(byte[0]))
}

fn unreadable(error: io::Error) -> DirectoryError {
    DirectoryError::retry(Reason::NotReadable, error)
}
