//! Comma-separated values (RFC 4180).
//!
//! Excel takes a file without a byte order mark for the system's own encoding, and a cell that begins with `=`, `+`, `-`, `@`,
//! a tab or a carriage return for a formula (OWASP, CSV Injection). Such a cell gets an apostrophe in front, which spreadsheets
//! show as text; [`original`] takes it off again. A phone number keeps its `+`: a plus and digits can only ever be a number.

use super::Cell;
use crate::{Error, Result};

/// What a file begins with.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Rows as the bytes of the file.
///
/// # Errors
/// Never in practice: memory can be written to.
pub fn rows(rows: &[Vec<Cell>]) -> Result<Vec<u8>> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let broken = |error: ::csv::Error| Error::Broken(error.to_string());
    for row in rows {
        writer.write_record(row.iter().map(text)).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| Error::Broken(error.to_string()))
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::List(texts) => harmless(&super::joined(texts)),
        Cell::Moment(at) => utc(*at),
        Cell::Empty => String::new(),
    }
}

/// A moment in UTC as every spreadsheet reads it: `2026-11-22 07:19`.
pub fn utc(at: model::Moment) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// A text that no spreadsheet runs.
pub fn harmless(text: &str) -> String {
    if begins_a_formula(text) && !is_phone(text) { format!("'{text}") } else { text.to_owned() }
}

/// A text as it was before [`harmless`].
pub fn original(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_a_formula(rest) => rest,
        _ => text,
    }
}

fn begins_a_formula(text: &str) -> bool {
    // A text that begins with an apostrophe before a formula is led by another, so that nothing is lost on the way back.
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn is_phone(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_as_a_formula_is_led_by_an_apostrophe_and_comes_back_as_it_was() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("+8613800138000", "+8613800138000"),
            ("+", "'+"),
            ("O'Hara", "O'Hara"),
            ("'quoted'", "'quoted'"),
            ("王芳", "王芳"),
            ("", ""),
        ] {
            assert_eq!(harmless(text), written);
            assert_eq!(original(&harmless(text)), text);
        }
    }

    #[test]
    fn a_file_has_a_line_a_row_and_quotes_where_they_are_needed() {
        let bytes = rows(&[
            vec!["Name".into(), "Phone".into()],
            vec!["Fox, \"Zoë\"\nLund".into(), Cell::Empty],
            vec!["=x".into(), Cell::Moment(model::Moment(1_795_332_000_000))],
        ])
        .expect("bytes");
        let text = String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(text, "Name,Phone\r\n\"Fox, \"\"Zoë\"\"\nLund\",\r\n'=x,2026-11-22 07:20\r\n");
    }
}
