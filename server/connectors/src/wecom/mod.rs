//! WeCom (企业微信): typed client, callbacks, and a fake.
//!
//! Numbers in brackets such as `[D 90313]` name the platform's own page,
//! `https://developer.work.weixin.qq.com/document/path/90313`.
//!
//! How the organisation is read: the contact-sync secret names every department (`department/simplelist`) and every
//! member (`user/list_id`) but, from addresses registered since August 2022, tells ids only and answers 48009 to the
//! rest. Names, positions and customers come through a self-built application, inside its visible range. Both are
//! needed, each has its own token, and both have their own list of trusted addresses.
//!
//! When somebody leaves: read his customers and groups while he is still here, delete him, then hand over with the
//! leavers' calls (`inheritance`, `groups`) and move his seat (`licence`). Calls which write are not repeated when their
//! answer broke: [`WeComError::may_have_happened`] says when to look first.

mod archive;
pub mod callback;
mod client;
mod config;
mod customers;
mod departments;
mod error;
pub mod fake;
mod groups;
mod inheritance;
mod licence;
mod limits;
mod probe;
pub mod quota;
mod refusal;
mod tags;
mod token;
pub mod types;
mod users;

pub use client::{Settings, WeCom};
pub use config::{Credential, ProviderCredential, WeComConfig};
pub use customers::CustomerPage;
pub use departments::DepartmentNode;
pub use error::{ApiError, Decision, NotJsonKind, WeComError};
pub use limits::LimitSettings;
pub use probe::{Finding, ProbeStep};
pub use refusal::{Remedy, TransferRefusal};
pub use users::group_by_member;
