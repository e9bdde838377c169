//! What a file is, told by its bytes. Names lie: web pages are called `.xls`, and so is text.

use crate::text::encoding;
use memchr::memmem;
use serde::{Deserialize, Serialize};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An Excel workbook since 2007 (Office Open XML).
    Xlsx,
    /// An Excel workbook before that (BIFF in a compound file).
    Xls,
    /// A workbook of LibreOffice (OpenDocument).
    Ods,
    /// Text; whether it is a table shows when it is read.
    Text,
    /// A web page, or one in an envelope (MHTML).
    Html,
    /// A workbook whose content is encrypted.
    Protected,
    /// No bytes, or nothing but white space.
    Empty,
    /// Anything else.
    Unknown,
}

/// How a zip begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// How a compound file begins (MS-CFB 2.2).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// How files begin that could pass for text.
const OTHERS: [&[u8]; 6] = [b"%PDF-", b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"%!PS"];
/// How many bytes of text tell what it is.
const TELLING: usize = 1 << 16;

/// What a file is. Give the whole of it where it is at hand: a compound file may keep its list of contents at its end.
///
/// A workbook is told by its envelope; that it can be read shows when it is.
pub fn detect(head: &[u8]) -> Kind {
    if head.starts_with(ZIP) {
        zipped(head)
    } else if head.starts_with(COMPOUND) {
        compound(head)
    } else if OTHERS.iter().any(|magic| head.starts_with(magic)) {
        Kind::Unknown
    } else {
        text(&head[..head.len().min(TELLING)], head.len() > TELLING)
    }
}

/// OpenDocument begins with a part `mimetype` that is not packed (ODF 1.3 part 2, 3.3); Excel knows no order, but names its parts.
fn zipped(head: &[u8]) -> Kind {
    // The name of the first part stands after 30 bytes of header.
    let first = head.get(30..).unwrap_or_default();
    if let Some(said) = first.strip_prefix(b"mimetypeapplication/") {
        return if said.starts_with(b"vnd.oasis.opendocument.spreadsheet") { Kind::Ods } else { Kind::Unknown };
    }
    let has = |name: &[u8]| memmem::find(head, name).is_some();
    if has(b"xl/workbook.xml") || has(b"xl/worksheets/") || has(b"xl/_rels/workbook.xml") {
        return Kind::Xlsx;
    }
    // Put together again by something that does not know of the first part.
    if has(b"content.xml") && has(b"META-INF/manifest.xml") {
        return Kind::Ods;
    }
    // Cut off, or only a head: the first part may be all that there is to see.
    let other = [b"word/".as_slice(), b"ppt/", b"xl/workbook.bin", b"mimetype"].into_iter().any(has);
    if has(b"[Content_Types].xml") && !other { Kind::Xlsx } else { Kind::Unknown }
}

/// Entries of the directory are 128 bytes and begin with a name in UTF-16 (MS-CFB 2.6.1).
fn compound(head: &[u8]) -> Kind {
    const ENTRY: usize = 128;
    let has = |name: &str| {
        let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        wanted.extend([0, 0]);
        head.chunks(ENTRY).any(|entry| entry.starts_with(&wanted))
    };
    if has("EncryptedPackage") {
        Kind::Protected
    } else if has("Workbook") || has("Book") {
        Kind::Xls
    } else {
        Kind::Unknown
    }
}

fn text(head: &[u8], cut: bool) -> Kind {
    let Some(encoding) = encoding::guess(head) else { return Kind::Unknown };
    let Some(text) = encoding::decode(head, encoding, cut) else { return Kind::Unknown };
    let begin = text.trim_start();
    if begin.is_empty() {
        return if cut { Kind::Unknown } else { Kind::Empty };
    }
    if is_markup(begin) {
        let page = memmem::find(begin.to_ascii_lowercase().as_bytes(), b"<html").is_some();
        return if page || !starts(begin, "<?xml") { Kind::Html } else { Kind::Unknown };
    }
    if starts(begin, "MIME-Version:") {
        return Kind::Html;
    }
    // What is not text at all is full of these. One in a hundred is somebody's typing.
    let controls = begin.chars().filter(|c| c.is_control() && !c.is_whitespace() && *c != '\u{1a}').count();
    if controls * 100 > begin.chars().count() { Kind::Unknown } else { Kind::Text }
}

/// Whether text begins as a page does, or as the pages do that systems call workbooks: with their table.
fn is_markup(text: &str) -> bool {
    ["<!doctype", "<html", "<head", "<meta", "<body", "<table", "<style", "<script", "<!--", "<?xml", "<div"]
        .into_iter()
        .any(|begin| starts(text, begin))
}

fn starts(text: &str, begin: &str) -> bool {
    text.as_bytes().get(..begin.len()).is_some_and(|head| head.eq_ignore_ascii_case(begin.as_bytes()))
}
