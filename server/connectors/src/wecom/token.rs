//! One access token per credential [D 91039]; a service provider's is asked for in another way.
//!
//! The races this avoids were all seen in other clients: many callers fetching at once; the loser of a race throwing
//! away the token the winner just fetched; a late answer overwriting a newer one; a wrong secret asked for in a loop
//! until the platform blocks the address for an hour.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;
use url::Url;

use super::{
    config::ProviderCredential,
    error::{ApiError, WeComError},
    types::lenient,
};
use crate::{http::Http, secret::Secret};

/// A token is replaced this long before it ends, so that a call under way does not lose it.
const EARLY: Duration = Duration::from_secs(300);
/// Asking for tokens too often blocks the address; asking on makes it no better.
const BLOCKED: Duration = Duration::from_secs(60);
/// How often in a row a token fresh from the platform may be refused before we stop asking.
const REFUSED_FRESH: u32 = 3;

/// The token of one credential. All callers share one.
#[derive(Debug)]
pub(crate) struct TokenManager {
    http: Http,
    source: Source,
    /// Without the secret, so that it does not show when this is printed.
    url: Url,
    corp_id: String,
    secret: Secret,
    /// How long a refused secret is not asked for again.
    breaker: Duration,
    state: Mutex<State>,
    /// Held while fetching: at most one fetch is under way.
    gate: tokio::sync::Mutex<()>,
}

/// Where a token comes from.
#[derive(Debug, Clone, Copy)]
enum Source {
    Corporation,
    Provider,
}

impl Source {
    fn api(self) -> &'static str {
        match self {
            Self::Corporation => "gettoken",
            Self::Provider => "service/get_provider_token",
        }
    }
}

/// A token as sent in the query. Comparing two tells whether the one that failed is still the one in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token(Secret);

impl Token {
    pub(crate) fn expose(&self) -> &str {
        self.0.expose()
    }
}

#[derive(Debug, Default)]
struct State {
    current: Option<Held>,
    /// Counts finished fetches, so that those who waited for one take its failure as theirs.
    fetches: u64,
    failure: Option<WeComError>,
    open_until: Option<(Instant, ApiError)>,
    refused_fresh: u32,
}

#[derive(Debug, Clone)]
struct Held {
    token: Token,
    asked_at: Instant,
    refresh_at: Instant,
    ends_at: Instant,
}

#[derive(Deserialize)]
struct GetToken {
    #[serde(deserialize_with = "lenient::int")]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
    #[serde(default, alias = "provider_access_token")]
    access_token: String,
    #[serde(default, deserialize_with = "lenient::int")]
    expires_in: i64,
}

impl TokenManager {
    pub(crate) fn new(http: Http, base: &Url, corp_id: &str, secret: &Secret, breaker: Duration) -> Self {
        Self::of(Source::Corporation, http, base, (corp_id, secret), breaker)
    }

    pub(crate) fn of_provider(http: Http, base: &Url, provider: &ProviderCredential, breaker: Duration) -> Self {
        Self::of(Source::Provider, http, base, (&provider.corp_id, &provider.secret), breaker)
    }

    fn of(source: Source, http: Http, base: &Url, (corp_id, secret): (&str, &Secret), breaker: Duration) -> Self {
        Self {
            http,
            source,
            url: super::client::endpoint(base, source.api()),
            corp_id: corp_id.to_owned(),
            secret: secret.clone(),
            breaker,
            state: Mutex::default(),
            gate: tokio::sync::Mutex::default(),
        }
    }

    /// The name of the query's field that carries the token.
    pub(crate) fn parameter(&self) -> &'static str {
        match self.source {
            Source::Corporation => "access_token",
            Source::Provider => "provider_access_token",
        }
    }

    /// The token in use, fetched when there is none. While a newer one is being fetched the old one is given out.
    pub(crate) async fn get(&self) -> Result<Token, WeComError> {
        let (seen, old) = {
            let state = self.state();
            let now = Instant::now();
            let old = state.current.clone().filter(|held| now < held.ends_at);
            if let Some(held) = old.as_ref().filter(|held| now < held.refresh_at) {
                return Ok(held.token.clone());
            }
            (state.fetches, old)
        };
        let _fetching = match (self.gate.try_lock(), &old) {
            (Ok(guard), _) => guard,
            (Err(_), Some(held)) => return Ok(held.token.clone()),
            (Err(_), None) => self.gate.lock().await,
        };
        if let Some(settled) = self.settled_since(seen) {
            return settled;
        }
        match self.fetch().await {
            Err(_) if old.as_ref().is_some_and(|held| Instant::now() < held.ends_at) => {
                Ok(old.map(|held| held.token).expect("checked in the guard"))
            }
            result => result,
        }
    }

    /// Drops the token, but only if it is still the one that failed: a slower caller must not throw away a fresh one.
    pub(crate) fn invalidate(&self, failed: &Token) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|held| held.token == *failed) {
            state.current = None;
        }
    }

    /// Says that a token fetched for this very call was refused too. Fetching more would not help.
    pub(crate) fn refused_fresh(&self, error: &ApiError) {
        let mut state = self.state();
        state.refused_fresh += 1;
        if state.refused_fresh >= REFUSED_FRESH {
            state.open_until = Some((Instant::now() + self.breaker.min(Duration::from_secs(60)), error.clone()));
        }
    }

    pub(crate) fn accepted(&self) {
        self.state().refused_fresh = 0;
    }

    /// Forgets token and breaker, for a test somebody asked for.
    pub(crate) fn reset(&self) {
        let mut state = self.state();
        state.current = None;
        state.open_until = None;
        state.refused_fresh = 0;
    }

    /// What another caller's fetch already decided, or the open breaker.
    fn settled_since(&self, seen: u64) -> Option<Result<Token, WeComError>> {
        let state = self.state();
        let now = Instant::now();
        if let Some((until, error)) = &state.open_until
            && now < *until
        {
            return Some(Err(error.clone().into()));
        }
        if let Some(held) = state.current.as_ref().filter(|held| now < held.refresh_at) {
            return Some(Ok(held.token.clone()));
        }
        (state.fetches > seen).then(|| state.failure.clone().map(Err)).flatten()
    }

    async fn fetch(&self) -> Result<Token, WeComError> {
        let asked_at = Instant::now();
        let result = self.ask(asked_at).await;
        let mut state = self.state();
        state.fetches += 1;
        state.failure = None;
        match result {
            Ok(held) => {
                let token = held.token.clone();
                if state.current.as_ref().is_none_or(|current| current.asked_at < held.asked_at) {
                    state.current = Some(held);
                }
                state.open_until = None;
                Ok(token)
            }
            Err(error) => {
                if let WeComError::Api(refusal) = &error {
                    let pause = match refusal.code {
                        40001 | 40013 | 40091 => self.breaker,
                        45009 => BLOCKED,
                        _ => Duration::ZERO,
                    };
                    state.open_until = Some((Instant::now() + pause, refusal.clone()));
                }
                state.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    async fn ask(&self, asked_at: Instant) -> Result<Held, WeComError> {
        let api = self.source.api();
        let (mut url, secret) = (self.url.clone(), self.secret.expose());
        let answer = match self.source {
            Source::Corporation => {
                url.query_pairs_mut().append_pair("corpid", &self.corp_id).append_pair("corpsecret", secret);
                self.http.get(url).await
            }
            Source::Provider => {
                let body = json!({"corpid": self.corp_id, "provider_secret": secret});
                self.http.post_json(url, body.to_string().into_bytes()).await
            }
        };
        let answer = answer.map_err(|source| WeComError::Http { api, source })?;
        let reply: GetToken =
            serde_json::from_slice(&answer.body).map_err(|error| super::error::unreadable(api, &answer, &error))?;
        if reply.errcode != 0 {
            return Err(ApiError { api, code: reply.errcode, errmsg: reply.errmsg }.into());
        }
        if reply.access_token.is_empty() {
            return Err(WeComError::HalfJson { api, detail: "no access_token".to_owned() });
        }
        let lasts = Duration::from_secs(reply.expires_in.clamp(0, 7200).unsigned_abs());
        let fresh_for = lasts.saturating_sub(EARLY).max(lasts / 2);
        Ok(Held {
            token: Token(reply.access_token.into()),
            asked_at,
            refresh_at: asked_at + fresh_for,
            ends_at: asked_at + lasts,
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
