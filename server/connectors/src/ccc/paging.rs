//! Reading a listing to its end.
//!
//! Pages are counted from 0 and rows are not marked, so who comes or goes meanwhile moves the others. A listing counts
//! only when every page names the same total and that many rows came, no one of them twice; else it is read again from
//! the beginning. So an incomplete list never looks like a complete one.

use std::{collections::HashSet, hash::Hash};

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::{client::Ccc, error::CccError};
use crate::lenient;

/// Readings of one listing, altogether.
const READINGS: u32 = 3;

/// More rows than any contact centre has: beyond it the total is nonsense.
const MOST_ROWS: i64 = 1_000_000;

/// One listing: which action, how many rows a page may have, and what marks a row.
pub(super) struct Listing<T, K> {
    pub(super) action: &'static str,
    pub(super) page_size: usize,
    /// `None` for a row that lacks what it must have.
    pub(super) key: fn(&T) -> Option<K>,
}

/// A page of either listing.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", bound = "T: DeserializeOwned")]
struct Page<T> {
    #[serde(default, deserialize_with = "lenient::int")]
    total_count: i64,
    #[serde(default, alias = "StaffList", alias = "SkillGroupList", deserialize_with = "lenient::list")]
    rows: Vec<T>,
}

impl<T: DeserializeOwned, K: Eq + Hash> Listing<T, K> {
    /// Every row, in the platform's order.
    ///
    /// # Errors
    /// `Changed` when it never stood still; those of the call.
    pub(super) async fn read(&self, client: &Ccc, filter: &Value) -> Result<Vec<T>, CccError> {
        for _ in 0..READINGS {
            if let Some(rows) = self.read_once(client, filter).await? {
                return Ok(rows);
            }
        }
        Err(CccError::Changed { action: self.action })
    }

    /// One page of one row or none, for trying things out.
    pub(super) async fn first(&self, client: &Ccc) -> Result<Option<T>, CccError> {
        let page = self.page(client, &Value::Object(serde_json::Map::new()), 0, 1).await?;
        Ok(page.rows.into_iter().next())
    }

    /// `None` when it changed meanwhile.
    async fn read_once(&self, client: &Ccc, filter: &Value) -> Result<Option<Vec<T>>, CccError> {
        let broken = |detail: &str| CccError::HalfJson { action: self.action, detail: detail.to_owned() };
        let (mut rows, mut seen, mut total) = (Vec::new(), HashSet::new(), None);
        for number in 0.. {
            let page = self.page(client, filter, number, self.page_size).await?;
            let count = page.total_count;
            if !(0..=MOST_ROWS).contains(&count) {
                return Err(broken("a TotalCount that cannot be"));
            }
            if *total.get_or_insert(count) != count {
                return Ok(None);
            }
            let page = page.rows;
            let is_last = page.is_empty();
            for row in page {
                let key = (self.key)(&row).ok_or_else(|| broken("a row without its key"))?;
                if !seen.insert(key) {
                    return Ok(None);
                }
                rows.push(row);
            }
            let wanted = usize::try_from(count).unwrap_or(usize::MAX);
            if rows.len() == wanted {
                return Ok(Some(rows));
            }
            if is_last || rows.len() > wanted {
                return Ok(None);
            }
        }
        Ok(None)
    }

    async fn page(&self, client: &Ccc, filter: &Value, number: u32, size: usize) -> Result<Page<T>, CccError> {
        let mut body = filter.clone();
        body["PageSize"] = size.into();
        body["PageNumber"] = number.into();
        client.again(self.action, body).await
    }
}
