//! How strict the fake mail server is.

use std::net::{Ipv4Addr, SocketAddr};

use crate::secret::Secret;

/// Options of the fake. The default takes free ports and everybody's letters.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    /// Where mail is taken.
    pub listen: SocketAddr,
    /// Where it is read, by HTTP.
    pub page: SocketAddr,
    /// Who may send. Empty lets everybody, and believes every name and password.
    pub username: String,
    pub password: Secret,
    /// Bytes of a letter before 552.
    pub size_limit: usize,
}

impl Default for FakeOptions {
    fn default() -> Self {
        let free = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            listen: free,
            page: free,
            username: String::new(),
            password: Secret::default(),
            size_limit: 10 * 1024 * 1024,
        }
    }
}
