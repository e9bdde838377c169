//! The plumbing of one call: turn, sign, send, read, decide.

use std::{sync::Arc, time::Duration};

use rand::Rng;
use reqwest::{
    Method,
    header::{AUTHORIZATION, CONTENT_TYPE, HOST},
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    answer,
    clock::{Clock, PlatformTime},
    config::CccConfig,
    error::{CccError, Decision, is_clock, is_internal, is_throttle},
    limits::{LimitSettings, Limits},
};
use crate::{
    http::{Answer, Http},
    tc3,
};

const SERVICE: &str = "ccc";
const VERSION: &str = "2020-02-10";
const JSON: &str = "application/json; charset=utf-8";

/// What tests and careful administrators change.
#[derive(Debug, Clone)]
pub struct Settings {
    pub limits: LimitSettings,
    /// Tries of one call altogether.
    pub tries: u32,
    /// Multiplies the pauses between tries; 1 outside tests.
    pub pace: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self { limits: LimitSettings::default(), tries: 4, pace: 1.0 }
    }
}

/// The client of one application. Cloning is cheap and shares clock and limits: make one per account, because two clients
/// would count calls apart.
#[derive(Debug, Clone)]
pub struct Ccc(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    config: CccConfig,
    http: Http,
    settings: Settings,
    limits: Limits,
    time: PlatformTime,
}

/// Which failures a call may be made again after.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Repeat {
    /// Reads, and writes that come to the same when they are done twice.
    Always,
    /// Only when it was certainly not done.
    WhenRefused,
}

impl Ccc {
    pub fn new(config: CccConfig, http: Http, clock: Clock) -> Self {
        Self::with_settings(config, http, clock, Settings::default())
    }

    pub fn with_settings(config: CccConfig, http: Http, clock: Clock, settings: Settings) -> Self {
        let limits = Limits::new(settings.limits.clone(), settings.pace);
        Self(Arc::new(Inner { config, http, settings, limits, time: PlatformTime::new(clock) }))
    }

    pub fn config(&self) -> &CccConfig {
        &self.0.config
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// A call that may be made twice without harm. `body` is an object; the application is added here.
    pub(super) async fn again<T: DeserializeOwned>(&self, action: &'static str, body: Value) -> Result<T, CccError> {
        self.call(action, self.of_application(body), Repeat::Always).await
    }

    /// A call that is made twice only when the platform said that it was not done.
    pub(super) async fn once<T: DeserializeOwned>(&self, action: &'static str, body: Value) -> Result<T, CccError> {
        self.call(action, self.of_application(body), Repeat::WhenRefused).await
    }

    /// A read that is not about one application.
    pub(super) async fn of_account<T: DeserializeOwned>(
        &self,
        action: &'static str,
        body: Value,
    ) -> Result<T, CccError> {
        self.call(action, body, Repeat::Always).await
    }

    fn of_application(&self, mut body: Value) -> Value {
        body["SdkAppId"] = self.0.config.sdk_app_id.into();
        body
    }

    async fn call<T: DeserializeOwned>(
        &self,
        action: &'static str,
        body: Value,
        repeat: Repeat,
    ) -> Result<T, CccError> {
        let payload = body.to_string().into_bytes();
        let (mut tries, mut clock_set) = (1, false);
        loop {
            let error = match self.send(action, &payload).await {
                Ok(answer) => match self.judge(action, &answer) {
                    Ok(value) => return Ok(value),
                    Err(error) if error.code().is_some_and(is_clock) && !clock_set => {
                        if !self.0.time.learn(&answer.headers) {
                            return Err(error);
                        }
                        tracing::warn!(action, "our clock and Tencent Cloud's are minutes apart");
                        clock_set = true;
                        continue;
                    }
                    Err(error) => error,
                },
                Err(error) => error,
            };
            // The platform's own trouble is tried once more, not until patience ends.
            let most = if error.code().is_some_and(is_internal) { 2 } else { self.0.settings.tries };
            if tries >= most || repeat == Repeat::WhenRefused && error.may_have_happened() {
                return Err(error);
            }
            match (error.decision(), &error) {
                (Decision::Retry { after }, _) => tokio::time::sleep(self.pause(after, tries)).await,
                // The turn of the next try waits until the pause is over.
                (_, CccError::Throttled { .. }) => {}
                _ => return Err(error),
            }
            tracing::debug!(action, tries, %error, "trying a CCC call again");
            tries += 1;
        }
    }

    /// Sends a call in its turn, signed at that moment.
    async fn send(&self, action: &'static str, payload: &[u8]) -> Result<Answer, CccError> {
        let Inner { config, http, limits, time, .. } = &*self.0;
        let _turn = limits.enter(action).await?;
        let (host, timestamp) = (config.host(), time.now());
        let signed =
            tc3::Call { service: SERVICE, host: &host, content_type: JSON, action: Some(action), payload, timestamp };
        let mut request = http
            .request(Method::POST, config.base_url.clone())
            .header(AUTHORIZATION, signed.authorization(&config.secret_id, &config.secret_key))
            .header(CONTENT_TYPE, JSON)
            .header(HOST, &host)
            .header("X-TC-Action", action)
            .header("X-TC-Version", VERSION)
            .header("X-TC-Timestamp", timestamp)
            .body(payload.to_vec());
        if let Some(region) = config.region.as_deref().filter(|region| !region.is_empty()) {
            request = request.header("X-TC-Region", region);
        }
        http.send(request).await.map_err(|source| CccError::Http { action, source })
    }

    /// Reads an answer, and tells the limits how it went.
    fn judge<T: DeserializeOwned>(&self, action: &'static str, answer: &Answer) -> Result<T, CccError> {
        match answer::read(action, answer) {
            Err(CccError::Api(error)) if is_throttle(&error.code) => {
                let wait = self.0.limits.refused(action, &error.code);
                Err(CccError::Throttled { action, code: error.code, wait })
            }
            read => {
                self.0.limits.accepted(action);
                read
            }
        }
    }

    /// Doubles from try to try, and varies by a quarter so that callers refused together do not return together.
    fn pause(&self, after: Duration, tries: u32) -> Duration {
        let spread = rand::rng().random_range(0.75..1.25);
        after.mul_f64(f64::from(1u32 << (tries - 1).min(8)) * spread * self.0.settings.pace)
    }
}
