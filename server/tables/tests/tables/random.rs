//! Whatever people write comes back as they wrote it.

use crate::common::try_all;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use tables::{Delimiter, Options, TextOptions};

/// A character, the nasty ones more often than they deserve.
fn char(random: &mut StdRng) -> char {
    const NASTY: [char; 12] = ['"', ',', ';', '\t', '|', '\n', '\r', '\'', '=', ' ', '\u{feff}', '\u{200f}'];
    loop {
        let char = match random.random_range(0..6) {
            0 => Some(NASTY[random.random_range(0..NASTY.len())]),
            1 => char::from_u32(random.random_range(0x4e00..0x9fff)),
            2 => char::from_u32(random.random_range(0x1f300..0x1f9ff)),
            3 => char::from_u32(random.random_range(0xa0..0x11_0000)),
            _ => char::from_u32(random.random_range(0x20..0x7f)),
        };
        if let Some(char) = char {
            return char;
        }
    }
}

#[test]
fn what_the_csv_crate_writes_is_read_back() {
    let mut random = StdRng::seed_from_u64(20_261_122);
    for round in 0..400 {
        let delimiter = Delimiter::ALL[round % 4];
        let columns = random.random_range(1..9);
        let rows: Vec<Vec<String>> = (0..random.random_range(1..20))
            .map(|_| {
                let cell = |_| (0..random.random_range(0..12)).map(|_| char(&mut random)).collect();
                (0..columns).map(cell).collect()
            })
            .collect();
        let mut writer = csv::WriterBuilder::new().delimiter(delimiter.byte()).from_writer(Vec::new());
        // A text may look like a page or like a word about the delimiter; a header does not.
        writer.write_record(vec!["名 Name"; columns]).expect("a header");
        for row in &rows {
            writer.write_record(row).expect("a row");
        }
        let bytes = writer.into_inner().expect("bytes");
        let text = TextOptions { delimiter: Some(delimiter), ..TextOptions::default() };
        let (read, _) = try_all(&bytes, &Options { text, ..Options::default() }).expect("a table");
        let mut expected = Vec::new();
        for (number, row) in (2..).zip(&rows) {
            let filled = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            if filled > 0 {
                expected.push((number, row[..filled].to_vec()));
            }
        }
        let read: Vec<_> = read.into_iter().skip(1).map(|row| (row.number, row.cells)).collect();
        assert_eq!(read, expected, "round {round}");
    }
}
