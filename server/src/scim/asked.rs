//! What a request asks for, in its address (RFC 7644 §3.4.2, §3.9) or in the body of a search.

use super::error::Failure;
use super::shape::Shape;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::scim::{Kind, Query, Refusal};
use serde_json::Value;
use url::form_urlencoded;

/// What is asked for. Parameters that are not known are ignored: Entra ID marks its dialect with one.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Which resources.
    pub query: Query,
    /// What of them.
    pub shape: Shape,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let mut query = Query::default();
        let (mut only, mut without) = (String::new(), String::new());
        for (name, value) in form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes()) {
            match name.to_ascii_lowercase().as_str() {
                "filter" => query.filter = Some(value.into_owned()),
                "startindex" => query.start_index = Some(number("startIndex", &value)?),
                "count" => query.count = Some(number("count", &value)?),
                "sortby" => query.sort_by = Some(value.into_owned()),
                "sortorder" => query.descending = is_descending(&value)?,
                "attributes" => only = value.into_owned(),
                "excludedattributes" => without = value.into_owned(),
                _ => {}
            }
        }
        let shape = Shape::of(only.split(','), without.split(','));
        Ok(Self { query, shape })
    }
}

impl Asked {
    /// From the body of a search (RFC 7644 §3.4.3).
    pub fn of_body(body: &Value) -> Result<Self, Failure> {
        let get = |key: &str| {
            let found = body.as_object()?.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
            found.map(|(_, value)| value).filter(|value| !value.is_null())
        };
        let text =
            |key: &str| get(key).map(|value| value.as_str().map(str::to_owned).ok_or_else(|| wrong(key))).transpose();
        let whole = |key: &str| get(key).map(|value| value.as_i64().ok_or_else(|| wrong(key))).transpose();
        // A list, or one text with commas.
        let names = |key: &str| -> Vec<String> {
            match get(key) {
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                Some(Value::String(text)) => text.split(',').map(str::to_owned).collect(),
                _ => Vec::new(),
            }
        };
        let query = Query {
            filter: text("filter")?,
            start_index: whole("startIndex")?,
            count: whole("count")?,
            sort_by: text("sortBy")?,
            descending: text("sortOrder")?.map_or(Ok(false), |text| is_descending(&text))?,
            without_lists: false,
        };
        let (only, without) = (names("attributes"), names("excludedAttributes"));
        let shape = Shape::of(only.iter().map(String::as_str), without.iter().map(String::as_str));
        Ok(Self { query, shape })
    }

    /// The query, in which a list that is not wanted need not be read.
    pub fn query_without(&self, list: &str) -> Query {
        Query { without_lists: self.shape.leaves_out(list), ..self.query.clone() }
    }
}

/// More than fits into a number is as good as the largest: the page is empty.
fn number(name: &str, text: &str) -> Result<i64, Failure> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(wrong(name));
    }
    Ok(text.parse().unwrap_or(if text.starts_with('-') { i64::MIN } else { i64::MAX }))
}

fn is_descending(text: &str) -> Result<bool, Failure> {
    match text.to_ascii_lowercase().as_str() {
        "" | "ascending" => Ok(false),
        "descending" => Ok(true),
        _ => Err(wrong("sortOrder")),
    }
}

fn wrong(name: &str) -> Failure {
    Failure(Refusal::new(Kind::InvalidValue, format!("{name} is not of the form that it must have.")))
}
