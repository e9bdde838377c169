//! What a fake corporation looks like and how strict it is.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use crate::wecom::callback::CallbackKey;

/// Options of the fake. The default is the demo: a trading company of 300 people with 2 000 customers that lets every
/// address in.
#[derive(Debug, Clone)]
pub struct FakeOptions {
    pub listen: SocketAddr,
    pub seed: u64,
    pub members: u32,
    /// The root counts. Up to 30 000.
    pub departments: u32,
    pub customers: u32,
    /// The root department's name.
    pub company: String,
    pub corp_id: String,
    pub contact_secret: String,
    pub app_secret: String,
    pub archive_secret: String,
    /// The service provider's own, who bought the seats.
    pub provider_corp_id: String,
    pub provider_secret: String,
    pub agent_id: i64,
    /// Who may call anything but `gettoken`; empty lets everybody.
    pub trusted_ips: Vec<IpAddr>,
    /// Whether the contact-sync secret reads names, as it does only from addresses registered before August 2022.
    pub contact_reads_details: bool,
    /// The application's visible range; empty is everything.
    pub visible_departments: Vec<u32>,
    /// Whether the application is listed under 客户联系 → 可调用接口的应用.
    pub customer_contact_allowed: bool,
    /// How many customer groups there are for a hundred members.
    pub groups_percent: u32,
    /// Customers one member's contacts hold; beyond it nobody is handed to him.
    pub customer_limit: u32,
    /// Seconds until a customer who does not refuse belongs to the successor.
    pub takeover_after: i64,
    /// Seconds until a group has its new owner. The platform does not say how long that takes.
    pub group_takeover_after: i64,
    /// The most rows of a page of `transfer_result` and `get_unassigned_list`.
    pub transfer_page: u32,
    /// How many of a hundred members have no active seat, for `batch/get_by_user` and the calls about seats.
    pub unlicensed_percent: u32,
    /// Seats in the message archive: how many of those who have customers are archived.
    pub archive_seats: u32,
    /// Messages of the week before the start. The first two days of them are forgotten already.
    pub archive_messages: u32,
    /// The most rows of a `user/list_id` page.
    pub list_id_page: u32,
    /// The most rows of a `batch/get_by_user` page.
    pub customer_page: u32,
    /// Calls of one path in a minute before 45009.
    pub per_minute: u32,
    /// Simultaneous calls of one path before 45033.
    pub in_flight: u32,
    /// Added to every call, so that simultaneous calls happen.
    pub latency: Duration,
    /// Wrong secrets in an hour before `gettoken` refuses the address.
    pub wrong_secrets: u32,
    /// Seconds a token lasts.
    pub token_lifetime: i64,
    /// Unix seconds the fake's clock starts at; the machine's time when `None`.
    pub start: Option<i64>,
    /// Where events go; empty fires none.
    pub callback_url: Option<String>,
    pub callback_token: String,
    pub callback_aes_key: String,
    /// Send every n-th event twice; 0 never.
    pub duplicate_every: u32,
    /// Lose every n-th event; 0 never.
    pub lose_every: u32,
}

impl Default for FakeOptions {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            members: 300,
            departments: 40,
            customers: 2_000,
            company: "云帆贸易有限公司".to_owned(),
            corp_id: "ww00000000fa4e0001".to_owned(),
            contact_secret: "fake-contact-secret".to_owned(),
            app_secret: "fake-app-secret".to_owned(),
            archive_secret: "fake-archive-secret".to_owned(),
            provider_corp_id: "ww00000000fa4e0002".to_owned(),
            provider_secret: "fake-provider-secret".to_owned(),
            agent_id: 1_000_002,
            trusted_ips: Vec::new(),
            contact_reads_details: false,
            visible_departments: Vec::new(),
            customer_contact_allowed: true,
            groups_percent: 12,
            customer_limit: u32::MAX,
            takeover_after: 86_400,
            group_takeover_after: 86_400,
            transfer_page: 1_000,
            unlicensed_percent: 0,
            archive_seats: 50,
            archive_messages: 3_000,
            list_id_page: 10_000,
            customer_page: 100,
            per_minute: 10_000,
            in_flight: 50,
            latency: Duration::ZERO,
            wrong_secrets: 2_000,
            token_lifetime: 7_200,
            start: None,
            callback_url: None,
            callback_token: "FakeCallbackToken".to_owned(),
            callback_aes_key: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG".to_owned(),
            duplicate_every: 0,
            lose_every: 0,
        }
    }
}

impl FakeOptions {
    /// `None` when token or key are malformed: then no events are sent.
    pub(super) fn callback_key(&self) -> Option<CallbackKey> {
        let (token, key) = (self.callback_token.as_str().into(), self.callback_aes_key.as_str().into());
        CallbackKey::new(&token, &key, &self.corp_id).ok()
    }
}
