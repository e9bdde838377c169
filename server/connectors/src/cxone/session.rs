//! A token, and the hosts it is good for.
//!
//! All callers share one session: at most one is being opened at a time, those who wait take the failure of the one who
//! asked as theirs, and a slower caller does not throw away a session that a faster one just opened. A refused access
//! key is not tried again for a while.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use reqwest::{
    Method,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::Deserialize;
use tokio::time::Instant;
use url::{Url, form_urlencoded};

use super::{
    answer, claims,
    client::send,
    config::CXoneConfig,
    discovery::{self, Configuration, Places},
    error::{ApiError, CXoneError},
    limits::Limits,
    types::lenient,
};
use crate::{http::Http, secret::Secret};

pub(super) const TOKEN: &str = "auth/token";

/// A token is replaced this long before it ends, as the platform's own software does.
const EARLY: Duration = Duration::from_secs(600);
/// How often in a row a token fresh from the platform may be refused before we stop asking.
const REFUSED_FRESH: u32 = 3;
/// No token is believed to last longer than a day.
const LONGEST: i64 = 86_400;

/// What calls are made with.
#[derive(Debug, Clone)]
pub(super) struct Session {
    pub(super) token: Secret,
    pub(super) places: Arc<Places>,
}

#[derive(Debug)]
pub(super) struct Sessions {
    http: Http,
    limits: Arc<Limits>,
    config: CXoneConfig,
    /// How long a refused access key is not tried again.
    breaker: Duration,
    state: Mutex<State>,
    /// Held while opening: at most one is being opened.
    gate: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    current: Option<Held>,
    /// Counts finished tries, so that those who waited for one take its failure as theirs.
    tries: u64,
    failure: Option<CXoneError>,
    open_until: Option<(Instant, ApiError)>,
    refused_fresh: u32,
}

#[derive(Debug, Clone)]
struct Held {
    session: Session,
    refresh_at: Instant,
    ends_at: Instant,
}

#[derive(Deserialize)]
struct Token {
    #[serde(default, deserialize_with = "lenient::text")]
    access_token: String,
    #[serde(default, deserialize_with = "lenient::text")]
    id_token: String,
    #[serde(default, deserialize_with = "lenient::int")]
    expires_in: i64,
}

/// A token that is not used yet.
pub(super) struct Granted {
    token: Secret,
    tenant: String,
    refresh_at: Instant,
    ends_at: Instant,
}

impl Sessions {
    pub(super) fn new(http: Http, limits: Arc<Limits>, config: CXoneConfig, breaker: Duration) -> Self {
        Self { http, limits, config, breaker, state: Mutex::default(), gate: tokio::sync::Mutex::default() }
    }

    /// The session in use, opened when there is none. While a newer one is being opened the old one is given out.
    pub(super) async fn get(&self) -> Result<Session, CXoneError> {
        let (seen, old) = {
            let state = self.state();
            let now = Instant::now();
            let old = state.current.clone().filter(|held| now < held.ends_at);
            if let Some(held) = old.as_ref().filter(|held| now < held.refresh_at) {
                return Ok(held.session.clone());
            }
            (state.tries, old)
        };
        let _opening = match (self.gate.try_lock(), &old) {
            (Ok(guard), _) => guard,
            (Err(_), Some(held)) => return Ok(held.session.clone()),
            (Err(_), None) => self.gate.lock().await,
        };
        if let Some(settled) = self.settled_since(seen) {
            return settled;
        }
        match (self.open().await, old) {
            (Err(_), Some(held)) if Instant::now() < held.ends_at => Ok(held.session),
            (result, _) => result,
        }
    }

    /// Drops the session, but only if it is still the one that failed.
    pub(super) fn invalidate(&self, failed: &Session) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|held| held.session.token == failed.token) {
            state.current = None;
        }
    }

    /// Says that a token fetched for this very call was refused too. Fetching more would not help.
    pub(super) fn refused_fresh(&self, error: &ApiError) {
        let mut state = self.state();
        state.refused_fresh += 1;
        if state.refused_fresh >= REFUSED_FRESH {
            state.open_until = Some((Instant::now() + self.breaker.min(Duration::from_secs(60)), error.clone()));
        }
    }

    pub(super) fn accepted(&self) {
        self.state().refused_fresh = 0;
    }

    /// Forgets session and breaker, for a test somebody asked for.
    pub(super) fn reset(&self) {
        let mut state = self.state();
        state.current = None;
        state.open_until = None;
        state.refused_fresh = 0;
    }

    /// Keeps what a test of the connection opened step by step.
    pub(super) fn keep(&self, granted: Granted, places: Places) -> Session {
        let Granted { token, refresh_at, ends_at, .. } = granted;
        let session = Session { token, places: Arc::new(places) };
        self.state().current = Some(Held { session: session.clone(), refresh_at, ends_at });
        session
    }

    /// What another caller's try already decided, or the open breaker.
    fn settled_since(&self, seen: u64) -> Option<Result<Session, CXoneError>> {
        let state = self.state();
        let now = Instant::now();
        if let Some((until, error)) = &state.open_until
            && now < *until
        {
            return Some(Err(error.clone().into()));
        }
        if let Some(held) = state.current.as_ref().filter(|held| now < held.refresh_at) {
            return Some(Ok(held.session.clone()));
        }
        (state.tries > seen).then(|| state.failure.clone().map(Err)).flatten()
    }

    async fn open(&self) -> Result<Session, CXoneError> {
        let result = match self.grant().await {
            Ok(granted) => self.discover(&granted).await.map(|places| self.keep(granted, places)),
            Err(error) => Err(error),
        };
        let mut state = self.state();
        state.tries += 1;
        state.failure = result.as_ref().err().cloned();
        match &result {
            Ok(_) => state.open_until = None,
            Err(CXoneError::Api(refusal)) if (400..500).contains(&refusal.status) => {
                state.open_until = Some((Instant::now() + self.breaker, refusal.clone()));
            }
            Err(_) => {}
        }
        result
    }

    /// The password grant with an access key (RFC 6749 § 4.3). The form's encoding also covers the `=` that secrets end
    /// in.
    pub(super) async fn grant(&self) -> Result<Granted, CXoneError> {
        let config = &self.config;
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "password")
            .append_pair("username", &config.access_key_id)
            .append_pair("password", config.access_key_secret.expose())
            .finish();
        let request = self
            .http
            .request(Method::POST, self.url(&["auth", "token"]))
            .basic_auth(&config.client_id, Some(config.client_secret.expose()))
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let asked_at = Instant::now();
        let answer = send(&self.http, &self.limits, TOKEN, request).await?;
        let token: Token = answer::read(TOKEN, &answer)?;
        if token.access_token.is_empty() {
            return Err(CXoneError::HalfJson { api: TOKEN, detail: "no access_token".to_owned() });
        }
        let tenant = config.tenant_id.clone().filter(|tenant| !tenant.is_empty());
        let tenant = tenant.or_else(|| claims::tenant([token.access_token.as_str(), token.id_token.as_str()]));
        let lasts = Duration::from_secs(token.expires_in.clamp(0, LONGEST).unsigned_abs());
        Ok(Granted {
            token: token.access_token.into(),
            tenant: tenant.ok_or(CXoneError::NoTenant { api: TOKEN })?,
            refresh_at: asked_at + lasts.saturating_sub(EARLY).max(lasts / 2),
            ends_at: asked_at + lasts,
        })
    }

    pub(super) async fn discover(&self, granted: &Granted) -> Result<Places, CXoneError> {
        let mut url = self.url(&[".well-known", discovery::API]);
        url.query_pairs_mut().append_pair("tenantId", &granted.tenant);
        let request = self.http.request(Method::GET, url).header(ACCEPT, "application/json");
        let answer = send(&self.http, &self.limits, discovery::API, request).await?;
        answer::read::<Configuration>(discovery::API, &answer)?.places(&self.config.login_url)
    }

    fn url(&self, path: &[&str]) -> Url {
        super::client::below(&self.config.login_url, path)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
