//! Where a listing goes on.
//!
//! `_links.next` is an address, and whoever follows it gives a token to whatever host it names. So only the number of
//! rows to skip is taken from it.

use serde::Deserialize;
use url::form_urlencoded;

use super::{
    error::CXoneError,
    types::{Cursor, lenient},
};

/// The most rows that are asked for at a time. The platform's own maximum is not published; shorter pages are taken,
/// too.
const TOP: u32 = 1_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Links {
    #[serde(deserialize_with = "lenient::text")]
    next: String,
}

impl Links {
    /// The place after a page of so many rows.
    ///
    /// # Errors
    /// The page after it would be this one or one before it, and so on without an end.
    pub(super) fn next(&self, api: &'static str, from: Cursor, rows: usize) -> Result<Option<Cursor>, CXoneError> {
        let link = self.next.trim();
        if link.is_empty() {
            return Ok(None);
        }
        let query = link.split_once('?').map_or("", |(_, query)| query);
        let skip = form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| name.eq_ignore_ascii_case("skip"))
            .and_then(|(_, value)| value.parse().ok());
        let next = skip.unwrap_or(from.0 + rows as u64);
        if next <= from.0 {
            return Err(CXoneError::HalfJson { api, detail: "the next page is no later one".to_owned() });
        }
        Ok(Some(Cursor(next)))
    }
}

/// The query of a page.
pub(super) fn window(from: Cursor, top: u32) -> [(&'static str, String); 2] {
    [("skip", from.0.to_string()), ("top", top.clamp(1, TOP).to_string())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(link: &str) -> Result<Option<u64>, CXoneError> {
        Ok(Links { next: link.to_owned() }.next("agents", Cursor(100), 40)?.map(|next| next.0))
    }

    #[test]
    fn only_the_number_is_taken_from_a_link() {
        assert_eq!(next(""), Ok(None));
        assert_eq!(next("https://evil.example.net/agents?top=100&skip=200"), Ok(Some(200)));
        assert_eq!(next("?Skip=140"), Ok(Some(140)));
        assert_eq!(next("https://api.example.com/agents?page=b"), Ok(Some(140)), "as many as came");
        assert!(next("?skip=100").is_err());
        assert!(next("?skip=0").is_err());
    }
}
