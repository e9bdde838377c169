//! What a fake contact centre looks like and how strict it is.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use crate::secret::Secret;

/// Options of the fake. The default is the demo: 80 agents in eight skill groups.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    pub seed: u64,
    /// Agents.
    pub staff: u32,
    pub skill_groups: u32,
    /// Of e-mail addresses. `example.test` makes them those of WeCom's made-up members.
    pub mail_domain: String,
    /// How many of a hundred agents are online when it starts.
    pub online_percent: u32,
    /// How many of a hundred write their address with capital letters.
    pub capital_percent: u32,
    pub secret_id: String,
    pub secret_key: Secret,
    pub sdk_app_id: i64,
    /// Seats that were bought; beyond them nobody is created.
    pub seats: u32,
    /// The most rows of a page of agents, whatever was asked for.
    pub staff_page: usize,
    /// Actions that the key's user may not call, such as `DeleteStaff`.
    pub forbidden: Vec<String>,
    /// Actions that the account is not on the list for.
    pub not_enabled: Vec<String>,
    /// Calls of one action in any second before `RequestLimitExceeded`.
    pub per_second: u32,
    /// Whether lists without anybody are `null` instead of missing: nobody knows which.
    pub null_lists: bool,
    /// Whether answers carry a date.
    pub tells_date: bool,
    /// Added to every call.
    pub latency: Duration,
    /// Unix seconds the fake's clock starts at; the machine's time when `None`.
    pub start: Option<i64>,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            staff: 80,
            skill_groups: 8,
            mail_domain: "example.com".to_owned(),
            online_percent: 60,
            capital_percent: 0,
            secret_id: "FAKEAKIDcontactcentre".to_owned(),
            secret_key: "fake-ccc-secret-key".into(),
            sdk_app_id: 1_400_000_001,
            seats: 100_000,
            staff_page: 9_999,
            forbidden: Vec::new(),
            not_enabled: Vec::new(),
            per_second: 20,
            null_lists: false,
            tells_date: true,
            latency: Duration::ZERO,
            start: None,
        }
    }
}
