//! What a connection to one corporation is made of.

use std::fmt;

use url::Url;

use crate::secret::Secret;

/// The platform's own address; everything else is a fake or a gateway.
const PLATFORM: &str = "https://qyapi.weixin.qq.com/cgi-bin";

/// One corporation's connection. Each secret belongs to another application of the corporation and has a token of its
/// own; the contact-sync secret is the only one that may write contacts [D 90193].
#[derive(Debug, Clone)]
pub struct WeComConfig {
    /// Ends in `/cgi-bin`, with or without a slash.
    pub base_url: Url,
    pub corp_id: String,
    /// 通讯录同步.
    pub contact_secret: Secret,
    /// The self-built application's.
    pub app_secret: Secret,
    pub agent_id: i64,
    /// 会话内容存档, when the corporation bought it.
    pub archive_secret: Option<Secret>,
    /// Up to 32 letters and digits; empty when no callback is set up.
    pub callback_token: Secret,
    /// 43 letters and digits; empty when no callback is set up.
    pub callback_aes_key: Secret,
    /// For the calls about seats, when a service provider bought some for the corporation.
    pub provider: Option<ProviderCredential>,
}

/// A service provider's credentials: another corporation with a secret of its own, and a fourth kind of token
/// [D 95652].
#[derive(Debug, Clone)]
pub struct ProviderCredential {
    /// The provider's own, not that of the corporation he serves.
    pub corp_id: String,
    pub secret: Secret,
}

impl WeComConfig {
    /// The platform's public address.
    pub fn platform() -> Url {
        Url::parse(PLATFORM).expect("the constant is an address")
    }

    pub(crate) fn secret(&self, credential: Credential) -> Secret {
        match credential {
            Credential::Contact => self.contact_secret.clone(),
            Credential::App => self.app_secret.clone(),
            Credential::Archive => self.archive_secret.clone().unwrap_or_default(),
        }
    }
}

/// Which secret, and so which token, a call is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    Contact,
    App,
    Archive,
}

impl fmt::Display for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Contact => "contact",
            Self::App => "app",
            Self::Archive => "archive",
        })
    }
}
