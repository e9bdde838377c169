//! NICE CXone Mpower: typed client of a contact centre, and a fake.
//!
//! How it is reached: an access key of a CXone user is changed into a token at the login address; the token names the
//! tenant; the tenant's configuration names the host of its interface, which is never assumed. What the key may do is
//! decided by the role of its user.
//!
//! Agents are read page by page, their states by asking what changed since the platform's own last answer. A state that
//! is set for an agent who is on a call is taken when the call ends.
//!
//! What the platform publishes of its errors and limits is little: there is no list of codes, so the HTTP status
//! decides, and no rate, so [`LimitSettings`] keeps to a low one.

mod agents;
mod answer;
mod claims;
mod client;
mod codes;
mod config;
mod correlations;
mod discovery;
mod error;
pub mod fake;
mod limits;
mod paging;
mod probe;
mod rules;
mod session;
mod states;
pub mod types;

pub use agents::AgentFilter;
pub use client::{CXone, Settings};
pub use config::CXoneConfig;
pub use error::{ApiError, CXoneError, Decision, NotJsonKind};
pub use limits::LimitSettings;
pub use probe::{Finding, ProbeStep};
pub use states::Polled;
