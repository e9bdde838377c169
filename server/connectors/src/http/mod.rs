//! The one HTTP client of all connectors.
//!
//! Base URLs come from people's settings, so a request could be pointed at the machine's own network. [`guard`] refuses
//! private addresses after names are resolved, redirects are never followed, answers are read only up to a cap, and no
//! decompression is built in, so a small answer stays small.

mod guard;
mod reach;

use std::{error::Error, sync::Arc, time::Duration};

use bytes::{Bytes, BytesMut};
use reqwest::{
    Method, RequestBuilder,
    header::{CONTENT_TYPE, HeaderMap},
    redirect::Policy,
};
use thiserror::Error;
use url::Url;

pub use guard::is_private;

/// Time limits, read cap and network guard of an [`Http`].
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Until the connection stands, TLS included.
    pub connect_timeout: Duration,
    /// From the first byte sent to the last byte read.
    pub total_timeout: Duration,
    /// Bytes of body read before the answer counts as too large.
    pub body_cap: usize,
    /// Whether loopback, private, link-local and similar addresses may be called. For fakes and gateways in the house.
    pub allow_private: bool,
    /// A forward proxy such as `http://10.0.0.8:3128`. The environment's proxy variables are ignored: a proxy resolves
    /// names itself, so going through one is the administrator's decision, and the guard then sees literal addresses only.
    pub proxy: Option<Url>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(30),
            body_cap: 32 * 1024 * 1024,
            allow_private: false,
            proxy: None,
        }
    }
}

/// The shared client. Cloning is cheap and shares the connections.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
    body_cap: usize,
    connect_timeout: Duration,
    allow_private: bool,
    proxy: Option<Url>,
}

/// What came back, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub content_type: Option<String>,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// Why nothing usable came back. Texts carry no URL, because URLs carry tokens.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum HttpError {
    #[error("the address {host} is in a private network")]
    PrivateAddress { host: String },
    #[error("no answer in time")]
    TimedOut,
    #[error("cannot connect: {detail}")]
    Connect { detail: String },
    #[error("the connection broke: {detail}")]
    Cut { detail: String },
    #[error("the answer is larger than {cap} bytes")]
    TooLarge { cap: usize },
    #[error("the request could not be made: {detail}")]
    Unsendable { detail: String },
}

impl Http {
    /// Fails only when the TLS set-up of the machine or the proxy address is unusable.
    pub fn new(settings: HttpSettings) -> Result<Self, HttpError> {
        let mut builder = reqwest::Client::builder()
            .connect_timeout(settings.connect_timeout)
            .timeout(settings.total_timeout)
            .redirect(Policy::none())
            .no_proxy()
            .user_agent(concat!("Muster/", env!("CARGO_PKG_VERSION")));
        if let Some(proxy) = &settings.proxy {
            builder = builder.proxy(reqwest::Proxy::all(proxy.as_str()).map_err(unsendable)?);
        } else if !settings.allow_private {
            builder = builder.dns_resolver(Arc::new(guard::PublicOnly));
        }
        Ok(Self {
            client: builder.build().map_err(unsendable)?,
            body_cap: settings.body_cap,
            connect_timeout: settings.connect_timeout,
            allow_private: settings.allow_private,
            proxy: settings.proxy,
        })
    }

    /// See [`HttpSettings::allow_private`].
    pub fn allows_private(&self) -> bool {
        self.allow_private
    }

    pub fn request(&self, method: Method, url: Url) -> RequestBuilder {
        self.client.request(method, url)
    }

    pub async fn get(&self, url: Url) -> Result<Answer, HttpError> {
        self.send(self.request(Method::GET, url)).await
    }

    pub async fn post_json(&self, url: Url, body: Vec<u8>) -> Result<Answer, HttpError> {
        self.send(self.request(Method::POST, url).header(CONTENT_TYPE, "application/json; charset=utf-8").body(body))
            .await
    }

    /// Sends what [`Http::request`] built and reads the answer up to the cap.
    pub async fn send(&self, request: RequestBuilder) -> Result<Answer, HttpError> {
        let (mut answer, mut response) = self.begin(request).await?;
        // The length a server announces is only a hint: count what really arrives.
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(from_reqwest)? {
            if body.len() + chunk.len() > self.body_cap {
                return Err(HttpError::TooLarge { cap: self.body_cap });
            }
            body.extend_from_slice(&chunk);
        }
        answer.body = body.freeze();
        Ok(answer)
    }

    /// Sends what [`Http::request`] built and reads so many bytes of the answer; the rest is left where it is.
    pub async fn peek(&self, request: RequestBuilder, most: usize) -> Result<Answer, HttpError> {
        let (mut answer, mut response) = self.begin(request).await?;
        let mut body = BytesMut::new();
        while body.len() < most {
            // The status is what counts: a body that breaks off takes nothing from it.
            let Ok(Some(chunk)) = response.chunk().await else { break };
            body.extend_from_slice(&chunk);
        }
        body.truncate(most);
        answer.body = body.freeze();
        Ok(answer)
    }

    /// The answer without its body, and what the body comes from.
    async fn begin(&self, request: RequestBuilder) -> Result<(Answer, reqwest::Response), HttpError> {
        let request = request.build().map_err(unsendable)?;
        if !self.allow_private {
            guard::check_literal(request.url())?;
        }
        let response = self.client.execute(request).await.map_err(from_reqwest)?;
        let status = response.status().as_u16();
        let content_type =
            response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let headers = response.headers().clone();
        Ok((Answer { status, content_type, headers, body: Bytes::new() }, response))
    }
}

fn unsendable(error: reqwest::Error) -> HttpError {
    HttpError::Unsendable { detail: innermost(&error.without_url()) }
}

fn from_reqwest(error: reqwest::Error) -> HttpError {
    let error = error.without_url();
    if let Some(refused) = guard::refused(&error) {
        return HttpError::PrivateAddress { host: refused };
    }
    if error.is_timeout() {
        return HttpError::TimedOut;
    }
    let detail = innermost(&error);
    if error.is_connect() { HttpError::Connect { detail } } else { HttpError::Cut { detail } }
}

/// The cause at the bottom says "connection refused"; the layers above it only say that a request failed.
pub(crate) fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}

/// A client for libraries that send requests of their own to one address: with the guard, without redirects, and without a bound on
/// what comes back, because it is streamed.
///
/// # Errors
/// The address is a private one, or the TLS set-up of the machine is unusable.
pub fn client(url: &Url, allow_private: bool, patience: Duration) -> Result<reqwest::Client, HttpError> {
    if !allow_private {
        guard::check_literal(url)?;
    }
    let settings = HttpSettings { total_timeout: patience, allow_private, ..HttpSettings::default() };
    Ok(Http::new(settings)?.client)
}
