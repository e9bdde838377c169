//! Lists as files, and what a spreadsheet reads in them.

use super::{Answer, Client};
use calamine::{Data, Reader as _, Xlsx};
use serde_json::Value;
use std::io::Cursor;

/// Asks for a list as a file, as the console's form does.
pub async fn export(client: &Client, list: &str, request: Value) -> Answer {
    client.post(&format!("/export/{list}"), &[("request", &request.to_string())]).await
}

/// The cells of a CSV file, the header among them.
pub fn csv(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').expect("a byte order mark, or Excel reads it wrongly");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// The texts of a workbook's only sheet.
pub fn workbook(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(answer.body.clone())).expect("a workbook");
    let formulas = book.worksheet_formula(&book.sheet_names()[0]).expect("a sheet");
    assert_eq!(formulas.used_cells().count(), 0, "nothing in it is run");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
    let cell = |cell: &Data| match cell {
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}")
        }
        other => other.to_string(),
    };
    sheet.rows().map(|row| row.iter().map(cell).collect()).collect()
}
