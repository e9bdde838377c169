use crate::common::{all, refused, saved, with_parts, with_sheet, zipped};
use rust_xlsxwriter::Workbook;
use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};
use tables::{Options, ReadError, Source, read};

fn columns(columns: u16) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for column in 0..columns {
        sheet.write(6, column, "x").expect("text");
    }
    saved(book)
}

#[test]
fn two_hundred_columns_are_read_and_one_more_is_not() {
    assert_eq!(all(&columns(200)).1.columns, 200);
    assert_eq!(refused(&columns(201)), ReadError::TooManyColumns { limit: 200, row: 7 });
    let text = |columns| format!("a\n{}\n", vec!["x"; columns].join(","));
    assert_eq!(all(text(200).as_bytes()).1.columns, 200);
    assert_eq!(refused(text(201).as_bytes()), ReadError::TooManyColumns { limit: 200, row: 2 });
    // What is empty is not there.
    assert_eq!(all(format!("a{}\n", ",".repeat(1_000_000)).as_bytes()).1.columns, 1);
}

#[test]
fn a_cell_has_as_many_characters_as_in_excel() {
    let too_long = |row, column| ReadError::CellTooLong { row, column, limit: 32_767 };
    assert_eq!(all(format!("a,{}\n", "王".repeat(32_767)).as_bytes()).1.rows, 1);
    assert_eq!(refused(format!("a\nb,{}\n", "x".repeat(40_000)).as_bytes()), too_long(2, 2));
    // Excel counts UTF-16 units.
    assert_eq!(refused(format!("{}\n", "😀".repeat(20_000)).as_bytes()), too_long(1, 1));
    let sheet = format!(
        "<worksheet><sheetData><row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>{}</t></is></c></row></sheetData></worksheet>",
        "x".repeat(40_000)
    );
    assert_eq!(refused(&with_sheet(sheet.as_bytes())), too_long(3, 2));
}

#[test]
fn a_million_rows_are_read_and_one_more_is_not() {
    let bytes = b"x\n".repeat(1_000_001);
    let mut given = 0;
    let refused = read(Source::Bytes(&bytes), &Options::default(), &mut |_| {
        given += 1;
        ControlFlow::Continue(())
    });
    assert_eq!((refused, given), (Err(ReadError::TooManyRows { limit: 1_000_000 }), 1_000_000));
}

#[test]
fn nothing_stands_below_the_last_row_of_excel() {
    let sheet =
        b"<worksheet><sheetData><row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row></sheetData></worksheet>";
    assert!(matches!(refused(&with_sheet(sheet)), ReadError::Broken { .. } | ReadError::TooManyRows { .. }));
    let sheet = "<row/>".repeat(1_048_576) + "<row><c><v>1</v></c></row>";
    let sheet = format!("<worksheet><sheetData>{sheet}</sheetData></worksheet>");
    let refused = refused(&with_sheet(sheet.as_bytes()));
    assert!(matches!(refused, ReadError::TooManyRows { .. } | ReadError::PackedTooTightly { .. }), "{refused}");
}

#[test]
fn ten_million_rows_of_nothing_are_refused_for_being_packed_too_tightly() {
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", "<row/>".repeat(10_000_000));
    let bytes = with_sheet(sheet.as_bytes());
    let begun = Instant::now();
    assert_eq!(refused(&bytes), ReadError::PackedTooTightly { limit: 200 });
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn rows_that_are_only_claimed_cost_nothing() {
    let mut rows = String::new();
    for row in 2..50_000 {
        let _ = write!(rows, "<row r=\"{row}\" spans=\"1:12\" ht=\"15\"><c r=\"A{row}\" s=\"1\"/></row>");
    }
    let sheet = format!(
        "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row>{rows}</sheetData></worksheet>"
    );
    let (rows, summary) = all(&with_sheet(sheet.as_bytes()));
    assert_eq!((rows.len(), rows[0].cells[0].as_str(), summary.columns), (1, "7", 1));
}

#[test]
fn a_zip_bomb_is_refused_before_it_goes_off() {
    let zeros = vec![b' '; 50_000_000];
    let mut parts: Vec<(String, &[u8])> = vec![("xl/workbook.xml".to_owned(), b"<workbook/>")];
    parts.extend((1..4).map(|at| (format!("xl/worksheets/sheet{at}.xml"), zeros.as_slice())));
    let parts: Vec<_> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let bytes = zipped(&parts);
    let begun = Instant::now();
    assert_eq!(refused(&bytes), ReadError::PackedTooTightly { limit: 200 });
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn parts_that_lie_about_their_size_are_measured() {
    let zeros = vec![b' '; 50_000_000];
    let mut bytes = zipped(&[("xl/workbook.xml", &zeros)]);
    // Both headers claim a kilobyte.
    let size = 50_000_000_u32.to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|four| four == size) {
        bytes[at..at + 4].copy_from_slice(&1024_u32.to_le_bytes());
    }
    assert!(matches!(refused(&bytes), ReadError::PackedTooTightly { .. } | ReadError::Broken { .. }));
}

#[test]
fn a_file_of_more_than_fifty_million_bytes_is_too_large() {
    assert_eq!(refused(&vec![b'x'; 50_000_001]), ReadError::TooLarge { limit: 50_000_000 });
}

#[test]
fn a_text_held_once_and_shown_in_every_row_is_counted_every_time() {
    let text = "x".repeat(32_000);
    let shared = format!("<sst><si><t>{text}</t></si></sst>");
    let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(12_600);
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let bytes = with_parts(sheet.as_bytes(), &[("xl/sharedStrings.xml", shared.as_bytes())]);
    assert!(bytes.len() < 10_000);
    let refused = read(Source::Bytes(&bytes), &Options::default(), &mut |_| ControlFlow::Continue(()));
    assert_eq!(refused, Err(ReadError::TooMuchText { limit: 400_000_000 }));
}
