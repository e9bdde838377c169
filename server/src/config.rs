//! Values of options that need more than their text: the public address, and secrets from files.

use anyhow::{Context as _, Result, bail};
use std::net::SocketAddr;
use std::path::Path;
use url::Url;

/// The address that browsers and phones reach this server at: links, cookies and the check of origins depend on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl {
    origin: String,
    secure: bool,
}

impl PublicUrl {
    /// Takes `https://console.example.com`; a path, a query or another scheme is refused.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn parse(text: &str) -> Result<Self> {
        let url = Url::parse(text).with_context(|| format!("--public-url {text} is not an address"))?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            other => bail!("--public-url begins with https:// or http://, not {other}:"),
        };
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            bail!("--public-url is scheme, host and port only, like https://console.example.com");
        }
        Ok(Self { origin: url.origin().ascii_serialization(), secure })
    }

    /// The address for a server that only this machine reaches.
    pub fn of(listen: SocketAddr) -> Self {
        let host = if listen.ip().is_unspecified() { "localhost".to_owned() } else { host(listen) };
        Self { origin: format!("http://{host}:{}", listen.port()), secure: false }
    }

    /// Scheme, host and port, as a browser writes them into `Origin`; no slash at the end.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it is https.
    pub const fn is_secure(&self) -> bool {
        self.secure
    }
}

fn host(listen: SocketAddr) -> String {
    if listen.is_ipv6() { format!("[{}]", listen.ip()) } else { listen.ip().to_string() }
}

/// A secret given in the environment or, safer, as the name of a file that holds it.
///
/// # Errors
/// Both are given, or the file cannot be read.
pub fn secret(name: &str, value: Option<String>, file: Option<&Path>) -> Result<Option<String>> {
    match (value, file) {
        (Some(_), Some(_)) => bail!("{name} and {name}_FILE are both set; keep one"),
        (Some(value), None) => Ok(Some(value)),
        (None, Some(file)) => {
            let text = std::fs::read_to_string(file);
            let text = text.with_context(|| format!("{name}_FILE: cannot read {}", file.display()))?;
            Ok(Some(text.trim().to_owned()))
        }
        (None, None) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_host_and_port() {
        let url = PublicUrl::parse("https://Console.Example.com:443/").unwrap();
        assert_eq!((url.origin(), url.is_secure()), ("https://console.example.com", true));
        assert_eq!(PublicUrl::parse("http://127.0.0.1:3000").unwrap().origin(), "http://127.0.0.1:3000");
        for bad in ["console.example.com", "ftp://a.b", "https://a.b/path", "https://a.b?x", "https://u@a.b"] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_server_without_a_public_address_names_where_it_listens() {
        let of = |text: &str| PublicUrl::of(text.parse().unwrap()).origin().to_owned();
        assert_eq!(of("127.0.0.1:3000"), "http://127.0.0.1:3000");
        assert_eq!(of("0.0.0.0:80"), "http://localhost:80");
        assert_eq!(of("[::1]:3000"), "http://[::1]:3000");
    }
}
