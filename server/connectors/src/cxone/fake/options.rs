//! What a fake contact centre looks like and how strict it is.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

/// Options of the fake. The default is the demo: 120 agents in six teams.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    pub seed: u64,
    pub agents: u32,
    /// At least one.
    pub teams: u32,
    /// Of e-mail addresses and user names. `example.test` makes them those of WeCom's made-up members.
    pub mail_domain: String,
    /// How many of a hundred agents have the e-mail address of the one before.
    pub duplicate_percent: u32,
    /// How many of a hundred write their address with capital letters.
    pub capital_percent: u32,
    /// How many of a hundred have no e-mail address.
    pub no_mail_percent: u32,
    /// How many of a hundred are inactive.
    pub inactive_percent: u32,
    /// How many of a hundred active agents are logged in when it starts.
    pub logged_in_percent: u32,
    pub client_id: String,
    pub client_secret: String,
    pub access_key_id: String,
    /// Ends in `=`, as the platform's do.
    pub access_key_secret: String,
    pub tenant_id: String,
    pub business_unit: i64,
    pub area: String,
    /// What the tenant's configuration names as its address; the fake itself when `None`.
    pub api_endpoint: Option<String>,
    /// Whether the token says which tenant it is of.
    pub token_names_tenant: bool,
    /// Whether the token is a JSON Web Token at all.
    pub token_is_jwt: bool,
    /// The oldest and newest version of the administration's interface.
    pub versions: (u32, u32),
    /// The most rows of a page.
    pub page: u32,
    /// Calls that the role of the access key's user may not make, such as `agents/states`.
    pub forbidden: Vec<String>,
    /// Calls of everything in a second before 429.
    pub per_second: u32,
    /// Seconds a token lasts.
    pub token_lifetime: i64,
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
            agents: 120,
            teams: 6,
            mail_domain: "example.com".to_owned(),
            duplicate_percent: 0,
            capital_percent: 0,
            no_mail_percent: 0,
            inactive_percent: 5,
            logged_in_percent: 60,
            client_id: "fake-client".to_owned(),
            client_secret: "fake-client-secret".to_owned(),
            access_key_id: "FAKEACCESSKEYID".to_owned(),
            access_key_secret: "fake+access/key&secret==".to_owned(),
            tenant_id: "11eb0000-fa4e-0000-0000-000000000001".to_owned(),
            business_unit: 4_600_001,
            area: "na1".to_owned(),
            api_endpoint: None,
            token_names_tenant: true,
            token_is_jwt: true,
            versions: (23, 34),
            page: 100,
            forbidden: Vec::new(),
            per_second: 1_000,
            token_lifetime: 3_600,
            latency: Duration::ZERO,
            start: None,
        }
    }
}
