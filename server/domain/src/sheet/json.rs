//! JSON (RFC 8259): one array with an object for each row, written block by block.

use super::Cell;
use crate::Result;
use serde_json::{Map, Value};

/// What a file begins with.
pub const BEGIN: &[u8] = b"[";
/// What a file ends with.
pub const END: &[u8] = b"\n]\n";

/// Rows as the bytes of the file, whose first is the file's own first or not.
///
/// # Errors
/// Never in practice: memory can be written to.
pub fn rows(keys: &[String], rows: &[Vec<Cell>], mut first: bool) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for row in rows {
        bytes.extend_from_slice(if first { b"\n" } else { b",\n" });
        first = false;
        let object: Map<String, Value> = keys.iter().cloned().zip(row.iter().map(value)).collect();
        serde_json::to_writer(&mut bytes, &object)?;
    }
    Ok(bytes)
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => text.as_str().into(),
        Cell::List(texts) => texts.clone().into(),
        Cell::Moment(at) => jiff::Timestamp::from_millisecond(at.0).map_or(Value::Null, |at| at.to_string().into()),
        Cell::Empty => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_rows_are_one_array() {
        let keys = ["name", "since", "departments"].map(str::to_owned);
        let row =
            |name: &str| vec![name.into(), Cell::Moment(model::Moment(0)), vec!["A".to_owned(), "B".to_owned()].into()];
        let bytes = [
            BEGIN,
            &rows(&keys, &[row("Ann"), row("Ben")], true).unwrap(),
            &rows(&keys, &[row("")], false).unwrap(),
            END,
        ];
        let read: Value = serde_json::from_slice(&bytes.concat()).unwrap();
        assert_eq!(
            read[1],
            serde_json::json!({ "name": "Ben", "since": "1970-01-01T00:00:00Z", "departments": ["A", "B"] })
        );
        assert_eq!(read[2]["name"], Value::Null);
        assert_eq!(serde_json::from_slice::<Value>(&[BEGIN, END].concat()).unwrap(), serde_json::json!([]));
    }
}
