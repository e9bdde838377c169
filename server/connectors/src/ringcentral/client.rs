//! The plumbing of one call: token, turn, send, read, decide.

use std::{sync::Arc, time::Duration};

use rand::Rng;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::{Serialize, de::DeserializeOwned};
use url::Url;

use super::{
    api::Api,
    config::RingCentralConfig,
    error::{Decision, RingCentralError},
    limits::{LimitSettings, Limits},
    refusal::{refused, unreadable},
    token::{Token, TokenManager},
};
use crate::http::{Answer, Http};

/// What tests and careful administrators change.
#[derive(Debug, Clone)]
pub struct Settings {
    pub limits: LimitSettings,
    /// Tries of one call altogether.
    pub tries: u32,
    /// Multiplies the pauses between tries; 1 outside tests.
    pub pace: f64,
    /// How long refused credentials are not tried again.
    pub breaker: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { limits: LimitSettings::default(), tries: 5, pace: 1.0, breaker: Duration::from_secs(600) }
    }
}

/// The client of one account. Cloning is cheap and shares token and limits: make one per connection, because two
/// clients would count calls apart and take each other's sessions away.
#[derive(Debug, Clone)]
pub struct RingCentral(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: RingCentralConfig,
    http: Http,
    settings: Settings,
    limits: Limits,
    token: TokenManager,
}

/// One call, as its noun wants it.
pub(super) struct Request<'a> {
    api: &'static Api,
    id: &'a str,
    query: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
    accept: &'static str,
    repeat: Repeat,
}

/// Which failures a call may be made again after.
#[derive(Clone, Copy)]
enum Repeat {
    Always,
    WhenRefused,
}

impl Repeat {
    fn allows(self, error: &RingCentralError) -> bool {
        match self {
            Self::Always => true,
            Self::WhenRefused => !error.may_have_happened(),
        }
    }
}

impl<'a> Request<'a> {
    pub(super) fn new(api: &'static Api) -> Self {
        Self { api, id: "", query: Vec::new(), body: None, accept: "application/json", repeat: Repeat::Always }
    }

    /// What stands for `{id}` in the path.
    pub(super) fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    pub(super) fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    pub(super) fn json(mut self, body: &impl Serialize) -> Result<Self, RingCentralError> {
        let misuse =
            |error: serde_json::Error| RingCentralError::Misuse { api: self.api.name, detail: error.to_string() };
        self.body = Some(serde_json::to_vec(body).map_err(misuse)?);
        Ok(self)
    }

    pub(super) fn accept(mut self, kind: &'static str) -> Self {
        self.accept = kind;
        self
    }

    /// Makes something new: repeated only when the platform said that it was not done.
    pub(super) fn once(mut self) -> Self {
        self.repeat = Repeat::WhenRefused;
        self
    }
}

impl RingCentral {
    pub fn new(config: RingCentralConfig, http: Http) -> Self {
        Self::with_settings(config, http, Settings::default())
    }

    pub fn with_settings(config: RingCentralConfig, http: Http, settings: Settings) -> Self {
        let limits = Limits::new(settings.limits.clone());
        let token = TokenManager::new(&config, http.clone(), limits.clone(), &settings);
        Self(Arc::new(Inner { config, http, settings, limits, token }))
    }

    pub fn config(&self) -> &RingCentralConfig {
        &self.0.config
    }

    /// Ends the session, for a connection that is taken away. The next call would begin another.
    pub async fn revoke(&self) {
        self.0.token.revoke().await;
    }

    pub(super) fn tokens(&self) -> &TokenManager {
        &self.0.token
    }

    /// A call whose answer is JSON.
    pub(super) async fn read<T: DeserializeOwned>(&self, request: Request<'_>) -> Result<T, RingCentralError> {
        let mut tries = 1;
        loop {
            let result = self.call(&request).await.and_then(|answer| parse(request.api, &answer));
            match result {
                Err(error) => self.sit_out(&request, error, &mut tries).await?,
                done => return done,
            }
        }
    }

    /// A call whose answer is only its status.
    pub(super) async fn done(&self, request: Request<'_>) -> Result<(), RingCentralError> {
        let mut tries = 1;
        loop {
            match self.call(&request).await {
                Err(error) => self.sit_out(&request, error, &mut tries).await?,
                Ok(_) => return Ok(()),
            }
        }
    }

    /// Waits before the next try, or gives the failure back.
    async fn sit_out(
        &self,
        request: &Request<'_>,
        error: RingCentralError,
        tries: &mut u32,
    ) -> Result<(), RingCentralError> {
        // The token has its own tries.
        let about_token = super::error::is_token_call(error.api());
        match error.decision() {
            Decision::Retry { after }
                if !about_token && *tries < self.0.settings.tries && request.repeat.allows(&error) =>
            {
                tracing::debug!(api = request.api.name, tries, %error, "trying a RingCentral call again");
                tokio::time::sleep(self.pause(after, *tries)).await;
                *tries += 1;
                Ok(())
            }
            _ => Err(error),
        }
    }

    /// With a token, and once more with another when the platform refuses the first.
    async fn call(&self, request: &Request<'_>) -> Result<Answer, RingCentralError> {
        let tokens = &self.0.token;
        let first = tokens.get().await?;
        let error = match self.send(request, &first).await {
            Err(error) if error.decision() == Decision::RefreshToken => error,
            result => {
                if result.is_ok() {
                    tokens.accepted();
                }
                return result;
            }
        };
        tracing::debug!(api = request.api.name, %error, "RingCentral refused a token");
        tokens.invalidate(&first);
        let second = tokens.get().await?;
        let result = self.send(request, &second).await;
        match &result {
            Ok(_) => tokens.accepted(),
            Err(error) if error.decision() == Decision::RefreshToken => {
                tokens.invalidate(&second);
                tokens.refused_fresh(error);
            }
            Err(_) => {}
        }
        result
    }

    async fn send(&self, request: &Request<'_>, token: &Token) -> Result<Answer, RingCentralError> {
        let api = request.api;
        let _turn = self.0.limits.enter(api).await?;
        let mut url = endpoint(&self.0.config.base_url, api, request.id);
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        let mut call = self.0.http.request(api.method.clone(), url).bearer_auth(token.expose());
        call = call.header(ACCEPT, request.accept);
        if let Some(body) = &request.body {
            call = call.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let answer = self.0.http.send(call).await;
        let answer = answer.map_err(|source| RingCentralError::Http { api: api.name, source })?;
        self.0.limits.heard(api, &answer);
        if (200..300).contains(&answer.status) {
            return Ok(answer);
        }
        let error = refused(api.name, &answer);
        if let (429, Decision::Wait { at_least }) = (answer.status, error.decision()) {
            self.0.limits.block(api, &answer.headers, at_least);
        }
        Err(error)
    }

    /// Doubles from try to try, and varies by half so that callers refused together do not return together.
    fn pause(&self, after: Duration, tries: u32) -> Duration {
        let spread = rand::rng().random_range(0.75..1.25);
        after.mul_f64(f64::from(1u32 << (tries - 1).min(8)) * spread * self.0.settings.pace)
    }
}

fn parse<T: DeserializeOwned>(api: &'static Api, answer: &Answer) -> Result<T, RingCentralError> {
    serde_json::from_slice(&answer.body).map_err(|error| unreadable(api.name, answer, &error))
}

/// The address of a call below `base`, whether or not that ends in a slash.
pub(super) fn endpoint(base: &Url, api: &Api, id: &str) -> Url {
    let mut url = base.clone();
    url.set_query(None);
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().push("restapi");
        path.extend(api.path.split('/').map(|segment| if segment == "{id}" { id } else { segment }));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ringcentral::api::PRESENCE;

    #[test]
    fn an_id_stays_one_segment_of_the_path() {
        for base in ["https://rc.example.com/proxy", "https://rc.example.com/proxy/"] {
            let url = endpoint(&Url::parse(base).unwrap(), &PRESENCE, "../a?b,c");
            let path = "/proxy/restapi/v1.0/account/~/extension/..%2Fa%3Fb,c/presence";
            assert_eq!((url.path(), url.query()), (path, None));
        }
    }
}
