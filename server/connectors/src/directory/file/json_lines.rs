//! JSON Lines.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom},
};

use serde_json::{Map, Value};

use super::{
    PAGE, RECORD, Rows, Start,
    columns::{Column, column},
    row,
};
use crate::directory::{Account, BadRow, DirectoryError, Place, Reason, RowFault};

/// A page from a place on.
pub(super) fn read(mut file: File, start: Option<Start>) -> io::Result<Result<Rows, DirectoryError>> {
    let mut place = start.unwrap_or(Start { offset: 0, line: 1 });
    file.seek(SeekFrom::Start(place.offset))?;
    let mut lines = BufReader::with_capacity(64 << 10, file);
    let mut rows = Vec::new();
    while rows.len() < PAGE {
        let mut line = Vec::new();
        let read = lines.by_ref().take(RECORD).read_until(b'\n', &mut line)? as u64;
        if read == 0 {
            return Ok(Ok((rows, None)));
        }
        if read == RECORD && line.last() != Some(&b'\n') {
            let detail = format!("line {} is longer than {RECORD} bytes", place.line);
            return Ok(Err(DirectoryError::stop(Reason::TooLong, detail)));
        }
        if let Some(row) = account(&line).transpose() {
            rows.push(row.map_err(|fault| BadRow { place: Place::Line(place.line), fault }));
        }
        place = Start { offset: place.offset + read, line: place.line + 1 };
    }
    Ok(Ok((rows, Some(place))))
}

/// Nothing of an empty line.
fn account(line: &[u8]) -> Result<Option<Account>, RowFault> {
    let text = str::from_utf8(line).map_err(|_| RowFault::NotUtf8)?.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let fields: Map<String, Value> = serde_json::from_str(text).map_err(|error| RowFault::NotAnObject {
        detail: format!("{:?} at column {}", error.classify(), error.column()),
    })?;
    let mut cells: Vec<(Column, String)> = Vec::new();
    for (key, value) in &fields {
        let Some(column) = column(key) else { continue };
        let text = match value {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Bool(_) | Value::Number(_) => value.to_string(),
            Value::Array(_) | Value::Object(_) => return Err(RowFault::Nested { field: name(column) }),
        };
        cells.push((column, text));
    }
    let cell =
        |column| cells.iter().find(|(known, _)| *known == column).map_or_else(String::new, |(_, text)| text.clone());
    row::account(cell).map(Some)
}

fn name(column: Column) -> &'static str {
    match column {
        Column::Id => "id",
        Column::Name => "name",
        Column::FirstName => "first name",
        Column::LastName => "last name",
        Column::Email => "email",
        Column::Phone => "phone",
        Column::Department => "department",
        Column::Title => "title",
        Column::Number => "number",
        Column::Active => "active",
    }
}
