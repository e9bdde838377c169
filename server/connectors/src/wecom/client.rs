//! The plumbing of one call: turn, token, send, read, decide.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rand::Rng;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use url::Url;

use super::{
    config::{Credential, WeComConfig},
    error::{ApiError, Decision, WeComError, unreadable},
    limits::{LimitSettings, Limits},
    token::{Token, TokenManager},
    types::lenient,
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
    /// How long a refused secret is not tried again.
    pub breaker: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self { limits: LimitSettings::default(), tries: 3, pace: 1.0, breaker: Duration::from_secs(600) }
    }
}

/// The client of one corporation. Cloning is cheap and shares tokens and limits: make one per corporation, because two
/// clients would count calls apart.
#[derive(Debug, Clone)]
pub struct WeCom(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: WeComConfig,
    http: Http,
    settings: Settings,
    limits: Limits,
    contact: TokenManager,
    app: TokenManager,
    archive: TokenManager,
    provider: Option<TokenManager>,
    /// Set once the platform refused details to the contact-sync secret.
    details_by_app: AtomicBool,
}

#[derive(Deserialize)]
struct Head {
    #[serde(deserialize_with = "lenient::int")]
    errcode: i64,
    #[serde(default)]
    errmsg: String,
}

enum Body {
    None,
    Json(Vec<u8>),
}

/// Which failures a call may be made again after.
#[derive(Clone, Copy)]
enum Repeat {
    Always,
    WhenRefused,
}

impl Repeat {
    fn allows(self, error: &WeComError) -> bool {
        match self {
            Self::Always => true,
            Self::WhenRefused => !error.may_have_happened(),
        }
    }
}

impl WeCom {
    pub fn new(config: WeComConfig, http: Http) -> Self {
        Self::with_settings(config, http, Settings::default())
    }

    pub fn with_settings(config: WeComConfig, http: Http, settings: Settings) -> Self {
        let token = |credential| {
            let secret = config.secret(credential);
            TokenManager::new(http.clone(), &config.base_url, &config.corp_id, &secret, settings.breaker)
        };
        let (contact, app, archive) = (token(Credential::Contact), token(Credential::App), token(Credential::Archive));
        let provider = config
            .provider
            .as_ref()
            .map(|provider| TokenManager::of_provider(http.clone(), &config.base_url, provider, settings.breaker));
        let limits = Limits::new(settings.limits.clone());
        let details_by_app = AtomicBool::new(false);
        Self(Arc::new(Inner { config, http, settings, limits, contact, app, archive, provider, details_by_app }))
    }

    pub fn config(&self) -> &WeComConfig {
        &self.0.config
    }

    /// A read with parameters in the query.
    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        credential: Credential,
        api: &'static str,
        query: &[(&str, &str)],
    ) -> Result<T, WeComError> {
        self.call(self.token(credential), api, query, &Body::None, Repeat::Always).await
    }

    /// A read with parameters in the body. Writes go through [`WeCom::write`]: what timed out may have happened, and
    /// this repeats it.
    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        credential: Credential,
        api: &'static str,
        body: &impl Serialize,
    ) -> Result<T, WeComError> {
        self.call(self.token(credential), api, &[], &json(api, body)?, Repeat::Always).await
    }

    /// A write. Repeated only when the platform said that it was not done.
    pub(crate) async fn write<T: DeserializeOwned>(
        &self,
        credential: Credential,
        api: &'static str,
        body: &impl Serialize,
    ) -> Result<T, WeComError> {
        self.call(self.token(credential), api, &[], &json(api, body)?, Repeat::WhenRefused).await
    }

    /// [`WeCom::post`] as the service provider.
    pub(crate) async fn provider_post<T: DeserializeOwned>(
        &self,
        api: &'static str,
        body: &impl Serialize,
    ) -> Result<T, WeComError> {
        self.call(self.provider(api)?, api, &[], &json(api, body)?, Repeat::Always).await
    }

    /// [`WeCom::write`] as the service provider.
    pub(crate) async fn provider_write<T: DeserializeOwned>(
        &self,
        api: &'static str,
        body: &impl Serialize,
    ) -> Result<T, WeComError> {
        self.call(self.provider(api)?, api, &[], &json(api, body)?, Repeat::WhenRefused).await
    }

    /// A detail read: by the contact-sync secret where the platform still allows it, because that one sees everybody
    /// and every field, else by the application inside its visible range. The refusal is remembered.
    pub(crate) async fn get_detail<T: DeserializeOwned>(
        &self,
        api: &'static str,
        query: &[(&str, &str)],
    ) -> Result<T, WeComError> {
        if !self.0.details_by_app.load(Ordering::Relaxed) {
            match self.get(Credential::Contact, api, query).await {
                Err(error) if error.decision() == Decision::UseApp || error.code() == Some(48002) => {
                    self.0.details_by_app.store(true, Ordering::Relaxed);
                }
                result => return result,
            }
        }
        self.get(Credential::App, api, query).await
    }

    pub(crate) fn token(&self, credential: Credential) -> &TokenManager {
        match credential {
            Credential::Contact => &self.0.contact,
            Credential::App => &self.0.app,
            Credential::Archive => &self.0.archive,
        }
    }

    fn provider(&self, api: &'static str) -> Result<&TokenManager, WeComError> {
        let missing = || {
            let detail = "needs a service provider's corp id and secret".to_owned();
            WeComError::Misuse { api, detail }
        };
        self.0.provider.as_ref().ok_or_else(missing)
    }

    async fn call<T: DeserializeOwned>(
        &self,
        tokens: &TokenManager,
        api: &'static str,
        query: &[(&str, &str)],
        body: &Body,
        repeat: Repeat,
    ) -> Result<T, WeComError> {
        let mut tries = 1;
        let mut refreshed = false;
        loop {
            let result = match tokens.get().await {
                Ok(token) => match self.once((tokens.parameter(), &token), api, query, body).await {
                    Ok(value) => {
                        tokens.accepted();
                        return Ok(value);
                    }
                    Err(WeComError::Api(error))
                        if WeComError::from(error.clone()).decision() == Decision::RefreshToken =>
                    {
                        tokens.invalidate(&token);
                        if refreshed {
                            tokens.refused_fresh(&error);
                            return Err(error.into());
                        }
                        refreshed = true;
                        continue;
                    }
                    Err(error) => error,
                },
                Err(error) => error,
            };
            match result.decision() {
                Decision::Retry { after } if tries < self.0.settings.tries && repeat.allows(&result) => {
                    tracing::debug!(api, tries, error = %result, "trying a WeCom call again");
                    tokio::time::sleep(self.pause(after, tries)).await;
                    tries += 1;
                }
                _ => return Err(result),
            }
        }
    }

    async fn once<T: DeserializeOwned>(
        &self,
        (parameter, token): (&str, &Token),
        api: &'static str,
        query: &[(&str, &str)],
        body: &Body,
    ) -> Result<T, WeComError> {
        let _turn = self.0.limits.enter(api).await?;
        let mut url = endpoint(&self.0.config.base_url, api);
        url.query_pairs_mut().append_pair(parameter, token.expose()).extend_pairs(query);
        let answer = match body {
            Body::None => self.0.http.get(url).await,
            Body::Json(body) => self.0.http.post_json(url, body.clone()).await,
        };
        let answer = answer.map_err(|source| WeComError::Http { api, source })?;
        let result = read(api, &answer);
        match &result {
            Err(WeComError::Api(ApiError { code: 45033, .. })) => self.0.limits.narrow(api),
            Err(error @ WeComError::Api(ApiError { code: 45009, .. })) => {
                if let Decision::Wait { at_least } = error.decision() {
                    self.0.limits.block(api, at_least);
                }
            }
            _ => {}
        }
        result
    }

    /// Doubles from try to try, and varies by half so that callers refused together do not return together.
    fn pause(&self, after: Duration, tries: u32) -> Duration {
        let spread = rand::rng().random_range(0.75..1.25);
        after.mul_f64(f64::from(1u32 << (tries - 1).min(8)) * spread * self.0.settings.pace)
    }
}

fn json(api: &'static str, body: &impl Serialize) -> Result<Body, WeComError> {
    let body = serde_json::to_vec(body).map_err(|error| WeComError::Misuse { api, detail: error.to_string() })?;
    Ok(Body::Json(body))
}

fn read<T: DeserializeOwned>(api: &'static str, answer: &Answer) -> Result<T, WeComError> {
    let head: Head = serde_json::from_slice(&answer.body).map_err(|error| unreadable(api, answer, &error))?;
    if head.errcode != 0 {
        return Err(ApiError { api, code: head.errcode, errmsg: head.errmsg }.into());
    }
    if head.errmsg.contains("wrong json format") {
        // The call may have been read by halves; the platform says so only here [D 90313].
        tracing::warn!(api, "WeCom understood a request only in part");
    }
    serde_json::from_slice(&answer.body).map_err(|error| unreadable(api, answer, &error))
}

/// `base` with a path below it, whether or not it ends in a slash.
pub(crate) fn endpoint(base: &Url, api: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{api}", base.path().trim_end_matches('/')));
    url.set_query(None);
    url
}
