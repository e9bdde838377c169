//! Rows and cells of OpenDocument's `content.xml` (ODF 1.3 part 3, 9.1).

use super::{Shown, cell};
use crate::{ReadError, Result, gauge, limits};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::io::BufRead;

/// The XML, event by event.
pub struct Content<'z> {
    reader: Reader<Box<dyn BufRead + 'z>>,
    buffer: Vec<u8>,
}

/// What stands in a row.
#[derive(Debug, Default)]
pub struct Row {
    /// Columns from 0, and what is shown there; empty cells are left out.
    pub cells: Vec<(u32, Shown)>,
    /// Whether a cell of it spreads over others.
    pub merged: bool,
}

impl<'z> Content<'z> {
    pub fn new(part: impl BufRead + 'z) -> Self {
        let mut reader = Reader::from_reader(Box::new(part) as Box<dyn BufRead + 'z>);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new() }
    }

    /// The next event.
    ///
    /// # Errors
    /// The XML is damaged.
    pub fn next(&mut self) -> Result<Event<'static>> {
        self.buffer.clear();
        self.reader.read_event_into(&mut self.buffer).map(Event::into_owned).map_err(ReadError::broken)
    }

    /// Goes on after the end of the element that was begun, whatever is in it.
    ///
    /// # Errors
    /// The XML is damaged.
    pub fn skip(&mut self, name: &str) -> Result<()> {
        self.buffer.clear();
        let name = quick_xml::name::QName(name);
        self.reader.read_to_end_into(name, &mut self.buffer).map(|_| ()).map_err(ReadError::broken)
    }

    /// The value of an attribute.
    ///
    /// # Errors
    /// The XML is damaged.
    pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
        let Some(attribute) = tag.try_get_attribute(name).map_err(ReadError::broken)? else { return Ok(None) };
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(ReadError::broken)?;
        Ok(Some(value.into_owned()))
    }

    /// How many times something stands, once where nothing is said.
    ///
    /// # Errors
    /// The XML is damaged.
    pub fn count(tag: &BytesStart<'_>, name: &str) -> Result<u32> {
        let said = Self::attribute(tag, name)?;
        Ok(said.map_or(1, |count| count.parse().unwrap_or(u32::MAX)))
    }

    /// Reads a row to its end. `number`, from 1, is for errors.
    ///
    /// # Errors
    /// The XML is damaged, or the row goes too far.
    pub fn row(&mut self, number: u32) -> Result<Row> {
        let mut row = Row::default();
        let mut column = 0_u32;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "table:table-cell" => {
                        let repeated = Self::count(&tag, "table:number-columns-repeated")?;
                        row.merged |= Self::count(&tag, "table:number-columns-spanned")? > 1
                            || Self::count(&tag, "table:number-rows-spanned")? > 1;
                        let shown = self.cell(&tag)?;
                        let end = column.saturating_add(repeated);
                        if !shown.text.is_empty() {
                            gauge::reaches(number, end)?;
                            row.cells.extend((column..end).map(|column| (column, shown.clone())));
                        }
                        column = end;
                    }
                    // Under a merged cell; what it held before is not seen.
                    "table:covered-table-cell" => {
                        column = column.saturating_add(Self::count(&tag, "table:number-columns-repeated")?);
                        self.skip("table:covered-table-cell")?;
                    }
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table-row" => return Ok(row),
                Event::Eof => return Err(ReadError::broken("a row does not end")),
                _ => {}
            }
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<Shown> {
        let formula = Self::attribute(tag, "table:formula")?.is_some();
        let error = Self::attribute(tag, "calcext:value-type")?.is_some_and(|kind| kind == "error");
        let kind = Self::attribute(tag, "office:value-type")?;
        let text = self.paragraphs()?;
        // A number is written as its format says; its digits stand in the attribute. An error is a text of length zero.
        let value = match kind.as_deref() {
            Some("float" | "currency" | "percentage") => {
                Self::attribute(tag, "office:value")?.map(|digits| digits.parse().map_or(digits, cell::number))
            }
            Some("date") => Self::attribute(tag, "office:date-value")?.map(|date| cell::iso(&date)),
            Some("time") => Self::attribute(tag, "office:time-value")?.map(|time| cell::duration(&time)),
            Some("boolean") => {
                Self::attribute(tag, "office:boolean-value")?.map(|truth| cell::truth(truth == "true").to_owned())
            }
            _ => None,
        };
        let text = if error { text } else { value.unwrap_or(text) };
        Ok(Shown { text, formula, error })
    }

    /// The text of a cell up to its end, a line a paragraph.
    fn paragraphs(&mut self) -> Result<String> {
        let mut text = String::new();
        let mut lines = 0_u32;
        let mut inside = false;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "text:p" => {
                        text.push_str(if lines > 0 { "\n" } else { "" });
                        lines += 1;
                        inside = true;
                    }
                    "text:s" => {
                        let longest = limits::CELL_CHARACTERS as usize + 1;
                        text.push_str(&" ".repeat((Self::count(&tag, "text:c")? as usize).min(longest)));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    // Notes and pictures, which lie on the cell.
                    name if name == "office:annotation" || name.starts_with("draw:") || name == "table:table" => {
                        self.skip(name)?;
                    }
                    _ => {}
                },
                Event::Text(part) if inside => text.push_str(&part.xml10_content()),
                Event::CData(part) if inside => text.push_str(&part.xml10_content()),
                Event::GeneralRef(entity) if inside => text.push_str(&resolve(&entity)?),
                Event::End(tag) => match tag.name().as_ref() {
                    "text:p" => inside = false,
                    "table:table-cell" => return Ok(text),
                    _ => {}
                },
                Event::Eof => return Err(ReadError::broken("a cell does not end")),
                _ => {}
            }
            // More is refused anyway; the spaces of `text:s` cost the file nothing.
            if text.len() as u64 > limits::CELL_CHARACTERS * 8 {
                text.truncate(0);
                text.push_str(&" ".repeat(limits::CELL_CHARACTERS as usize + 1));
            }
        }
    }
}

/// A character by its number, or one of the five entities of XML; a document's own are never expanded.
fn resolve(entity: &BytesRef<'_>) -> Result<String> {
    if let Some(known) = quick_xml::escape::resolve_xml_entity(entity) {
        return Ok(known.to_owned());
    }
    match entity.resolve_char_ref() {
        Ok(Some(char)) => Ok(char.to_string()),
        Ok(None) => Err(ReadError::broken("an entity of its own")),
        Err(error) => Err(ReadError::broken(error)),
    }
}
