//! What a connection to one tenant is made of.

use url::Url;

use crate::secret::Secret;

/// Where everybody signs in; the host of the interface is told afterwards.
const LOGIN: &str = "https://cxone.niceincontact.com";

/// The version of the administration's interface that is asked for: the newest that tenants are known to use.
/// Everything used here is the same from 23 on.
const VERSION: u32 = 33;

/// One tenant's connection: the client that was registered for Muster, and the access key of a CXone user.
#[derive(Debug, Clone)]
pub struct CXoneConfig {
    /// Where tokens are given, without a path.
    pub login_url: Url,
    pub client_id: String,
    pub client_secret: Secret,
    pub access_key_id: String,
    pub access_key_secret: Secret,
    /// Read from the token when `None`.
    pub tenant_id: Option<String>,
    /// Of `/inContactAPI/services/v{N}.0`.
    pub version: u32,
}

impl CXoneConfig {
    /// The platform's public login address.
    pub fn platform() -> Url {
        Url::parse(LOGIN).expect("the constant is an address")
    }

    /// See [`CXoneConfig::version`].
    pub const fn usual_version() -> u32 {
        VERSION
    }
}
