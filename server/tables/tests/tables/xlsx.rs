use crate::common::{all, cells, refused, saved, try_all, with_sheet};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use tables::{Kind, Options, ReadError};

#[test]
fn cells_are_what_a_person_sees() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let format = |text: &str| Format::new().set_num_format(text);
    let at = |text: &str| ExcelDateTime::parse_from_str(text).expect("a date");
    sheet.write(0, 0, "王芳 ção 😀").expect("text");
    sheet.write(0, 1, 13_800_138_000.0).expect("a phone");
    sheet.write(0, 2, 1.38e10).expect("a phone in words of engineers");
    sheet.write(0, 3, 0.1 + 0.2).expect("a sum");
    sheet.write(0, 4, true).expect("a truth");
    sheet.write_with_format(1, 0, at("2026-11-22"), &format("yyyy/m/d")).expect("a date");
    sheet.write_with_format(1, 1, at("2026-11-22T07:19:00"), &format("d.m.yy hh:mm")).expect("a moment");
    sheet.write_with_format(1, 2, at("07:19:00"), &format("h:mm")).expect("a time");
    sheet.write_with_format(1, 3, 1.5, &format("[h]:mm:ss")).expect("a duration");
    sheet.write_with_format(1, 4, 0.25, &format("0%")).expect("a share");
    assert_eq!(
        cells(&saved(book)),
        [
            ["王芳 ção 😀", "13800138000", "13800000000", "0.3", "TRUE"],
            ["2026-11-22", "2026-11-22 07:19", "07:19", "36:00:00", "0.25"],
        ]
    );
}

#[test]
fn formulas_are_their_last_value_and_flagged_as_errors_are() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Total").expect("text");
    sheet.write(0, 1, Formula::new("=1+2").set_result("3")).expect("a formula");
    sheet.write(0, 2, Formula::new("=VLOOKUP(1,A1:B2,2)").set_result("#N/A")).expect("an error");
    let (rows, summary) = all(&saved(book));
    assert_eq!(rows[0].cells, ["Total", "3", "#N/A"]);
    assert_eq!((rows[0].formulas.as_slice(), rows[0].errors.as_slice()), ([1, 2].as_slice(), [2].as_slice()));
    assert_eq!((summary.formulas, summary.errors), (2, 1));
}

#[test]
fn merged_cells_have_their_value_in_the_first_and_are_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "Sales", &Format::new()).expect("a title");
    sheet.merge_range(1, 0, 3, 0, "East", &Format::new()).expect("a region");
    // What was in the cell before is still in the file.
    sheet.write(2, 0, "hidden").expect("text");
    for row in 1..4 {
        sheet.write(row, 1, "x").expect("text");
    }
    let (rows, summary) = all(&saved(book));
    assert!(summary.merged);
    let cells: Vec<_> = rows.into_iter().map(|row| row.cells).collect();
    assert_eq!(cells, [vec!["Sales"], vec!["East", "x"], vec!["", "x"], vec!["", "x"]]);
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "x").expect("text");
    assert!(!all(&saved(book)).1.merged);
}

#[test]
fn rows_keep_their_numbers_and_columns_their_places() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(3, 2, "Name").expect("text");
    sheet.write_blank(5, 2, &Format::new().set_bold()).expect("nothing");
    sheet.write(9, 3, "Anna").expect("text");
    let (rows, summary) = all(&saved(book));
    assert_eq!((rows[0].number, rows[0].cells.len(), rows[1].number), (4, 3, 10));
    assert_eq!((summary.rows, summary.columns, summary.empty_columns), (2, 4, 2));
}

fn three_sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Empty").expect("a name");
    let hidden = book.add_worksheet().set_name("Hidden").expect("a name");
    hidden.set_hidden(true).write(0, 0, "secret").expect("text");
    book.add_worksheet().set_name("成员").expect("a name").write(0, 0, "Anna").expect("text");
    saved(book)
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read_or_the_one_asked_for() {
    let bytes = three_sheets();
    let (rows, summary) = all(&bytes);
    assert_eq!((rows[0].cells[0].as_str(), summary.sheet.as_deref()), ("Anna", Some("成员")));
    let sheets: Vec<_> = summary.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("Empty", false), ("Hidden", true), ("成员", false)]);
    let named = |name: &str| try_all(&bytes, &Options { sheet: Some(name.to_owned()), ..Options::default() });
    assert_eq!(named("Hidden").expect("a sheet").0[0].cells, ["secret"]);
    assert_eq!(named("Empty").expect_err("nothing"), ReadError::Empty);
    assert_eq!(named("None").expect_err("no sheet"), ReadError::UnknownSheet);
}

#[test]
fn a_look_at_the_beginning_tells_that_there_is_more() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..10 {
        sheet.write(row, 0, row).expect("a number");
    }
    let bytes = saved(book);
    let looked = |rows| try_all(&bytes, &Options { rows: Some(rows), ..Options::default() }).expect("rows");
    let (rows, summary) = looked(3);
    assert_eq!((rows.len(), summary.rows, summary.complete, summary.kind), (3, 3, false, Kind::Xlsx));
    assert!(looked(10).1.complete);
}

#[test]
fn a_workbook_that_was_cut_off_is_broken() {
    let whole = three_sheets();
    for part in [2, 3, 10] {
        let cut = &whole[..whole.len() - whole.len() / part];
        assert!(matches!(refused(cut), ReadError::Broken { .. }), "without the last {part}th");
    }
}

#[test]
fn entities_of_a_documents_own_are_not_expanded() {
    let sheet = b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><worksheet><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";
    assert!(matches!(refused(&with_sheet(sheet)), ReadError::Broken { .. }));
}

#[test]
fn rows_that_go_back_are_broken() {
    let sheet = b"<worksheet><sheetData><row r=\"5\"><c r=\"A5\"><v>1</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>2</v></c></row></sheetData></worksheet>";
    assert!(matches!(refused(&with_sheet(sheet)), ReadError::Broken { .. }));
}
