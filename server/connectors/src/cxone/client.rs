//! The plumbing of one call: session, turn, send, read, decide.

use std::{sync::Arc, time::Duration};

use rand::Rng;
use reqwest::{
    Method, RequestBuilder,
    header::{ACCEPT, CONTENT_TYPE},
};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use super::{
    answer,
    config::CXoneConfig,
    error::{CXoneError, Decision},
    limits::{LimitSettings, Limits},
    session::{Session, Sessions},
};
use crate::http::{Answer, Http, retry_after};

/// What tests and careful administrators change.
#[derive(Debug, Clone)]
pub struct Settings {
    pub limits: LimitSettings,
    /// Tries of one call altogether.
    pub tries: u32,
    /// Multiplies the pauses between tries; 1 outside tests.
    pub pace: f64,
    /// How long a refused access key is not tried again.
    pub breaker: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { limits: LimitSettings::default(), tries: 4, pace: 1.0, breaker: Duration::from_secs(600) }
    }
}

/// The client of one tenant. Cloning is cheap and shares session and limits: make one per tenant, because two clients
/// would count calls apart.
#[derive(Debug, Clone)]
pub struct CXone(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: CXoneConfig,
    http: Http,
    settings: Settings,
    limits: Arc<Limits>,
    sessions: Sessions,
}

/// One call, ready to be sent as often as it takes.
pub(super) struct Call<'a> {
    /// Its name in errors: the path without numbers.
    pub(super) api: &'static str,
    pub(super) method: Method,
    pub(super) base: Base,
    /// Pieces of the path below the base; encoded here.
    pub(super) path: &'a [&'a str],
    pub(super) query: &'a [(&'a str, String)],
    pub(super) body: Option<Vec<u8>>,
}

/// What a path is below of.
#[derive(Clone, Copy)]
pub(super) enum Base {
    /// `/inContactAPI/services/v{N}.0`
    Administration,
    /// `/correlation-manager/v1`
    Correlations,
    /// `/adapter-apis/v1`
    Adapters,
}

/// Which failures a call may be made again after.
#[derive(Clone, Copy)]
enum Repeat {
    Always,
    WhenRefused,
}

impl Repeat {
    fn allows(self, error: &CXoneError) -> bool {
        match self {
            Self::Always => true,
            Self::WhenRefused => !error.may_have_happened(),
        }
    }
}

impl<'a> Call<'a> {
    pub(super) fn get(api: &'static str, base: Base, path: &'a [&'a str], query: &'a [(&'a str, String)]) -> Self {
        Self { api, method: Method::GET, base, path, query, body: None }
    }

    pub(super) fn with_body(mut self, body: &impl Serialize) -> Result<Self, CXoneError> {
        let unsendable = |error: serde_json::Error| CXoneError::Misuse { api: self.api, detail: error.to_string() };
        self.body = Some(serde_json::to_vec(body).map_err(unsendable)?);
        Ok(self)
    }
}

impl CXone {
    pub fn new(config: CXoneConfig, http: Http) -> Self {
        Self::with_settings(config, http, Settings::default())
    }

    pub fn with_settings(config: CXoneConfig, http: Http, settings: Settings) -> Self {
        let limits = Arc::new(Limits::new(settings.limits.clone(), settings.pace));
        let sessions = Sessions::new(http.clone(), Arc::clone(&limits), config.clone(), settings.breaker);
        Self(Arc::new(Inner { config, http, settings, limits, sessions }))
    }

    pub fn config(&self) -> &CXoneConfig {
        &self.0.config
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// A read. Writes go through [`CXone::write`]: what timed out may have happened, and this repeats it.
    pub(super) async fn read<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, CXoneError> {
        let answer = self.call(&call, Repeat::Always, |answer| answer::read(call.api, answer)).await?;
        Ok(answer)
    }

    /// A write, whatever it answers. Repeated only when the platform said that it was not done.
    pub(super) async fn write(&self, call: Call<'_>) -> Result<(), CXoneError> {
        self.call(&call, Repeat::WhenRefused, |answer| answer::done(call.api, answer)).await
    }

    async fn call<T>(
        &self,
        call: &Call<'_>,
        repeat: Repeat,
        read: impl Fn(&Answer) -> Result<T, CXoneError>,
    ) -> Result<T, CXoneError> {
        let sessions = &self.0.sessions;
        let mut tries = 1;
        let mut renewed = false;
        loop {
            let error = match sessions.get().await {
                Ok(session) => match self.once(call, &session).await.and_then(|answer| read(&answer)) {
                    Ok(value) => {
                        sessions.accepted();
                        return Ok(value);
                    }
                    Err(CXoneError::Api(error)) if error.status == 401 => {
                        sessions.invalidate(&session);
                        if renewed {
                            sessions.refused_fresh(&error);
                            return Err(error.into());
                        }
                        renewed = true;
                        continue;
                    }
                    Err(error) => error,
                },
                Err(error) => error,
            };
            if tries >= self.0.settings.tries || !repeat.allows(&error) {
                return Err(error);
            }
            match (error.decision(), &error) {
                (Decision::Retry { after }, _) => tokio::time::sleep(self.pause(after, tries)).await,
                // The turn of the next try waits as long as the platform asked for.
                (_, CXoneError::Throttled { .. }) => {}
                _ => return Err(error),
            }
            tracing::debug!(api = call.api, tries, %error, "trying a CXone call again");
            tries += 1;
        }
    }

    async fn once(&self, call: &Call<'_>, session: &Session) -> Result<Answer, CXoneError> {
        let version = format!("v{}.0", self.0.config.version);
        let (host, above): (_, &[&str]) = match call.base {
            Base::Administration => (&session.places.api, &["inContactAPI", "services", &version]),
            Base::Correlations => (&session.places.api, &["correlation-manager", "v1"]),
            Base::Adapters => (&session.places.adapters, &["adapter-apis", "v1"]),
        };
        let mut url = below(&below(host, above), call.path);
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(call.query);
        }
        let http = &self.0.http;
        let mut request = http
            .request(call.method.clone(), url)
            .bearer_auth(session.token.expose())
            // Without it bodies may come back as words about rendering.
            .header(ACCEPT, "application/json");
        if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        send(http, &self.0.limits, call.api, request).await
    }

    /// Doubles from try to try, and varies by a quarter so that callers refused together do not return together.
    fn pause(&self, after: Duration, tries: u32) -> Duration {
        let spread = rand::rng().random_range(0.75..1.25);
        after.mul_f64(f64::from(1u32 << (tries - 1).min(8)) * spread * self.0.settings.pace)
    }
}

/// Sends a request in its turn, and tells the limits how it went.
pub(super) async fn send(
    http: &Http,
    limits: &Arc<Limits>,
    api: &'static str,
    request: RequestBuilder,
) -> Result<Answer, CXoneError> {
    let _turn = limits.enter(api).await?;
    let answer = http.send(request).await.map_err(|source| CXoneError::Http { api, source })?;
    if matches!(answer.status, 429 | 503) {
        let wait = limits.refused(retry_after(&answer.headers));
        return Err(CXoneError::Throttled { api, status: answer.status, wait });
    }
    limits.accepted();
    Ok(answer)
}

/// An address with pieces of a path below it, whether or not it ends in a slash. A piece never leads elsewhere: what it
/// holds is encoded.
pub(super) fn below(base: &Url, path: &[&str]) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    url.set_fragment(None);
    // Only addresses without a host have no segments, and those are refused where they come in.
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_path_leads_nowhere_else() {
        let at = |base: &str, piece: &str| below(&Url::parse(base).unwrap(), &["x", piece]).to_string();
        assert_eq!(at("https://example.com", "a/../b?c#d"), "https://example.com/x/a%2F..%2Fb%3Fc%23d");
        assert_eq!(at("https://example.com/base/?q=1", "1"), "https://example.com/base/x/1");
        assert_eq!(at("https://example.com", "a b"), "https://example.com/x/a%20b");
    }
}
