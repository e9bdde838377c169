//! The calls, each with the group that the platform counts it in [guide: rate limits].

use reqwest::Method;

/// A counter of the platform: calls of one user through one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Group {
    Light,
    Medium,
    Heavy,
    Auth,
}

impl Group {
    /// As in `X-Rate-Limit-Group`, in small letters.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Medium => "medium",
            Self::Heavy => "heavy",
            Self::Auth => "auth",
        }
    }
}

/// One call. The path is below `/restapi/`; `{id}` stands for the argument.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Api {
    /// Method and path, as errors and logs name it.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) group: Group,
}

macro_rules! api {
    ($name:ident, $group:ident, $method:ident, $path:literal) => {
        pub(crate) const $name: Api = Api {
            name: concat!(stringify!($method), " ", $path),
            method: Method::$method,
            path: $path,
            group: Group::$group,
        };
    };
}

api!(TOKEN, Auth, POST, "oauth/token");
api!(REVOKE, Auth, POST, "oauth/revoke");
api!(ENTRIES, Medium, GET, "v1.0/account/~/directory/entries");
api!(SEARCH, Heavy, POST, "v1.0/account/~/directory/entries/search");
api!(EXTENSIONS, Medium, GET, "v1.0/account/~/extension");
api!(EXTENSION, Light, GET, "v1.0/account/~/extension/{id}");
api!(ACCOUNT_PRESENCE, Heavy, GET, "v1.0/account/~/presence");
api!(PRESENCE, Light, GET, "v1.0/account/~/extension/{id}/presence");
api!(PUT_PRESENCE, Medium, PUT, "v1.0/account/~/extension/{id}/presence");
api!(SUBSCRIPTIONS, Light, GET, "v1.0/subscription");
api!(SUBSCRIPTION, Light, GET, "v1.0/subscription/{id}");
api!(SUBSCRIBE, Medium, POST, "v1.0/subscription");
api!(RENEW, Light, POST, "v1.0/subscription/{id}/renew");
api!(UNSUBSCRIBE, Medium, DELETE, "v1.0/subscription/{id}");
