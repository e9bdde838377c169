use crate::common::{compound, refused, saved, with_sheet, zipped};
use rust_xlsxwriter::Workbook;
use tables::{Kind, ReadError, detect};

#[test]
fn a_file_is_told_by_its_bytes() {
    let mut book = Workbook::new();
    book.add_worksheet();
    let ods: &[u8] = b"PK\x03\x04..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    for (bytes, kind) in [
        (saved(book).as_slice(), Kind::Xlsx),
        (&with_sheet(b"<worksheet/>"), Kind::Xlsx),
        (&zipped(&[("[Content_Types].xml", b""), ("word/document.xml", b"")]), Kind::Unknown),
        (&zipped(&[("photo.jpg", b"")]), Kind::Unknown),
        (ods, Kind::Ods),
        (&compound(&["Root Entry", "Workbook"]), Kind::Xls),
        (&compound(&["Root Entry", "Book"]), Kind::Xls),
        (&compound(&["Root Entry", "WordDocument"]), Kind::Unknown),
        (&compound(&["Root Entry", "EncryptionInfo", "EncryptedPackage"]), Kind::Protected),
        (b"", Kind::Empty),
        (b"\xef\xbb\xbf", Kind::Empty),
        (b"\r\n  \t\n", Kind::Empty),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0\x1f\xf3\xffa", Kind::Unknown),
        (b"%PDF-1.7\n1 0 obj", Kind::Unknown),
        (b"<html><table><tr><td>Anna", Kind::Html),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE html>", Kind::Html),
        (b"<table border=1>", Kind::Html),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Kind::Html),
        (b"<?xml version='1.0'?><Workbook>", Kind::Unknown),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Kind::Html),
        (b"\xff\xfe<\0h\0t\0m\0l\0>\0", Kind::Html),
        (b"Name,Phone\nAnna,1", Kind::Text),
        (b"Name", Kind::Text),
    ] {
        assert_eq!(detect(bytes), kind, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
    }
}

#[test]
fn what_is_no_table_is_refused_by_its_name() {
    assert_eq!(refused(b""), ReadError::Empty);
    assert_eq!(refused(b"\n\n"), ReadError::Empty);
    assert_eq!(refused(b",,,\n,,\n"), ReadError::Empty);
    assert_eq!(refused(b"<html><body><table><tr><td>Anna</td></tr></table></body></html>"), ReadError::Html);
    assert_eq!(refused(&compound(&["Root Entry", "EncryptedPackage"])), ReadError::Protected);
    assert_eq!(
        refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0\x1f\xf3\xffa"),
        ReadError::NotATable
    );
    assert!(matches!(refused(&compound(&["Root Entry", "Workbook"])), ReadError::Broken { .. }));
}
