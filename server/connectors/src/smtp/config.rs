//! What a connection to a mail server is made of.

use lettre::{
    Address,
    message::Mailbox,
    transport::smtp::client::{TlsParameters, TlsParametersBuilder},
};
use serde::{Deserialize, Serialize};
use url::Host;

use crate::{
    delivery::{Reason, SendError},
    secret::Secret,
};

/// One mail server and the mailbox letters come from.
#[derive(Debug, Clone)]
pub struct SmtpConfig {
    /// A name or an address; its certificate must be for the same.
    pub host: String,
    /// 465 with [`Security::Tls`], 587 with [`Security::StartTls`] as a rule.
    pub port: u16,
    pub security: Security,
    /// Empty for a server that asks for none.
    pub username: String,
    pub password: Secret,
    /// `Name <a@b>` or an address alone.
    pub from: String,
}

/// How the connection is protected. RFC 8314 prefers `Tls`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// Not at all. Refused with a user name, except on this very machine.
    None,
    /// Plain first, then TLS before anything that matters. A server that does not offer it is refused: who can strip
    /// the offer off the line could read the letter.
    StartTls,
    /// TLS from the first byte.
    Tls,
}

impl SmtpConfig {
    /// The sender, with another name when the letter has one.
    ///
    /// # Errors
    /// `StopChannel` with [`Reason::BadSender`], as no letter could be sent from it.
    pub(super) fn sender(&self, name: Option<&str>) -> Result<Mailbox, SendError> {
        // Not the parser of RFC 5322, which wants quotes around a name with a comma or a dot; people do not.
        let (own, address) = match self.from.trim().strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((own, address)) => (own.trim().trim_matches('"').trim(), address),
            None => ("", self.from.trim()),
        };
        let address = address_of(address)
            .ok_or_else(|| SendError::stop(Reason::BadSender, format!("{} is no address", self.from)))?;
        let name = crate::delivery::one_line(name.unwrap_or(own), 200);
        Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
    }

    /// The machine's own store of certificates judges, as it does for HTTP; the name is always checked.
    pub(super) fn tls(&self) -> Result<Option<TlsParameters>, SendError> {
        if self.security == Security::None {
            return Ok(None);
        }
        let host = self.host.trim_matches(['[', ']']).to_owned();
        TlsParametersBuilder::new(host).build().map(Some).map_err(|error| SendError::stop(Reason::NotTls, error))
    }
}

/// An address as SMTP carries it, its domain in ASCII. `None` when it is none, or could end the command it stands in.
pub(super) fn address_of(text: &str) -> Option<Address> {
    let (user, domain) = text.trim().rsplit_once('@')?;
    if user.contains(|c: char| c.is_control() || c.is_whitespace() || "<>\"\\".contains(c)) {
        return None;
    }
    let domain = match Host::parse(domain).ok()? {
        Host::Domain(name) => name,
        // `a@[192.0.2.1]` is legal and nobody's.
        Host::Ipv4(_) | Host::Ipv6(_) => return None,
    };
    Address::new(user, domain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(from: &str) -> SmtpConfig {
        SmtpConfig {
            host: "mail.example.com".to_owned(),
            port: 587,
            security: Security::StartTls,
            username: "u".to_owned(),
            password: "hunter2".into(),
            from: from.to_owned(),
        }
    }

    #[test]
    fn senders_are_read_as_people_write_them() {
        for (from, name, address) in [
            ("console@example.com", None, "console@example.com"),
            ("<console@example.com>", None, "console@example.com"),
            ("Acme, Inc. <console@example.com>", Some("Acme, Inc."), "console@example.com"),
            ("\"云帆\" <console@例子.cn>", Some("云帆"), "console@xn--fsqu00a.cn"),
        ] {
            let sender = config(from).sender(None).unwrap();
            assert_eq!((sender.name.as_deref(), sender.email.to_string().as_str()), (name, address));
        }
        let named = config("A <a@example.com>").sender(Some("B\r\nBcc: c@example.com")).unwrap();
        assert_eq!(named.name.as_deref(), Some("B Bcc: c@example.com"));
    }

    #[test]
    fn what_is_no_address_sends_nothing() {
        for from in ["", "nobody", "a b@example.com", "a@example.com\r\nDATA", "\"a\"@x.com", "a@[::1]"] {
            assert_eq!(config(from).sender(None).unwrap_err().reason, Reason::BadSender, "{from:?}");
        }
    }

    #[test]
    fn the_password_is_not_shown() {
        assert!(!format!("{:?}", config("a@b.cn")).contains("hunter2"));
    }
}
