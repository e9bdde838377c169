//! Whether a text ends within quotation marks.

/// Where in a record a quotation mark opens that never closes, in bytes.
///
/// The reader underneath takes the end of the file for the end of the cell. It is read here as it does there: a mark opens a cell
/// only as its first character, and two of them in a row are one of the text.
pub fn never_closes(record: &[u8], delimiter: u8) -> Option<usize> {
    enum At {
        Begin,
        Plain,
        Quoted(usize),
        Mark(usize),
    }
    let mut at = At::Begin;
    for (offset, byte) in record.iter().enumerate() {
        let between = *byte == delimiter || matches!(byte, b'\r' | b'\n');
        at = match (at, *byte) {
            (At::Quoted(opened), b'"') => At::Mark(opened),
            (At::Quoted(opened), _) | (At::Mark(opened), b'"') => At::Quoted(opened),
            (At::Begin, b'"') => At::Quoted(offset),
            _ if between => At::Begin,
            _ => At::Plain,
        };
    }
    if let At::Quoted(opened) = at { Some(opened) } else { None }
}

#[cfg(test)]
mod tests {
    use super::never_closes;

    #[test]
    fn a_mark_opens_only_at_the_beginning_of_a_cell_and_two_are_one() {
        for (record, opened) in [
            ("a,b", None),
            ("\"a\",\"b\"", None),
            ("\"a\"\"\",b", None),
            ("5\" pipe,b", None),
            ("a,\"b", Some(2)),
            ("a,\"b\"\"", Some(2)),
            ("\"a\nb\",\"", Some(6)),
            ("\"", Some(0)),
            ("\"\"", None),
        ] {
            assert_eq!(never_closes(record.as_bytes(), b','), opened, "{record}");
        }
    }
}
