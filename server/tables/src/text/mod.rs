//! Comma-separated values and their relatives (RFC 4180, as far as anybody keeps to it).

mod delimiter;
pub mod encoding;
mod quotes;

use crate::gauge::{self, Gauge};
use crate::{ReadError, Result, Row, TextOptions};
use csv::{ReaderBuilder, StringRecord};

/// Reads a text.
///
/// # Errors
/// It is not text in its encoding, ends within quotation marks, or passes a limit.
pub fn read(bytes: &[u8], options: TextOptions, gauge: &mut Gauge<'_>) -> Result<()> {
    let encoding = options.encoding.or_else(|| encoding::guess(bytes)).ok_or(ReadError::NotATable)?;
    let text = encoding::decode(bytes, encoding, false).ok_or(ReadError::NoText)?;
    // No text has these, and no database takes them.
    if memchr::memchr(0, text.as_bytes()).is_some() {
        return Err(if options.encoding.is_some() { ReadError::NoText } else { ReadError::NotATable });
    }
    let (announced, begin) = delimiter::announced(&text);
    let delimiter = options.delimiter.or(announced).unwrap_or_else(|| delimiter::guess(&text[begin..]));
    gauge.summary.encoding = Some(encoding);
    gauge.summary.delimiter = Some(delimiter);
    Records { text: &text, begin, delimiter: delimiter.byte() }.read(gauge)
}

struct Records<'a> {
    text: &'a str,
    /// Where the table begins.
    begin: usize,
    delimiter: u8,
}

impl Records<'_> {
    fn read(&self, gauge: &mut Gauge<'_>) -> Result<()> {
        let table = &self.text.as_bytes()[self.begin..];
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.delimiter).from_reader(table);
        let mut record = StringRecord::new();
        let mut number = 0_u32;
        loop {
            let from = at(reader.position());
            if !reader.read_record(&mut record).map_err(ReadError::broken)? {
                return Ok(());
            }
            let until = at(reader.position());
            if until >= table.len() {
                self.closes(from)?;
            }
            number = number.saturating_add(1).saturating_add(empty_lines(table, from));
            let filled = (0..record.len()).rfind(|at| !record[*at].is_empty()).map_or(0, |last| last + 1);
            gauge::reaches(number, gauge::index(filled))?;
            let cells = record.iter().take(filled).map(str::to_owned).collect();
            if gauge.take(Row { number, cells, ..Row::default() })?.is_break() {
                return Ok(());
            }
        }
    }

    /// Whether the last record, which begins at `from` of the table, is whole.
    fn closes(&self, from: usize) -> Result<()> {
        let from = self.begin + from;
        let Some(opened) = quotes::never_closes(&self.text.as_bytes()[from..], self.delimiter) else { return Ok(()) };
        Err(ReadError::QuoteNeverCloses { line: line(&self.text.as_bytes()[..from + opened]) })
    }
}

/// Number of the line on which something stands after these bytes, from 1. A carriage return alone ends a line too.
fn line(before: &[u8]) -> u64 {
    let ends = |(at, byte): (usize, &u8)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    before.iter().enumerate().filter(|end| ends(*end)).count() as u64 + 1
}

fn at(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// How many empty lines the reader passes over before the record that it reads from here. A spreadsheet shows each as a row.
fn empty_lines(table: &[u8], from: usize) -> u32 {
    let mut rest = &table[from.min(table.len())..];
    // A record ends with its carriage return; the line feed after it belongs to it too.
    if from > 0 && table.get(from - 1) == Some(&b'\r') && rest.first() == Some(&b'\n') {
        rest = &rest[1..];
    }
    let mut lines = 0_u32;
    loop {
        rest = match rest {
            [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
            _ => return lines,
        };
        lines = lines.saturating_add(1);
    }
}
