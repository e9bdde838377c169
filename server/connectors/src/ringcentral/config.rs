//! What a connection to one account is made of.

use url::Url;

use crate::secret::Secret;

/// The platform's own address; everything else is a fake or a gateway.
const PLATFORM: &str = "https://platform.ringcentral.com";

/// One account's connection: an application of the developer console, and a JWT credential of one of the account's
/// users, with whose rights every call is made [guide: JWT flow].
#[derive(Debug, Clone)]
pub struct RingCentralConfig {
    /// Without `/restapi`, with or without a slash at the end.
    pub base_url: Url,
    pub client_id: String,
    pub client_secret: Secret,
    /// The JWT credential. It is only ever exchanged for a token; sent as one it is refused.
    pub jwt: Secret,
}

impl RingCentralConfig {
    /// The platform's public address.
    pub fn platform() -> Url {
        Url::parse(PLATFORM).expect("the constant is an address")
    }
}
