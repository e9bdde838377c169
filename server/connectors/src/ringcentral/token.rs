//! One access token a connection, shared by all callers [guide: JWT flow].
//!
//! A user has some five sessions with an application, and asking for one more ends an older one: whoever lets each
//! worker fetch its own token takes them away from each other. A JWT is asserted again rather than keeping a refresh
//! token, which is good once.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use tokio::time::Instant;
use url::{Url, form_urlencoded};

use super::{
    api::{Api, REVOKE, TOKEN},
    client::{Settings, endpoint},
    config::RingCentralConfig,
    error::{Decision, RingCentralError},
    limits::Limits,
    refusal::{refused, unreadable},
};
use crate::{
    http::{Answer, Http},
    lenient,
    secret::Secret,
};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
/// A token is replaced this long before it ends, so that a call under way does not lose it.
const EARLY: Duration = Duration::from_secs(300);
/// Tries of one fetch [guide: JWT flow].
const TRIES: u32 = 3;
/// How often in a row a token fresh from the platform may be refused before we stop asking.
const REFUSED_FRESH: u32 = 3;

#[derive(Debug)]
pub(crate) struct TokenManager {
    http: Http,
    limits: Limits,
    base: Url,
    client_id: String,
    client_secret: Secret,
    jwt: Secret,
    /// How long refused credentials are not tried again.
    breaker: Duration,
    pace: f64,
    state: Mutex<State>,
    /// Held while fetching: at most one fetch is under way.
    gate: tokio::sync::Mutex<()>,
}

/// A token as sent. Comparing two tells whether the one that failed is still the one in use.
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
    failure: Option<RingCentralError>,
    open_until: Option<(Instant, RingCentralError)>,
    refused_fresh: u32,
}

#[derive(Debug, Clone)]
struct Held {
    token: Token,
    scopes: Vec<String>,
    refresh_at: Instant,
    ends_at: Instant,
}

#[derive(Deserialize)]
struct Granted {
    #[serde(default, deserialize_with = "lenient::text")]
    access_token: String,
    #[serde(default, deserialize_with = "lenient::int")]
    expires_in: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    scope: String,
}

impl TokenManager {
    pub(crate) fn new(config: &RingCentralConfig, http: Http, limits: Limits, settings: &Settings) -> Self {
        Self {
            http,
            limits,
            base: config.base_url.clone(),
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            jwt: config.jwt.clone(),
            breaker: settings.breaker,
            pace: settings.pace,
            state: Mutex::default(),
            gate: tokio::sync::Mutex::default(),
        }
    }

    /// The token in use, fetched when there is none. While a newer one is being fetched the old one is given out.
    pub(crate) async fn get(&self) -> Result<Token, RingCentralError> {
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
        let settled = self.settled_since(seen);
        let result = match settled {
            Some(result) => result,
            None => self.fetch().await,
        };
        match (result, old) {
            // What is still good serves although no newer one is to be had.
            (Err(_), Some(held)) if self.is_current(&held.token) && Instant::now() < held.ends_at => Ok(held.token),
            (result, _) => result,
        }
    }

    /// What the application may do, as the platform told with the token.
    pub(crate) fn scopes(&self) -> Vec<String> {
        self.state().current.as_ref().map(|held| held.scopes.clone()).unwrap_or_default()
    }

    /// Drops the token, but only if it is still the one that failed: a slower caller must not throw away a fresh one.
    pub(crate) fn invalidate(&self, failed: &Token) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|held| held.token == *failed) {
            state.current = None;
        }
    }

    /// Says that a token fetched for this very call was refused too. Fetching more would not help.
    pub(crate) fn refused_fresh(&self, error: &RingCentralError) {
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

    /// Gives the token back. The platform's answer does not matter: what is not given back ends by itself.
    pub(crate) async fn revoke(&self) {
        let Some(held) = self.state().current.take() else { return };
        if let Err(error) = self.post(&REVOKE, &[("token", held.token.expose())]).await {
            tracing::debug!(%error, "RingCentral did not take a token back");
        }
    }

    fn is_current(&self, token: &Token) -> bool {
        self.state().current.as_ref().is_some_and(|held| held.token == *token)
    }

    /// What another caller's fetch already decided, or the open breaker.
    fn settled_since(&self, seen: u64) -> Option<Result<Token, RingCentralError>> {
        let state = self.state();
        let now = Instant::now();
        if let Some((until, error)) = &state.open_until
            && now < *until
        {
            return Some(Err(error.clone()));
        }
        if let Some(held) = state.current.as_ref().filter(|held| now < held.refresh_at) {
            return Some(Ok(held.token.clone()));
        }
        (state.fetches > seen).then(|| state.failure.clone().map(Err)).flatten()
    }

    async fn fetch(&self) -> Result<Token, RingCentralError> {
        let result = self.ask_patiently().await;
        let mut state = self.state();
        state.fetches += 1;
        state.failure = None;
        match result {
            Ok(held) => {
                let token = held.token.clone();
                state.current = Some(held);
                state.open_until = None;
                Ok(token)
            }
            Err(error) => {
                let pause = match error.decision() {
                    Decision::Wait { at_least } => at_least,
                    Decision::Retry { after } => after.mul_f64(self.pace),
                    // Other credentials are needed: asking with these again only locks the account.
                    _ => self.breaker,
                };
                state.open_until = Some((Instant::now() + pause, error.clone()));
                state.failure = Some(error.clone());
                Err(error)
            }
        }
    }

    async fn ask_patiently(&self) -> Result<Held, RingCentralError> {
        let mut tries = 1;
        loop {
            let error = match self.ask().await {
                Ok(held) => return Ok(held),
                Err(error) => error,
            };
            match error.decision() {
                Decision::Retry { after } if tries < TRIES => {
                    tracing::debug!(tries, %error, "asking RingCentral for a token again");
                    tokio::time::sleep(after.mul_f64(self.pace)).await;
                    tries += 1;
                }
                _ => return Err(error),
            }
        }
    }

    async fn ask(&self) -> Result<Held, RingCentralError> {
        let asked_at = Instant::now();
        let answer = self.post(&TOKEN, &[("grant_type", GRANT), ("assertion", self.jwt.expose())]).await?;
        let api = TOKEN.name;
        let granted: Granted =
            serde_json::from_slice(&answer.body).map_err(|error| unreadable(api, &answer, &error))?;
        if granted.access_token.is_empty() {
            return Err(RingCentralError::HalfJson { api, detail: "no access_token".to_owned() });
        }
        // Guides say an hour and samples twice that: what stands in the answer counts.
        let lasts = Duration::from_secs(granted.expires_in.clamp(0, 86_400).unsigned_abs());
        let fresh_for = lasts.saturating_sub(EARLY).max(lasts / 2);
        Ok(Held {
            token: Token(granted.access_token.into()),
            scopes: granted.scope.split_ascii_whitespace().map(ToOwned::to_owned).collect(),
            refresh_at: asked_at + fresh_for,
            ends_at: asked_at + lasts,
        })
    }

    async fn post(&self, api: &'static Api, form: &[(&str, &str)]) -> Result<Answer, RingCentralError> {
        let _turn = self.limits.enter(api).await?;
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self
            .http
            .request(api.method.clone(), endpoint(&self.base, api, ""))
            .basic_auth(&self.client_id, Some(self.client_secret.expose()))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        let answer = self.http.send(request).await;
        let answer = answer.map_err(|source| RingCentralError::Http { api: api.name, source })?;
        self.limits.heard(api, &answer);
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let error = refused(api.name, &answer);
        if let (429, Decision::Wait { at_least }) = (answer.status, error.decision()) {
            self.limits.block(api, &answer.headers, at_least);
        }
        Err(error)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
