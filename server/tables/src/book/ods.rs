//! Workbooks of LibreOffice (OpenDocument 1.3), read row by row.
//!
//! calamine reads them into memory, every sheet, cells that repeat written out: a file of a kilobyte may claim all the memory there
//! is. It also keeps neither merged cells nor errors.

use super::Filling;
use super::content::{Content, Row};
use crate::gauge::Gauge;
use crate::{Options, ReadError, Result, Sheet, unpack};
use quick_xml::events::Event;
use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read as _};
use std::ops::ControlFlow;
use zip::ZipArchive;

/// Reads a workbook.
///
/// # Errors
/// It is damaged or protected, has no such sheet, or passes a limit.
pub fn read(bytes: &[u8], options: &Options, gauge: &mut Gauge<'_>) -> Result<()> {
    unpack::check(bytes)?;
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(unpack::refused)?;
    let mut manifest = Vec::new();
    if let Ok(mut part) = zip.by_name("META-INF/manifest.xml") {
        part.read_to_end(&mut manifest).map_err(ReadError::broken)?;
    }
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(ReadError::Protected);
    }
    let part = zip.by_name("content.xml").map_err(unpack::refused)?;
    read_content(Content::new(BufReader::new(part)), options, gauge)?;
    let missing = |name: &String| !gauge.summary.sheets.iter().any(|sheet| sheet.name == *name);
    if options.sheet.as_ref().is_some_and(missing) { Err(ReadError::UnknownSheet) } else { Ok(()) }
}

/// Goes through all sheets, as their names are wanted too; styles come before them and say which are hidden.
fn read_content(mut content: Content<'_>, options: &Options, gauge: &mut Gauge<'_>) -> Result<()> {
    let mut hiding = HashSet::new();
    let mut style = String::new();
    loop {
        match content.next()? {
            Event::Start(tag) => match tag.name().as_ref() {
                "style:style" => style = Content::attribute(&tag, "style:name")?.unwrap_or_default(),
                "style:table-properties" => {
                    let display = Content::attribute(&tag, "table:display")?;
                    hiding.extend(display.filter(|display| display == "false").map(|_| style.clone()));
                }
                "table:table" => {
                    let name = Content::attribute(&tag, "table:name")?.unwrap_or_default();
                    let by = Content::attribute(&tag, "table:style-name")?;
                    let sheet = Sheet { name, hidden: by.is_some_and(|style| hiding.contains(&style)) };
                    read_sheet(&mut content, sheet, options, gauge)?;
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn read_sheet(content: &mut Content<'_>, sheet: Sheet, options: &Options, gauge: &mut Gauge<'_>) -> Result<()> {
    let wanted = match &options.sheet {
        Some(name) => *name == sheet.name,
        None => !sheet.hidden,
    };
    let name = sheet.name.clone();
    gauge.summary.sheets.push(sheet);
    if !wanted || gauge.summary.sheet.is_some() {
        return content.skip("table:table");
    }
    gauge.summary.merged = read_rows(content, gauge)?;
    if gauge.summary.rows > 0 {
        gauge.summary.sheet = Some(name);
    }
    Ok(())
}

/// Reads the rows of a sheet up to its end, and tells whether cells of it are merged.
fn read_rows(content: &mut Content<'_>, gauge: &mut Gauge<'_>) -> Result<bool> {
    let mut filling = Filling::new(gauge);
    let mut number = 0_u32;
    let mut merged = false;
    loop {
        match content.next()? {
            Event::Start(tag) => match tag.name().as_ref() {
                "table:table-row" => {
                    let repeated = Content::count(&tag, "table:number-rows-repeated")?;
                    let row = content.row(number.saturating_add(1))?;
                    merged |= row.merged;
                    if repeat(&mut filling, &row, number, repeated)?.is_break() {
                        content.skip("table:table")?;
                        return Ok(merged);
                    }
                    number = number.saturating_add(repeated);
                }
                // Drawings on the sheet, with texts of their own.
                "table:shapes" => content.skip("table:shapes")?,
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == "table:table" => break,
            Event::Eof => return Err(ReadError::broken("a sheet does not end")),
            _ => {}
        }
    }
    filling.end().map(|_| merged)
}

/// Empty rows repeat up to the end of the sheet; what stands in a row may as well.
fn repeat(filling: &mut Filling<'_, '_>, row: &Row, first: u32, times: u32) -> Result<ControlFlow<()>> {
    if row.cells.is_empty() {
        return Ok(ControlFlow::Continue(()));
    }
    for number in (first..).take(times as usize) {
        for (column, shown) in &row.cells {
            let flow = filling.put((number, *column), shown.clone())?;
            if flow.is_break() {
                return Ok(flow);
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}
