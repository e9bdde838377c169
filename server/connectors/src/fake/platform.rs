//! What a fake is, as far as all of them are alike.

use axum::Router;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Fault;

/// A platform that is not there. Clones share it.
pub trait Platform: Clone + Send + Sync + 'static {
    /// As people call it.
    const NAME: &'static str;
    /// What people do there.
    type Action: DeserializeOwned + Send + 'static;
    /// How calls go wrong there.
    type FaultKind: DeserializeOwned + Send + 'static;

    /// The platform's paths, and those that steer it.
    fn router(&self) -> Router;
    /// # Errors
    /// It cannot be done; the words are for people.
    fn act(&self, action: Self::Action) -> Result<Value, String>;
    fn fail(&self, fault: Fault<Self::FaultKind>);
    /// Unix seconds.
    fn now(&self) -> i64;
    /// Unix seconds.
    fn set_clock(&self, unix: i64);
    fn advance(&self, seconds: i64);
    /// How it stands, in numbers.
    fn state(&self) -> Value;
    /// What was called and refused.
    fn ledger(&self) -> Value;
}
