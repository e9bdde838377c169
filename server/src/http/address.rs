//! Where a request comes from: the peer, or what a trusted proxy says.

use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The other end of the connection.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// A network like `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    length: u8,
}

impl Network {
    /// Whether the address lies in it.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(ours), IpAddr::V4(theirs)) => {
                let shift = 32 - u32::from(self.length);
                u32::from(ours).checked_shr(shift) == u32::from(theirs).checked_shr(shift)
            }
            (IpAddr::V6(ours), IpAddr::V6(theirs)) => {
                let shift = 128 - u32::from(self.length);
                u128::from(ours).checked_shr(shift) == u128::from(theirs).checked_shr(shift)
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no network; write it like 10.0.0.0/8");
        let (address, length) = text.split_once('/').map_or((text, None), |(a, l)| (a, Some(l)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(most), |length| length.parse::<u8>().map_err(|_| wrong()))?;
        if length > most { Err(wrong()) } else { Ok(Self { address, length }) }
    }
}

/// The client's address: the peer's, unless that is a trusted proxy. Then the last address in `X-Forwarded-For` that is not
/// a trusted proxy itself; what stands before it was written by the client and means nothing.
pub fn client(extensions: &Extensions, headers: &HeaderMap, proxies: &[Network]) -> String {
    let Some(Peer(peer)) = extensions.get::<Peer>() else { return String::new() };
    let is_proxy = |address: IpAddr| proxies.iter().any(|network| network.contains(address));
    let peer = peer.ip().to_canonical();
    if !is_proxy(peer) {
        return peer.to_string();
    }
    let named: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let mut client = peer;
    for name in named.iter().rev() {
        let Ok(address) = name.trim().parse::<IpAddr>() else { break };
        client = address.to_canonical();
        if !is_proxy(client) {
            break;
        }
    }
    client.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn seen(peer: &str, forwarded: &'static str) -> String {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().unwrap()));
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", HeaderValue::from_static(forwarded));
        client(&extensions, &headers, &["10.0.0.0/8".parse().unwrap(), "::1".parse().unwrap()])
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        assert_eq!(seen("192.0.2.1:9", "198.51.100.7"), "192.0.2.1");
        assert_eq!(seen("10.1.2.3:9", "198.51.100.7"), "198.51.100.7");
        assert_eq!(seen("10.1.2.3:9", "1.1.1.1, 198.51.100.7, 10.9.9.9"), "198.51.100.7");
        assert_eq!(seen("10.1.2.3:9", "1.1.1.1, nonsense"), "10.1.2.3");
        assert_eq!(seen("[::1]:9", "198.51.100.7"), "198.51.100.7");
        assert_eq!(seen("[::ffff:10.1.2.3]:9", "198.51.100.7"), "198.51.100.7");
    }

    #[test]
    fn a_network_has_a_length() {
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains("203.0.113.9".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Network>().is_err());
        assert!("ten/8".parse::<Network>().is_err());
    }
}
