//! A person's own profile: what only the person changes.

use crate::outbox::Delivery;
use crate::text::{Check, line};
use crate::{Moment, Problem, limits, moment};
use serde::{Deserialize, Serialize};

/// How long a code works (NIST SP 800-63B §5.1.3.2: at most ten minutes).
pub const CODE_LASTS: i64 = 10 * moment::MINUTE;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// Wrong codes before a new one is needed: one in two hundred thousand would guess it.
pub const CODE_TRIES: i64 = 5;

/// What the profile page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The person's name.
    pub name: String,
    /// The e-mail address, if any.
    pub email: Option<String>,
    /// The phone number, if any.
    pub phone: Option<String>,
    /// A new address that waits for its code.
    pub waiting: Option<WaitingAddress>,
}

/// A new address that waits for its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingAddress {
    /// The address.
    pub address: String,
    /// Until when the code works.
    pub expires_at: Moment,
    /// Where the message with the code stands.
    pub delivery: Option<Delivery>,
}

/// A name as the person wants it.
///
/// # Errors
/// [`crate::Code::Invalid`] naming `name`.
pub fn check_name(name: &str) -> Result<String, Problem> {
    let mut check = Check::new();
    let name = check.take("name", line(name, limits::NAME));
    check.done()?;
    Ok(name)
}
