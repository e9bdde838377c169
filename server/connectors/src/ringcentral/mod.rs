//! RingCentral: typed client, webhooks, and a fake.
//!
//! Facts come from the platform's OpenAPI document and its guides (<https://developers.ringcentral.com>), which are
//! named where a rule stands, such as `[guide: rate limits]`.
//!
//! How presence is followed: one snapshot of the account when a connection begins and after every gap, webhooks in
//! between. A webhook says what is; a sequence number a person tells the late ones ([`webhook::Seen`]). A subscription
//! that the platform blocked stays blocked: it is deleted, made anew, and a snapshot is read again.
//!
//! Whoever calls too often is refused for a minute, and every call in that minute begins it anew [guide: rate limits].
//! So calls are counted here (`limits.rs`), and one refusal holds back its whole group.

mod api;
mod client;
mod config;
mod directory;
mod error;
mod extensions;
pub mod fake;
mod limits;
mod presence;
mod probe;
mod refusal;
mod subscriptions;
mod token;
pub mod types;
pub mod webhook;

pub use client::{RingCentral, Settings};
pub use config::RingCentralConfig;
pub use error::{ApiError, Decision, NotJsonKind, RingCentralError};
pub use limits::LimitSettings;
pub use probe::{Check, Finding, ProbeStep, SCOPES};
pub use subscriptions::{ACCOUNT_PRESENCE, DIRECTORY_ENTRIES, SubscriptionRequest, reminder};
