use crate::common::{all, refused, try_all, zipped};
use tables::{Kind, Options, ReadError};

const MIMETYPE: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");

/// A workbook with these tables.
fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"ta1\"><style:table-properties table:display=\"true\"/></style:style>\
         <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    zipped(&[MIMETYPE, ("content.xml", content.as_bytes()), ("META-INF/manifest.xml", b"<manifest:manifest/>")])
}

fn table(name: &str, style: &str, rows: &str) -> String {
    format!("<table:table table:name=\"{name}\" table:style-name=\"{style}\">{rows}</table:table>")
}

fn text(text: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn cells_are_what_a_person_sees() {
    let rows = format!(
        "<table:table-row>{}{}<table:table-cell office:value-type=\"float\" office:value=\"1.38E10\"><text:p>1,38E+10</text:p>\
         </table:table-cell><table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-22T07:19:00\">\
         <text:p>22.11.26</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"4\"/></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"/>\
         <table:table-cell table:formula=\"of:=1=1\" office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR\
         </text:p></table:table-cell><table:table-cell table:formula=\"of:=NA()\" office:value-type=\"string\" \
         office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
         </table:table-row>",
        text("王芳 &amp; <text:span>ção</text:span> &#x1F600;"),
        text("a<text:s text:c=\"2\"/>b</text:p><office:annotation><text:p>note</text:p></office:annotation><text:p>c"),
    );
    let (rows, summary) = all(&ods(&table("People", "ta1", &rows)));
    assert_eq!(rows[0].cells, ["王芳 & ção 😀", "a  b\nc", "13800000000", "2026-11-22 07:19"]);
    assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 5, 6]);
    assert_eq!(rows[2].cells, ["", "", "TRUE", "#N/A"]);
    assert_eq!((rows[2].formulas.as_slice(), rows[2].errors.as_slice()), ([2, 3].as_slice(), [3].as_slice()));
    assert_eq!((summary.kind, summary.merged, summary.columns), (Kind::Ods, false, 4));
}

#[test]
fn merged_cells_have_their_value_in_the_first_and_are_told() {
    let rows = format!(
        "<table:table-row><table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>Sales</text:p>\
         </table:table-cell><table:covered-table-cell office:value-type=\"string\"><text:p>hidden</text:p>\
         </table:covered-table-cell>{}</table:table-row>",
        text("x")
    );
    let (rows, summary) = all(&ods(&table("People", "ta1", &rows)));
    assert!(summary.merged);
    assert_eq!(rows[0].cells, ["Sales", "", "x"]);
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read_or_the_one_asked_for() {
    let row = |cell: &str| format!("<table:table-row>{}</table:table-row>", text(cell));
    let sheets = [
        table("Empty", "ta1", "<table:table-row><table:table-cell/></table:table-row>"),
        table("Hidden", "ta2", &row("secret")),
        table("成员", "ta1", &row("Anna")),
        table("Last", "ta1", &row("Zoë")),
    ];
    let bytes = ods(&sheets.concat());
    let (rows, summary) = all(&bytes);
    assert_eq!((rows[0].cells[0].as_str(), summary.sheet.as_deref(), rows.len()), ("Anna", Some("成员"), 1));
    assert_eq!(summary.sheets.iter().map(|sheet| sheet.hidden).collect::<Vec<_>>(), [false, true, false, false]);
    let named = |name: &str| try_all(&bytes, &Options { sheet: Some(name.to_owned()), ..Options::default() });
    assert_eq!(named("Hidden").expect("a sheet").0[0].cells, ["secret"]);
    assert_eq!(named("Empty").expect_err("nothing"), ReadError::Empty);
    assert_eq!(named("None").expect_err("no sheet"), ReadError::UnknownSheet);
}

#[test]
fn what_repeats_without_end_is_refused_at_once() {
    let row = format!("<table:table-row table:number-rows-repeated=\"4000000000\">{}</table:table-row>", text("x"));
    assert_eq!(refused(&ods(&table("A", "ta1", &row))), ReadError::TooManyRows { limit: 1_000_000 });
    let cell = text("x").replace("<table:table-cell", "<table:table-cell table:number-columns-repeated=\"16384\"");
    let row = format!("<table:table-row>{cell}</table:table-row>");
    assert_eq!(refused(&ods(&table("A", "ta1", &row))), ReadError::TooManyColumns { limit: 200, row: 1 });
    let row = format!("<table:table-row>{}</table:table-row>", text("<text:s text:c=\"4000000000\"/>").repeat(3));
    assert_eq!(refused(&ods(&table("A", "ta1", &row))), ReadError::CellTooLong { row: 1, column: 1, limit: 32_767 });
}

#[test]
fn a_protected_workbook_says_so() {
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let bytes = zipped(&[MIMETYPE, ("content.xml", b"\x8e\x12"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(refused(&bytes), ReadError::Protected);
}
