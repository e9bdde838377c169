//! Which hosts a tenant is served by: `/.well-known/cxone-configuration`.

use serde::Deserialize;
use url::Url;

use super::{error::CXoneError, types::lenient};

pub(super) const API: &str = "cxone-configuration";

/// What the platform answers about a tenant; fields that are not used are left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Configuration {
    #[serde(deserialize_with = "lenient::text")]
    api_endpoint: String,
    #[serde(deserialize_with = "lenient::text")]
    area: String,
    #[serde(deserialize_with = "lenient::text")]
    domain: String,
}

/// The hosts of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Places {
    /// Of agents, states and correlations.
    pub(super) api: Url,
    /// Of the adapters to other platforms: `api-{area}.{domain}`. The same as `api` where that is not one of the
    /// platform's names, as with a gateway in between.
    pub(super) adapters: Url,
}

impl Configuration {
    /// # Errors
    /// There is no address, or none that a token may be sent to: after a login by TLS it must be TLS, too. Whether it
    /// is in a private network is asked by [`http`](crate::http) with every call.
    pub(super) fn places(&self, login: &Url) -> Result<Places, CXoneError> {
        let bad = |detail: &str| CXoneError::HalfJson { api: API, detail: detail.to_owned() };
        let api = Url::parse(self.api_endpoint.trim()).map_err(|_| bad("no api_endpoint"))?;
        if !api.has_host() || !matches!(api.scheme(), "http" | "https") {
            return Err(bad("the api_endpoint is no web address"));
        }
        if login.scheme() == "https" && api.scheme() != "https" {
            return Err(bad("the api_endpoint is without TLS"));
        }
        if !api.username().is_empty() || api.password().is_some() {
            return Err(bad("the api_endpoint carries credentials"));
        }
        let adapters = self.adapters(&api).unwrap_or_else(|| api.clone());
        Ok(Places { api, adapters })
    }

    fn adapters(&self, api: &Url) -> Option<Url> {
        let plain = |text: &str| {
            let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            !text.is_empty() && text.chars().all(letter)
        };
        let (area, domain) = (self.area.trim(), self.domain.trim());
        let below = api.domain()?.strip_suffix(domain)?.ends_with('.');
        if !below || !plain(area) || !plain(domain) {
            return None;
        }
        let mut adapters = api.clone();
        adapters.set_host(Some(&format!("api-{area}.{domain}"))).ok()?;
        adapters.set_path("");
        Some(adapters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(api: &str, area: &str, domain: &str) -> Result<(String, String), CXoneError> {
        let [api_endpoint, area, domain] = [api, area, domain].map(str::to_owned);
        let login = Url::parse("https://login.example.com").unwrap();
        let places = Configuration { api_endpoint, area, domain }.places(&login)?;
        Ok((places.api.to_string(), places.adapters.to_string()))
    }

    fn pair(api: &str, adapters: &str) -> (String, String) {
        (api.to_owned(), adapters.to_owned())
    }

    #[test]
    fn adapters_live_at_the_area_of_the_tenant() {
        let found = places("https://api-b7.example.com", "eu1", "example.com").unwrap();
        assert_eq!(found, pair("https://api-b7.example.com/", "https://api-eu1.example.com/"));
        let gateway = places("https://gateway.example.net/cxone", "eu1", "example.com").unwrap();
        assert_eq!(gateway, pair("https://gateway.example.net/cxone", "https://gateway.example.net/cxone"));
        let odd = places("https://api.example.com", "eu1@evil.example.net/", "example.com").unwrap();
        assert_eq!(odd.1, "https://api.example.com/");
    }

    #[test]
    fn a_token_goes_to_no_address_that_is_less_than_the_login() {
        for api in ["", "nonsense", "ftp://api.example.com", "http://api.example.com", "https://a:b@api.example.com"] {
            assert!(places(api, "", "").is_err(), "{api}");
        }
    }
}
