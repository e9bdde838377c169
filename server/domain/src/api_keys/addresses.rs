//! From where a key may be used.
//!
//! Networks are read by `ipnet`: prefixes that do not end at a byte, both families and forms in IPv6 are easily got wrong by hand.

use crate::Result;
use ipnet::IpNet;
use model::api_key::MAX_ADDRESSES;
use model::problem::{Fault, Field};
use model::{Problem, limits};
use std::net::IpAddr;

/// Networks as they are stored: each once, an address as the network that holds it alone.
///
/// # Errors
/// [`model::Code::Invalid`] naming `addresses`.
pub(super) fn read(addresses: &[String]) -> Result<String> {
    let wrong = |fault, limit| Problem::fields(vec![Field { field: "addresses".to_owned(), fault, limit }]);
    if addresses.len() > MAX_ADDRESSES {
        return Err(wrong(Fault::OutOfRange, Some(MAX_ADDRESSES as i64)).into());
    }
    let mut networks = Vec::new();
    for text in addresses {
        let text = text.trim();
        let network = if text.len() <= limits::NAME { network(text) } else { None };
        networks.push(network.ok_or_else(|| wrong(Fault::Malformed, None))?);
    }
    networks.sort();
    networks.dedup();
    let words: Vec<String> = networks.iter().map(shown).collect();
    Ok(words.join(" "))
}

fn network(text: &str) -> Option<IpNet> {
    match text.parse::<IpAddr>() {
        // A client in IPv4 behind a socket in IPv6 is the same client.
        Ok(address) => Some(IpNet::from(address.to_canonical())),
        Err(_) => text.parse::<IpNet>().ok().map(|network| network.trunc()),
    }
}

fn shown(network: &IpNet) -> String {
    if network.prefix_len() == network.max_prefix_len() { network.addr().to_string() } else { network.to_string() }
}

/// Whether a key with these networks may be used from an address. One that cannot be read is nowhere.
pub(super) fn allow(networks: &str, address: &str) -> bool {
    if networks.is_empty() {
        return true;
    }
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let address = address.to_canonical();
    networks.split(' ').filter_map(network).any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_texts(texts: &[&str]) -> Result<String> {
        read(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn networks_and_addresses_of_both_families_are_read_and_nothing_else() {
        let read = read_texts(&["203.0.113.9/24", " 198.51.100.7", "2001:db8::/32", "::1", "203.0.113.0/24"]).unwrap();
        assert_eq!(read, "198.51.100.7 203.0.113.0/24 ::1 2001:db8::/32");
        for wrong in ["", "example.com", "203.0.113.0/33", "203.0.113", "::/129", "1.2.3.4 5.6.7.8"] {
            assert!(read_texts(&[wrong]).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_lies_inside_is_let_in() {
        let networks = "198.51.100.7 203.0.113.0/25 2001:db8::/33";
        for inside in ["198.51.100.7", "203.0.113.127", "::ffff:203.0.113.1", "2001:db8:7fff::1"] {
            assert!(allow(networks, inside), "{inside}");
        }
        for outside in ["198.51.100.8", "203.0.113.128", "2001:db8:8000::1", "", "unknown"] {
            assert!(!allow(networks, outside), "{outside}");
        }
        assert!(allow("", "anything"), "no list, no limit");
    }
}
