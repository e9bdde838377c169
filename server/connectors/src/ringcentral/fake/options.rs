//! What a fake account looks like and how strict it is.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use crate::ringcentral::probe::SCOPES;

/// Options of the fake. The default is a company of 300 people, some of whom share an address, have none, or left.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    /// With the same seed the people are those of the made-up WeCom.
    pub seed: u64,
    /// People.
    pub accounts: u32,
    /// Where everybody's address is. The made-up WeCom has `example.test`.
    pub mail_domain: String,
    /// How many of the first people have a second extension with the same address.
    pub duplicates: u32,
    /// How many of a hundred addresses are written with capitals.
    pub capitals_percent: u32,
    /// How many of a hundred people have no address.
    pub no_mail_percent: u32,
    pub disabled_percent: u32,
    pub not_activated_percent: u32,
    /// Extensions that are nobody's: call queues.
    pub queues: u32,
    /// People of another account, who are listed unless somebody asks not to.
    pub federated: u32,
    pub client_id: String,
    pub client_secret: String,
    pub jwt: String,
    /// Permissions of the application.
    pub permissions: Vec<String>,
    /// Seconds.
    pub token_lifetime: i64,
    /// Tokens that are good at a time; one more ends the oldest.
    pub sessions: usize,
    /// Calls of a group in a minute.
    pub light: u32,
    pub medium: u32,
    pub heavy: u32,
    pub auth: u32,
    /// Seconds without a call until a group that was called too often answers again.
    pub penalty: i64,
    /// Whether a 429 keeps to itself how long to wait.
    pub omit_retry_after: bool,
    /// Whether a read of several presences counts as often as it names extensions.
    pub batch_counts_each: bool,
    /// Whether presence tells `dndStatusPersonal`, as accounts with the new call handling do.
    pub new_call_handling: bool,
    /// Added to every call.
    pub latency: Duration,
    /// Whether webhooks must have an address of HTTPS, as on the platform.
    pub require_https: bool,
    pub most_subscriptions: usize,
    /// Events in a row that may fail before a subscription is blocked; 0 never blocks.
    pub blacklist_after: u32,
    /// Whether events bring the verification token in the other header, as one page of the guides says.
    pub token_in_validation_header: bool,
    /// Whether times end in `+0000`, as in old samples.
    pub old_times: bool,
    /// Unix seconds the fake's clock starts at; the machine's time when `None`.
    pub start: Option<i64>,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            accounts: 300,
            mail_domain: "example.com".to_owned(),
            duplicates: 2,
            capitals_percent: 10,
            no_mail_percent: 2,
            disabled_percent: 3,
            not_activated_percent: 3,
            queues: 3,
            federated: 2,
            client_id: "fake-client-id".to_owned(),
            client_secret: "fake-client-secret".to_owned(),
            jwt: "fake.jwt.credential".to_owned(),
            permissions: SCOPES.map(ToOwned::to_owned).to_vec(),
            token_lifetime: 3_600,
            sessions: 5,
            light: 50,
            medium: 40,
            heavy: 10,
            auth: 5,
            penalty: 60,
            omit_retry_after: false,
            batch_counts_each: false,
            new_call_handling: false,
            latency: Duration::ZERO,
            require_https: false,
            most_subscriptions: 30,
            blacklist_after: 10,
            token_in_validation_header: false,
            old_times: false,
            start: None,
        }
    }
}
