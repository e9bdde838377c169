//! Lists: which part is wanted, and how it is told.

use super::problem::Refusal;
use axum::extract::FromRequestParts;
use axum::extract::Query;
use axum::http::request::Parts;
use model::Problem;
use model::page::{MAX_LIMIT, Page, PageRequest};
use model::problem::{Fault, Field};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which part of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Rows wanted; 500 are the most that come, whatever more is asked for.
    #[param(minimum = 1, default = 100)]
    limit: Option<i32>,
    /// Where to go on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Whether to count all matching rows.
    count: Option<bool>,
}

impl Paging {
    /// Of what is no list of rows by itself.
    pub const fn of(limit: Option<i32>, cursor: Option<String>) -> Self {
        Self { limit, cursor, count: None }
    }

    /// As use cases take it.
    ///
    /// # Errors
    /// A limit below one.
    pub fn request(self) -> Result<PageRequest, Refusal> {
        // What is above is held at the most; what is below one is a mistake.
        if self.limit.is_some_and(|limit| limit < 1) {
            let field = Field { field: "limit".into(), fault: Fault::OutOfRange, limit: Some(MAX_LIMIT.into()) };
            return Err(Problem::fields(vec![field]).into());
        }
        Ok(PageRequest {
            cursor: self.cursor,
            limit: self.limit.map_or(0, i32::unsigned_abs),
            count: self.count.unwrap_or(false),
        })
    }
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Asks for the page after this one; null at the end.
    #[schema(required)]
    pub next_cursor: Option<String>,
    /// Rows in all, where `count=true` asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
}

impl<T> Listed<T> {
    /// From a page of a use case.
    pub fn of<S>(page: Page<S>, show: impl Fn(S) -> T) -> Self {
        let Page { items, next_cursor, total } = page;
        Self { items: items.into_iter().map(show).collect(), next_cursor, total }
    }
}

/// Values from the address; what cannot be read is named.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        match Query::try_from_uri(&parts.uri) {
            Ok(Query(values)) => Ok(Self(values)),
            Err(rejection) => {
                // "Failed to deserialize query string: limit: invalid digit found in string"
                let text = rejection.body_text();
                let field = text.split(": ").nth(1).filter(|name| !name.contains(' ')).unwrap_or("query");
                Err(Problem::field(field, Fault::Malformed).into())
            }
        }
    }
}

/// The value of a word, if one was given.
///
/// # Errors
/// A word that is none of the field's.
pub fn word<T>(field: &str, text: Option<&str>, of: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    of(text).map(Some).ok_or_else(|| Problem::field(field, Fault::Unknown).into())
}

/// The values of words with commas between.
///
/// # Errors
/// A word that is none of the field's.
pub fn words<T>(field: &str, text: Option<&str>, of: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Refusal> {
    let words = text.unwrap_or_default().split(',').map(str::trim).filter(|word| !word.is_empty());
    words.map(|word| of(word).ok_or_else(|| Problem::field(field, Fault::Unknown).into())).collect()
}
