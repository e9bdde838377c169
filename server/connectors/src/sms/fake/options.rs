//! Whom the fake gateways let in.

use std::net::{Ipv4Addr, SocketAddr};

use crate::secret::Secret;

/// Options of the fake. The default takes a free port.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    pub tencent_secret_id: String,
    pub tencent_secret_key: Secret,
    pub tencent_sdk_app_id: String,
    pub aliyun_access_key_id: String,
    pub aliyun_access_key_secret: Secret,
    pub twilio_account_sid: String,
    pub twilio_auth_token: Secret,
    /// The number texts may come from.
    pub twilio_from: String,
    /// Key of the generic gateway's `X-Signature`, hex HMAC-SHA256 of the body or with GET of the query. Empty checks
    /// nothing.
    pub generic_key: Secret,
    /// Unix seconds the fake's clock stands at; the machine's time when `None`.
    pub now: Option<i64>,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            tencent_secret_id: "fake-secret-id".to_owned(),
            tencent_secret_key: "fake-secret-key".into(),
            tencent_sdk_app_id: "1400000001".to_owned(),
            aliyun_access_key_id: "fake-access-key-id".to_owned(),
            aliyun_access_key_secret: "fake-access-key-secret".into(),
            twilio_account_sid: "AC00000000000000000000000000000001".to_owned(),
            twilio_auth_token: "fake-auth-token".into(),
            twilio_from: "+15005550006".to_owned(),
            generic_key: Secret::default(),
            now: None,
        }
    }
}
