//! The presence rule of the platform's console.

use super::{
    client::{Base, CXone, Call},
    correlations::piece,
    error::CXoneError,
    types::PresenceRule,
};

const RULE: &str = "rule";

impl CXone {
    /// `GET /{partner}/rule/{id}` of the adapters; `None` where nobody made a rule. How one is written is not
    /// published.
    pub async fn presence_rule(&self, partner: &str, id: &str) -> Result<Option<PresenceRule>, CXoneError> {
        piece(RULE, partner)?;
        piece(RULE, id)?;
        match self.read(Call::get(RULE, Base::Adapters, &[partner, "rule", id], &[])).await {
            Ok(rule) => Ok(Some(rule)),
            Err(CXoneError::Api(error)) if error.status == 404 => Ok(None),
            Err(error) => Err(error),
        }
    }
}
