//! What stands between the cells of a text.

use crate::Delimiter;
use csv::{ByteRecord, ReaderBuilder};
use std::collections::BTreeMap;

/// How many records are looked at.
const RECORDS: usize = 50;
/// How many bytes are looked at; a first record that is longer tells nothing.
const BYTES: usize = 1 << 18;

/// The first line that Excel takes as a word about the file (`sep=;`), and where the table begins after it.
///
/// Excel drops the line whatever character it names.
pub fn announced(text: &str) -> (Option<Delimiter>, usize) {
    let line = text.split(['\r', '\n']).next().unwrap_or_default();
    let word = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')).unwrap_or(line);
    let Some(said) = word.get(..4).filter(|begin| begin.eq_ignore_ascii_case("sep=")).map(|_| &word[4..]) else {
        return (None, 0);
    };
    if said.chars().count() != 1 {
        return (None, 0);
    }
    let delimiter = Delimiter::ALL.into_iter().find(|delimiter| said.as_bytes() == [delimiter.byte()]);
    let rest = &text[line.len()..];
    let end = ["\r\n", "\n", "\r"].into_iter().find(|end| rest.starts_with(end)).map_or(0, str::len);
    (delimiter, line.len() + end)
}

/// The delimiter under which the first records have the same number of cells most often, the first record among them.
///
/// How often a character stands there says little: semicolons and commas fill texts and numbers.
pub fn guess(text: &str) -> Delimiter {
    let head = &text.as_bytes()[..text.len().min(BYTES)];
    let cut = head.len() < text.len();
    let mut best = (Delimiter::ALL[0], 0, 0);
    for delimiter in Delimiter::ALL {
        let (fit, columns) = fit(&counts(head, cut, delimiter));
        if columns > 1 && (fit, columns) > (best.1, best.2) {
            best = (delimiter, fit, columns);
        }
    }
    best.0
}

/// Cells of each of the first records.
fn counts(head: &[u8], cut: bool, delimiter: Delimiter) -> Vec<usize> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter.byte()).from_reader(head);
    let mut record = ByteRecord::new();
    let mut counts = Vec::new();
    while counts.len() < RECORDS && reader.read_byte_record(&mut record).unwrap_or(false) {
        counts.push(record.len());
    }
    // The last one may go on.
    if cut && counts.len() < RECORDS {
        counts.pop();
    }
    counts
}

/// How well records agree, in thousandths, and on how many cells.
fn fit(counts: &[usize]) -> (usize, usize) {
    let mut often = BTreeMap::new();
    for count in counts {
        *often.entry(*count).or_insert(0_usize) += 1;
    }
    let Some((columns, agreeing)) = often.into_iter().max_by_key(|(_, times)| *times) else { return (0, 0) };
    let fit = agreeing * 1000 / counts.len();
    // The header is the one record without numbers, sums of money and free text in it.
    (if counts.first() == Some(&columns) { fit } else { fit * 7 / 10 }, columns)
}
