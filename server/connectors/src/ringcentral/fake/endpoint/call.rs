//! A request as an endpoint sees it.

use axum::{
    body::Bytes,
    http::{
        HeaderMap,
        header::{ACCEPT, AUTHORIZATION, HOST},
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{super::refusal::Refusal, Reply};

pub(in super::super) struct Call {
    pub(in super::super) id: String,
    query: Vec<(String, String)>,
    /// The token.
    pub(in super::super) bearer: Option<String>,
    /// Client id and client secret.
    pub(in super::super) basic: Option<(String, String)>,
    pub(in super::super) accept: String,
    /// The address it was sent to, for links in the answer.
    pub(in super::super) base: String,
    pub(in super::super) body: Bytes,
}

impl Call {
    pub(in super::super) fn new(id: String, query: &str, headers: &HeaderMap, body: Bytes) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let authorization = text(AUTHORIZATION);
        let pair = |encoded: &str| {
            let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
            text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
        };
        Self {
            id,
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            bearer: authorization.strip_prefix("Bearer ").map(ToOwned::to_owned),
            basic: authorization.strip_prefix("Basic ").and_then(pair),
            accept: text(ACCEPT).to_owned(),
            base: format!("http://{}", text(HOST)),
            body,
        }
    }

    pub(in super::super) fn query(&self, name: &str) -> Option<&str> {
        self.queries(name).next()
    }

    /// All values of a name that may stand several times.
    pub(in super::super) fn queries<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.query.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The extensions that the path names.
    pub(in super::super) fn ids(&self) -> Vec<&str> {
        self.id.split(',').filter(|id| !id.is_empty()).collect()
    }

    /// A field of a form.
    pub(in super::super) fn form(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(&self.body).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    pub(in super::super) fn json(&self) -> Result<Value, Refusal> {
        serde_json::from_slice(&self.body).map_err(|_| Refusal::new("CMN-103"))
    }

    /// `page` and `perPage` of the query.
    pub(in super::super) fn paging(&self, usual: usize, most: usize) -> Result<Paging, Refusal> {
        let number = |name: &str, usual: usize| match self.query(name) {
            None => Ok(usual),
            Some("all" | "max") if name == "perPage" => Ok(most),
            Some(text) => text.parse().map_err(|_| Refusal::parameter(name)),
        };
        Paging::new(number("page", 1)?, number("perPage", usual)?, most)
    }
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Paging {
    page: usize,
    per_page: usize,
}

impl Paging {
    pub(in super::super) fn new(page: usize, per_page: usize, most: usize) -> Result<Self, Refusal> {
        if page == 0 {
            return Err(Refusal::parameter("page"));
        }
        if per_page == 0 || per_page > most {
            return Err(Refusal::parameter("perPage"));
        }
        Ok(Self { page, per_page })
    }

    /// The page, with links to the others when there is an address to make them of.
    pub(in super::super) fn reply(self, rows: &[Value], link: Option<&str>) -> Reply {
        let (total, pages) = (rows.len(), rows.len().div_ceil(self.per_page).max(1));
        let start = (self.page - 1).saturating_mul(self.per_page).min(total);
        let end = start.saturating_add(self.per_page).min(total);
        let mut answer = json!({
            "records": rows[start..end],
            "paging": {
                "page": self.page, "perPage": self.per_page, "totalPages": pages, "totalElements": total,
                "pageStart": start, "pageEnd": end.saturating_sub(1),
            },
        });
        if let Some(link) = link {
            let uri = |page: usize| json!({"uri": format!("{link}?page={page}&perPage={}", self.per_page)});
            let mut navigation = json!({"firstPage": uri(1), "lastPage": uri(pages)});
            if self.page < pages {
                navigation["nextPage"] = uri(self.page + 1);
            }
            if self.page > 1 {
                navigation["previousPage"] = uri(self.page - 1);
            }
            answer["navigation"] = navigation;
            answer["uri"] = link.into();
        }
        Reply::Json(answer)
    }
}
