//! What a connection to one application is made of.

use url::Url;

use crate::secret::Secret;

/// Where accounts of the Chinese site call.
const PLATFORM: &str = "https://ccc.tencentcloudapi.com";

/// Where accounts of the international site call.
const INTERNATIONAL: &str = "https://ccc.intl.tencentcloudapi.com";

/// One application of the contact centre, and the key of a Tencent Cloud user who may manage it.
#[derive(Debug, Clone)]
pub struct CccConfig {
    /// Without a path: the platform signs `/`.
    pub base_url: Url,
    pub secret_id: String,
    pub secret_key: Secret,
    /// Of the application (实例), such as 1400000001.
    pub sdk_app_id: i64,
    /// Such as `ap-guangzhou`; the platform needs none for this product.
    pub region: Option<String>,
}

impl CccConfig {
    /// The public address of the Chinese site.
    pub fn platform() -> Url {
        Url::parse(PLATFORM).expect("the constant is an address")
    }

    /// The public address of the international site.
    pub fn international() -> Url {
        Url::parse(INTERNATIONAL).expect("the constant is an address")
    }

    /// The `Host` header, with the port where it is not the scheme's own.
    pub(super) fn host(&self) -> String {
        let host = self.base_url.host_str().unwrap_or_default();
        match self.base_url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}
