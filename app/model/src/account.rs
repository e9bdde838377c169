//! Accounts: a person's own sign-in. Only the person edits these.

use crate::text::{Check, Email, Phone, line, password};
use crate::{Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

/// What a person types to make an account. Phone or e-mail is enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct NewAccount {
    /// The person's name.
    pub name: String,
    /// E-mail; may be empty if there is a phone number.
    #[serde(default)]
    pub email: String,
    /// Phone; may be empty if there is an e-mail address.
    #[serde(default)]
    pub phone: String,
    /// The password in clear; hashed at once and never stored.
    pub password: String,
}

/// [`NewAccount`] after its rules.
#[derive(Debug, Clone)]
pub struct SoundAccount {
    /// The person's name.
    pub name: String,
    /// E-mail, if given.
    pub email: Option<Email>,
    /// Phone, if given.
    pub phone: Option<Phone>,
    /// The password in clear.
    pub password: String,
}

impl NewAccount {
    /// Checks every field.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(&self) -> Result<SoundAccount, Problem> {
        let mut check = Check::new();
        let name = check.take("name", line(&self.name, limits::NAME));
        let has_email = !self.email.trim().is_empty();
        let has_phone = !self.phone.trim().is_empty();
        let email = has_email.then(|| check.take("email", Email::parse(&self.email)));
        let phone = has_phone.then(|| check.take("phone", Phone::parse(&self.phone)));
        if !has_email && !has_phone {
            check.fault("email", Fault::Missing, None);
        }
        let password = check.take("password", password(&self.password));
        check.done()?;
        Ok(SoundAccount { name, email, phone, password })
    }
}
