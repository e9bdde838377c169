//! What every route needs.

use crate::config::PublicUrl;
use crate::http::address::Network;
use crate::http::limits::Limits;
use crate::http::metrics::Metrics;
use crate::rest::rate::Rates;
use crate::routes::events::Streams;
use domain::Services;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// One running server.
#[derive(Debug)]
pub struct Edge {
    /// Database, clock, keys.
    pub services: Services,
    /// The address that browsers know this server by.
    pub public: PublicUrl,
    /// Proxies whose word about the client's address is taken.
    pub proxies: Vec<Network>,
    /// Deadlines and sizes.
    pub limits: Limits,
    /// Numbers for the operator.
    pub metrics: Arc<Metrics>,
    /// How much each API key may still ask for.
    pub rates: Rates,
    /// Open event streams by session.
    pub streams: Streams,
    /// Whether `/metrics` answers here, to callers on this machine.
    pub metrics_here: bool,
    /// Cancelled when the server is to end.
    pub stopping: CancellationToken,
}

impl Edge {
    /// An edge with the usual limits.
    pub fn new(services: Services, public: PublicUrl) -> Self {
        Self {
            services,
            public,
            proxies: Vec::new(),
            limits: Limits::default(),
            metrics: Arc::default(),
            rates: Rates::default(),
            streams: Streams::default(),
            metrics_here: true,
            stopping: CancellationToken::new(),
        }
    }
}
