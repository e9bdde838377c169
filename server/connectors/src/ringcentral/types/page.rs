//! Pages of a listing, numbered from one.

use serde::{Deserialize, Deserializer};

use crate::lenient;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub page: u32,
    pub total_pages: u32,
    /// Rows of all pages. It may change from page to page, because people come and go meanwhile.
    pub total: u64,
}

impl<T> Page<T> {
    /// The number of the page after this one; `None` at the end.
    pub fn next(&self) -> Option<u32> {
        (self.page < self.total_pages && !self.rows.is_empty()).then(|| self.page + 1)
    }
}

/// A page as it travels.
#[derive(Deserialize)]
pub(in super::super) struct Listing<T> {
    #[serde(deserialize_with = "rows", bound(deserialize = "T: Deserialize<'de>"))]
    records: Vec<T>,
    #[serde(default)]
    paging: Paging,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Paging {
    #[serde(deserialize_with = "lenient::int")]
    page: i64,
    #[serde(deserialize_with = "lenient::int")]
    total_pages: i64,
    #[serde(deserialize_with = "lenient::int")]
    total_elements: i64,
}

fn rows<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    lenient::list(input)
}

impl<T> Listing<T> {
    /// The page that was asked for; where the platform does not tell numbers, it is the only one.
    pub(in super::super) fn into_page(self, asked: u32) -> Result<Page<T>, String> {
        let number = |value: i64| u32::try_from(value).unwrap_or(0);
        let page = number(self.paging.page);
        if page != 0 && page != asked {
            return Err(format!("asked for page {asked} and got page {page}"));
        }
        let total = u64::try_from(self.paging.total_elements).unwrap_or(0).max(self.records.len() as u64);
        Ok(Page { rows: self.records, page: asked, total_pages: number(self.paging.total_pages).max(1), total })
    }
}
