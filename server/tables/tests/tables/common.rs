//! Files, and reading them.

use rust_xlsxwriter::Workbook;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use tables::{Options, ReadError, Row, Source, Summary, read};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Everything in a file.
pub fn try_all(bytes: &[u8], options: &Options) -> Result<(Vec<Row>, Summary), ReadError> {
    let mut rows = Vec::new();
    let summary = read(Source::Bytes(bytes), options, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok((rows, summary))
}

/// Everything in a file that can be read.
pub fn all(bytes: &[u8]) -> (Vec<Row>, Summary) {
    try_all(bytes, &Options::default()).expect("a table")
}

/// The cells of every row.
pub fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
    all(bytes).0.into_iter().map(|row| row.cells).collect()
}

/// Why a file cannot be read.
pub fn refused(bytes: &[u8]) -> ReadError {
    try_all(bytes, &Options::default()).map(|(rows, _)| rows.len()).expect_err("no table")
}

/// A workbook as bytes.
pub fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("a workbook")
}

/// A zip of parts, packed as the kinds of workbooks are.
pub fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let packed = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(packed)).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook whose only sheet is this XML.
pub fn with_sheet(sheet: &[u8]) -> Vec<u8> {
    with_parts(sheet, &[])
}

/// The same with more parts.
pub fn with_parts(sheet: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let to_book = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
         Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let to_sheet = format!(
        "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" \
         Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let book = format!(
        "<workbook xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"People\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let mut parts: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", to_book.as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", to_sheet.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    parts.extend(more);
    zipped(&parts)
}

/// A compound file with nothing but the names of its streams.
pub fn compound(streams: &[&str]) -> Vec<u8> {
    let mut bytes = vec![0; 512];
    bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    for name in streams {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        bytes.extend(entry);
    }
    bytes
}
