//! A request as an endpoint sees it.

use std::collections::HashMap;

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{Found, Refusal};

pub(in super::super) struct Call {
    /// Names in small letters: the platform does not tell them apart.
    query: HashMap<String, String>,
    pub(in super::super) headers: HeaderMap,
    pub(super) ids: Vec<String>,
    path: String,
    body: Vec<u8>,
    /// Unix milliseconds.
    pub(in super::super) now: i64,
}

impl Call {
    pub(in super::super) fn new(
        found: &Found,
        path: &str,
        query: HashMap<String, String>,
        headers: HeaderMap,
        body: &[u8],
        now: i64,
    ) -> Self {
        let query = query.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
        Self { query, headers, ids: found.ids.clone(), path: path.to_owned(), body: body.to_vec(), now }
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.query.get(&name.to_ascii_lowercase()).map(String::as_str).filter(|text| !text.is_empty())
    }

    pub(super) fn int(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let wrong = |_| Refusal::new(400, "invalid_request", &format!("{name} is no number"));
        self.text(name).map(|text| text.parse().map_err(wrong)).transpose()
    }

    /// A time, in Unix milliseconds.
    pub(super) fn time(&self, names: &[&str]) -> Result<Option<i64>, Refusal> {
        let Some(text) = names.iter().find_map(|name| self.text(name)) else { return Ok(None) };
        let wrong = |_| Refusal::new(400, "invalid_request", "no ISO 8601 time");
        Ok(Some(text.parse::<Timestamp>().map_err(wrong)?.as_millisecond()))
    }

    /// The number in the path.
    pub(super) fn id(&self) -> Option<i64> {
        self.ids.first()?.parse().ok()
    }

    pub(super) fn form(&self) -> HashMap<String, String> {
        form_urlencoded::parse(&self.body).into_owned().collect()
    }

    pub(super) fn json(&self) -> Result<Value, Refusal> {
        serde_json::from_slice(&self.body).map_err(|error| Refusal::hub("1001", &error.to_string()))
    }

    /// The address that the request came for, as its sender wrote it.
    pub(super) fn own_address(&self) -> String {
        let host = self.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        format!("http://{host}")
    }

    /// A page of rows, with the address of the next in `_links`.
    pub(super) fn page(&self, name: &str, rows: Vec<Value>, most: u32) -> Result<Value, Refusal> {
        let total = rows.len();
        let skip = usize::try_from(self.int("skip")?.unwrap_or(0)).unwrap_or(0);
        let top = usize::try_from(self.int("top")?.unwrap_or(i64::from(most))).unwrap_or(0).clamp(1, most as usize);
        let at = |skip: usize| format!("{}{}?skip={skip}&top={top}", self.own_address(), self.path);
        let rows: Vec<Value> = rows.into_iter().skip(skip).take(top).collect();
        let next = (skip + rows.len() < total && !rows.is_empty()).then(|| at(skip + rows.len()));
        Ok(json!({
            "totalRecords": total,
            "lastPollTime": iso(self.now),
            "_links": {"self": at(skip), "next": next, "previous": null},
            name: rows,
        }))
    }
}

/// Milliseconds as the platform writes times.
pub(super) fn iso(milliseconds: i64) -> String {
    let time = Timestamp::from_millisecond(milliseconds).unwrap_or_default();
    time.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// A piece of a path as it was meant.
pub(super) fn decoded(piece: &str) -> String {
    let plus = piece.replace('+', "%2B");
    form_urlencoded::parse(plus.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}
