//! Cursors: where a list goes on, as opaque text.

use crate::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use model::Code;
use model::page::Page;

/// The sort key and the id of the last row of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sort key.
    pub key: String,
    /// The id, which breaks ties.
    pub id: String,
}

impl Cursor {
    /// As the opaque text that browsers and scripts send back.
    pub fn encode(&self) -> String {
        BASE64.encode(format!("{}\n{}", self.id, self.key))
    }

    /// From that text.
    ///
    /// # Errors
    /// [`Code::Malformed`] for anything that [`Cursor::encode`] did not make.
    pub fn decode(text: &str) -> Result<Self> {
        let bytes = BASE64.decode(text).map_err(|_| Code::Malformed)?;
        let text = String::from_utf8(bytes).map_err(|_| Code::Malformed)?;
        let (id, key) = text.split_once('\n').ok_or(Code::Malformed)?;
        Ok(Self { key: key.to_owned(), id: id.to_owned() })
    }

    /// The cursor of a request, if it has one.
    ///
    /// # Errors
    /// [`Code::Malformed`].
    pub fn of(request: &model::page::PageRequest) -> Result<Option<Self>> {
        request.cursor.as_deref().filter(|text| !text.is_empty()).map(Self::decode).transpose()
    }

    /// The key as a number, for lists that are sorted by one.
    ///
    /// # Errors
    /// [`Code::Malformed`].
    pub fn number(&self) -> Result<i64> {
        Ok(self.key.parse().map_err(|_| Code::Malformed)?)
    }
}

/// A page out of one row more than was asked for: the extra one says that there is a next page.
pub fn page<T>(mut items: Vec<T>, rows: i64, total: Option<i64>, cursor: impl Fn(&T) -> Cursor) -> Page<T> {
    let rows = usize::try_from(rows).unwrap_or(usize::MAX);
    let more = items.len() > rows;
    items.truncate(rows);
    let next_cursor = more.then(|| items.last().map(|last| cursor(last).encode())).flatten();
    Page { items, next_cursor, total }
}

/// A walk through a whole list, block by block.
#[derive(Debug, Default)]
pub struct Walk {
    after: Option<Cursor>,
    over: bool,
}

impl Walk {
    /// Rows that are read together.
    pub const BLOCK: i64 = 500;

    /// Where the next block begins, for the first one nowhere; `None` once all was read.
    pub fn begin(&mut self) -> Option<Option<Cursor>> {
        (!self.over).then(|| self.after.take())
    }

    /// Notes the block that was read.
    pub fn passed<T>(&mut self, rows: &[T], cursor: impl Fn(&T) -> Cursor) {
        self.over = (rows.len() as i64) < Self::BLOCK;
        self.after = rows.last().map(cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_journey() {
        for (key, id) in [("wangfang", "1"), ("", "x"), ("a\nb", "2"), ("张", "3")] {
            let cursor = Cursor { key: key.into(), id: id.into() };
            assert_eq!(Cursor::decode(&cursor.encode()).unwrap(), cursor);
        }
        assert_eq!(Cursor::decode("*").unwrap_err().code(), Some(Code::Malformed));
    }
}
