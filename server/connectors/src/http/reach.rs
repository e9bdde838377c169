//! Whether a host can be connected to at all, for platforms without a call that changes nothing.

use std::net::SocketAddr;

use tokio::{
    net::{TcpStream, lookup_host},
    time::timeout,
};
use url::Url;

use super::{Http, HttpError, guard::is_private};

impl Http {
    /// Resolves the host of an address, connects and hangs up; with a proxy, to the proxy. Nothing is sent, so this says
    /// nothing of TLS or of what listens there.
    ///
    /// # Errors
    /// `PrivateAddress`, `TimedOut` or `Connect`.
    pub async fn reach(&self, url: &Url) -> Result<(), HttpError> {
        let target = self.proxy.as_ref().unwrap_or(url);
        let connect = |detail: String| HttpError::Connect { detail };
        let host = target.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let port = target.port_or_known_default().unwrap_or(80);
        let late = |_| HttpError::TimedOut;
        let found = timeout(self.connect_timeout, lookup_host((host, port))).await.map_err(late)?;
        let found: Vec<SocketAddr> = found.map_err(|error| connect(error.to_string()))?.collect();
        if self.proxy.is_none() && !self.allow_private && found.iter().any(|address| is_private(address.ip())) {
            return Err(HttpError::PrivateAddress { host: host.to_owned() });
        }
        let connecting = TcpStream::connect(found.as_slice());
        let connected = timeout(self.connect_timeout, connecting).await.map_err(late)?;
        connected.map(drop).map_err(|error| connect(error.to_string()))
    }
}
