//! Accounts of any SCIM 2.0 service provider: `GET /Users` page by page (RFC 7644 § 3.4.2.4), with a bearer token.
//!
//! What providers do otherwise than the document says, and is taken here all the same: names of attributes in another
//! case, `active` and numbers as texts, no `totalResults`, pages shorter than asked for, `Resources` missing where it
//! is empty, an extension under its old name. What is not taken: an answer that is another page than the one asked for,
//! because going on would never end.

pub mod fake;
mod retry;
mod user;

use std::time::Duration;

use futures::{FutureExt as _, future::BoxFuture};
use reqwest::{Method, header::ACCEPT};
use serde_json::Value;
use url::Url;

use super::{BadRow, Cursor, Directory, DirectoryError, Page, Place, Reason};
use crate::{
    http::{Answer, Http},
    secret::Secret,
};
use user::{field, number};

/// A service provider.
#[derive(Debug, Clone)]
pub struct ScimConfig {
    /// Above `/Users`, such as `https://example.com/scim/v2`.
    pub base_url: Url,
    pub token: Secret,
    /// Users of one page, 1 to 1 000. Providers may give fewer.
    pub page: u32,
}

/// What tests and careful administrators change.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Tries of one call altogether.
    pub tries: u32,
    /// Multiplies the pauses between tries; 1 outside tests.
    pub pace: f64,
    /// The longest pause that is sat out here; beyond it the caller is told to come back.
    pub patience: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { tries: 3, pace: 1.0, patience: Duration::from_secs(61) }
    }
}

/// The users of a service provider.
#[derive(Debug, Clone)]
pub struct ScimDirectory {
    config: ScimConfig,
    http: Http,
    settings: Settings,
}

impl ScimDirectory {
    pub fn new(config: ScimConfig, http: Http) -> Self {
        Self::with_settings(config, http, Settings::default())
    }

    pub fn with_settings(config: ScimConfig, http: Http, settings: Settings) -> Self {
        Self { config, http, settings }
    }

    /// Reads one user or none: whether address and token are good, for *Test*.
    ///
    /// # Errors
    /// The same as of a page.
    pub async fn test(&self) -> Result<(), DirectoryError> {
        self.page(&Start::default(), 1).await.map(drop)
    }

    async fn page(&self, start: &Start, count: u32) -> Result<Page, DirectoryError> {
        let mut url = self.config.base_url.clone();
        url.set_path(&format!("{}/Users", url.path().trim_end_matches('/')));
        url.query_pairs_mut()
            .append_pair("startIndex", &start.index.to_string())
            .append_pair("count", &count.to_string());
        let request = || {
            self.http
                .request(Method::GET, url.clone())
                .bearer_auth(self.config.token.expose())
                .header(ACCEPT, "application/scim+json, application/json")
        };
        let answer = retry::send(&self.http, &self.settings, request).await?;
        read(&answer, start)
    }
}

impl Directory for ScimDirectory {
    fn accounts<'a>(&'a self, from: Option<&'a Cursor>) -> BoxFuture<'a, Result<Page, DirectoryError>> {
        async move {
            let lost = || DirectoryError::restart(Reason::Changed, "no place of this listing");
            let start = from.map_or_else(|| Some(Start::default()), Start::read).ok_or_else(lost)?;
            self.page(&start, self.config.page.clamp(1, 1_000)).await
        }
        .boxed()
    }
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Start {
    /// Counted from 1.
    index: u64,
    /// Who stood first on the page before: providers that do not know `startIndex` answer him again.
    before: String,
}

impl Default for Start {
    fn default() -> Self {
        Self { index: 1, before: String::new() }
    }
}

impl Start {
    fn read(cursor: &Cursor) -> Option<Self> {
        let (index, before) = cursor.0.split_once(':')?;
        Some(Self { index: index.parse().ok()?, before: before.to_owned() })
    }

    fn cursor(&self) -> Cursor {
        Cursor(format!("{}:{}", self.index, self.before))
    }
}

/// A `ListResponse`. The next page begins after the rows that came, not after those that were asked for.
fn read(answer: &Answer, start: &Start) -> Result<Page, DirectoryError> {
    let broken = |detail: &str| DirectoryError::retry(Reason::BadAnswer, detail);
    let list: Value = match serde_json::from_slice(&answer.body) {
        Ok(list @ Value::Object(_)) => list,
        Ok(_) => return Err(DirectoryError::stop(Reason::NotThePlatform, "no ListResponse")),
        Err(_) if !answer.body.trim_ascii_start().starts_with(b"{") => {
            return Err(DirectoryError::stop(Reason::NotThePlatform, "no JSON"));
        }
        Err(error) => return Err(broken(&format!("half JSON: {:?}", error.classify()))),
    };
    let total = field(&list, "totalResults").and_then(number);
    let users = match field(&list, "Resources") {
        None | Some(Value::Null) => &[],
        Some(Value::Array(users)) => users.as_slice(),
        Some(_) => return Err(broken("Resources is no list")),
    };
    if total.is_none() && field(&list, "Resources").is_none() {
        return Err(DirectoryError::stop(Reason::NotThePlatform, "neither totalResults nor Resources"));
    }
    if let Some(answered) = field(&list, "startIndex").and_then(number)
        && answered != start.index
        && !users.is_empty()
    {
        return Err(DirectoryError::stop(
            Reason::BadAnswer,
            format_args!("asked for users from {} on, got those from {answered} on", start.index),
        ));
    }
    let first = users.first().map(user::id).unwrap_or_default();
    if !first.is_empty() && first == start.before {
        return Err(DirectoryError::stop(Reason::BadAnswer, "the same page again"));
    }
    let row = |(place, user): (u64, &Value)| {
        user::account(user).map_err(|fault| BadRow { place: Place::Entry(place), fault })
    };
    let rows: Vec<_> = (start.index..).zip(users).map(row).collect();
    let next = Start { index: start.index + rows.len() as u64, before: first };
    let more = !rows.is_empty() && total.is_none_or(|total| next.index <= total);
    Ok(Page { rows, next: more.then(|| next.cursor()), total })
}
