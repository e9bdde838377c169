//! Sends texts, whichever gateway it is.

use super::{
    aliyun,
    config::SmsConfig,
    generic, tencent,
    text::{Moment, Text},
    twilio,
};
use crate::{
    delivery::{Reason, Receipt, SendError},
    http::Http,
};

/// The client of one gateway. Cloning is cheap enough for a call.
#[derive(Debug, Clone)]
pub struct Sms {
    config: SmsConfig,
    http: Http,
}

impl Sms {
    /// # Errors
    /// `StopChannel` with [`Reason::NotTls`] for an `http` address where only public addresses may be called, as it would
    /// carry credentials in the open, and with [`Reason::Malformed`] for a JSON body that is none once filled in.
    pub fn new(config: SmsConfig, http: Http) -> Result<Self, SendError> {
        let base_url = match &config {
            SmsConfig::Tencent(config) => &config.base_url,
            SmsConfig::Aliyun(config) => &config.base_url,
            SmsConfig::Twilio(config) => &config.base_url,
            SmsConfig::Generic(config) => &config.base_url,
        };
        if base_url.scheme() != "https" && !http.allows_private() {
            return Err(SendError::stop(Reason::NotTls, "the address does not begin with https"));
        }
        if let SmsConfig::Generic(config) = &config {
            generic::check(config)?;
        }
        Ok(Self { config, http })
    }

    pub fn config(&self) -> &SmsConfig {
        &self.config
    }

    /// Hands one text over.
    ///
    /// # Errors
    /// See [`Decision`](crate::delivery::Decision). After [`Reason::Cut`], [`Reason::Unreachable`] and [`Reason::Busy`]
    /// the message may have gone out, and a try more may make a second one.
    pub async fn send(&self, text: &Text, at: &Moment) -> Result<Receipt, SendError> {
        text.check()?;
        match &self.config {
            SmsConfig::Tencent(config) => tencent::send(config, &self.http, text, at).await,
            SmsConfig::Aliyun(config) => aliyun::send(config, &self.http, text, at).await,
            SmsConfig::Twilio(config) => twilio::send(config, &self.http, text).await,
            SmsConfig::Generic(config) => generic::send(config, &self.http, text).await,
        }
    }

    /// The *Test* button: a call that sends nothing. Tencent and Aliyun are asked to send to nobody, which they refuse
    /// only after the signature; Twilio tells about the account. A generic gateway has no such call, so only the
    /// connection is tried, and its credentials are not.
    ///
    /// # Errors
    /// What [`Sms::send`] would say to any text.
    pub async fn test(&self, at: &Moment) -> Result<(), SendError> {
        match &self.config {
            SmsConfig::Tencent(config) => tencent::test(config, &self.http, at).await,
            SmsConfig::Aliyun(config) => aliyun::test(config, &self.http, at).await,
            SmsConfig::Twilio(config) => twilio::test(config, &self.http).await,
            SmsConfig::Generic(config) => Ok(self.http.reach(&config.base_url).await?),
        }
    }
}
