//! Tencent Cloud Contact Center (腾讯云联络中心, CCC): typed client of a contact centre, and a fake.
//!
//! Every call is one POST that is signed by itself (TC3), so there is no token to fetch or to lose; the clocks must agree
//! to five minutes instead. HTTP is always 200: a refusal is a code in the answer, and calls about several people may be
//! refused for some of them, which is kept person by person ([`Item`]).
//!
//! A person is known by the e-mail address. Whether somebody was *forced offline* is told by no call: whoever forces
//! must remember it. Mailing a random password is something the platform's console does and its interface does not:
//! choose one with [`Ccc::set_password`] and send it yourself, or delete and create with [`Ccc::create_staff`].

mod answer;
mod batch;
mod bindings;
mod client;
mod clock;
mod config;
mod error;
pub mod fake;
mod groups;
mod limits;
mod paging;
mod passwords;
mod probe;
mod seats;
mod sessions;
mod staff;
mod staff_write;
mod statuses;
pub mod types;

pub use batch::Item;
pub use client::{Ccc, Settings};
pub use clock::Clock;
pub use config::CccConfig;
pub use error::{ApiError, CccError, Decision, NotJsonKind};
pub use groups::GroupFilter;
pub use limits::LimitSettings;
pub use probe::{Finding, ProbeStep};
pub use staff::StaffFilter;
pub use statuses::StatusFilter;
