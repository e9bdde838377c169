//! The platform's own record of who is mapped to whom.

use std::collections::HashSet;

use reqwest::Method;
use serde::{Deserialize, Serialize};

use super::{
    client::{Base, CXone, Call},
    error::CXoneError,
    types::{Correlation, CorrelationSearch, lenient},
};

const CREATE: &str = "correlations";
const UPDATE: &str = "correlations/{id}";
const SEARCH: &str = "correlations/search";

const PAGE: u32 = 500;

/// No tenant has more correlations than this many pages.
const PAGES: u32 = 2_000;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(flatten)]
    search: &'a CorrelationSearch,
    page: u32,
    page_size: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Found {
    #[serde(default, deserialize_with = "lenient::int")]
    total_records: i64,
    #[serde(default, deserialize_with = "lenient::list")]
    correlations: Vec<Correlation>,
}

impl CXone {
    /// `POST /correlations/search`, all pages of it. Whether pages begin at 0 or at 1 is not published: 0 is asked
    /// first, and rows that come twice count once.
    pub async fn correlations(&self, search: &CorrelationSearch) -> Result<Vec<Correlation>, CXoneError> {
        let mut found: Vec<Correlation> = Vec::new();
        let mut seen = HashSet::new();
        for page in 0..PAGES {
            let request = Request { search, page, page_size: PAGE };
            let call = call(SEARCH, Method::POST, &["correlations", "search"]).with_body(&request)?;
            let answer: Found = self.read(call).await?;
            let total = usize::try_from(answer.total_records).unwrap_or(0);
            let empty = answer.correlations.is_empty();
            let new = |row: &Correlation| seen.insert((row.correlation_id.clone(), row.entity_id.clone()));
            found.extend(answer.correlations.into_iter().filter(new));
            if empty || found.len() >= total {
                return Ok(found);
            }
        }
        Err(CXoneError::HalfJson { api: SEARCH, detail: "a listing without an end".to_owned() })
    }

    /// `POST /correlations`. Refused when the entity has one already; not repeated when the answer broke.
    pub async fn create_correlation(&self, correlation: &Correlation) -> Result<(), CXoneError> {
        self.write(call(CREATE, Method::POST, &["correlations"]).with_body(correlation)?).await
    }

    /// `PUT /correlations/{correlationId}/{entityId}`, the whole of it.
    pub async fn update_correlation(&self, correlation: &Correlation) -> Result<(), CXoneError> {
        let (id, entity) = (correlation.correlation_id.as_str(), correlation.entity_id.as_str());
        piece(UPDATE, id)?;
        piece(UPDATE, entity)?;
        self.write(call(UPDATE, Method::PUT, &["correlations", id, entity]).with_body(correlation)?).await
    }
}

/// Refuses what would not be a piece of a path of its own.
pub(super) fn piece(api: &'static str, text: &str) -> Result<(), CXoneError> {
    if matches!(text, "" | "." | "..") {
        return Err(CXoneError::Misuse { api, detail: format!("{text:?} is no id") });
    }
    Ok(())
}

fn call<'a>(api: &'static str, method: Method, path: &'a [&'a str]) -> Call<'a> {
    Call { api, method, base: Base::Correlations, path, query: &[], body: None }
}
