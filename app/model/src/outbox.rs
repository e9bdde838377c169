//! Messages to people: letters by e-mail and text messages, each sent once, and the templates they are written from.

use crate::language::Language;
use crate::text::{Check, note, optional_line};
use crate::{Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// How a message reaches a person.
    Medium {
        /// By e-mail.
        Email = "email",
        /// By text message.
        Sms = "sms",
    }
);

crate::words!(
    /// What a message is for.
    Template {
        /// Invites somebody into the organisation.
        Invitation = "invitation",
        /// Proves that an address is the person's own.
        Code = "code",
        /// Tells a manager that a leaver's things are handed over, and when.
        HandoverPlanned = "handover_planned",
        /// Tells a manager what of a leaver's was handed over, and what was not.
        HandoverDone = "handover_done",
        /// Tells a successor what he got.
        HandoverReceived = "handover_received",
        /// Tells who wants to hear of it that Auto Sync of a connection failed.
        AutoSyncFailed = "auto_sync_failed",
        /// Tells who wants to hear of it that a platform is not heard any more.
        PresenceOutage = "presence_outage",
        /// Brings a new agent the first password.
        AgentPassword = "agent_password",
        /// Brings an agent another one.
        AgentPasswordReset = "agent_password_reset",
        /// Tells a member that he is an agent from now on.
        AgentWelcome = "agent_welcome",
        /// Tells an agent that somebody forced him offline.
        AgentForcedOffline = "agent_forced_offline",
        /// Tells an agent that he may sign in again.
        AgentResumed = "agent_resumed",
    }
);

impl Template {
    /// What may stand between braces in a text of this template.
    pub const fn placeholders(self) -> &'static [&'static str] {
        match self {
            Self::Invitation => &["organisation", "inviter", "department", "position", "link", "days"],
            Self::Code => &["organisation", "name", "code", "minutes"],
            Self::HandoverPlanned => &["organisation", "name", "leaver", "when", "by"],
            Self::HandoverDone => &["organisation", "name", "leaver", "done", "failed"],
            Self::HandoverReceived => &["organisation", "name", "leaver", "things"],
            Self::AutoSyncFailed | Self::PresenceOutage => &["organisation", "connection", "reason"],
            Self::AgentPassword | Self::AgentPasswordReset => {
                &["organisation", "name", "number", "password", "link", "days"]
            }
            Self::AgentWelcome | Self::AgentResumed => &["organisation", "name", "number", "link"],
            Self::AgentForcedOffline => &["organisation", "name", "by", "reason", "until"],
        }
    }

    /// Without which of them a text of this template is useless.
    pub const fn needed(self) -> &'static str {
        match self {
            Self::Invitation => "link",
            Self::Code => "code",
            Self::HandoverPlanned | Self::HandoverDone => "leaver",
            Self::HandoverReceived => "things",
            Self::AutoSyncFailed | Self::PresenceOutage => "connection",
            Self::AgentPassword | Self::AgentPasswordReset => "password",
            Self::AgentWelcome | Self::AgentResumed => "link",
            Self::AgentForcedOffline => "reason",
        }
    }
}

crate::words!(
    /// Where a message stands.
    DeliveryState {
        /// Waits for its turn, or for the next try.
        Queued = "queued",
        /// Being handed over to the mail server or gateway.
        Sending = "sending",
        /// The mail server or gateway took it.
        Sent = "sent",
        /// It will not be tried again.
        Refused = "refused",
        /// The server stopped in the middle of sending a text message: it may have gone out, and a second one costs money.
        Unclear = "unclear",
        /// No longer wanted.
        Cancelled = "cancelled",
    }
);

crate::words!(
    /// Why a message waits or was refused.
    DeliveryReason {
        /// The organisation has no connection that sends such messages.
        NoConnection = "no_connection",
        /// There is no such mailbox.
        NoSuchMailbox = "no_such_mailbox",
        /// There is no such number.
        BadNumber = "bad_number",
        /// The other side took it for spam, or does not want it.
        Rejected = "rejected",
        /// The person does not want messages.
        OptedOut = "opted_out",
        /// Larger than the other side takes.
        TooLarge = "too_large",
        /// Too many messages to this person.
        TooOften = "too_often",
        /// The other side asked to try again later.
        Later = "later",
        /// The server or gateway could not be reached.
        Unreachable = "unreachable",
        /// The server offers no encryption, and nothing secret is sent without.
        NotEncrypted = "not_encrypted",
        /// The address of the server is in a private network.
        PrivateAddress = "private_address",
        /// The server or gateway refuses the credentials.
        WrongCredentials = "wrong_credentials",
        /// The gateway does not trust this server's address.
        AddressNotTrusted = "address_not_trusted",
        /// The sender, the signature or the template is not approved.
        NotApproved = "not_approved",
        /// The account there has no money or was stopped.
        NotPaid = "not_paid",
        /// What it is about is over: accepted, cancelled or past its date.
        Over = "over",
        /// Anything else; the detail is the other side's own text.
        Other = "other",
    }
);

/// A message on its way to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// How.
    pub medium: Medium,
    /// Where to.
    pub address: String,
    /// Where it stands.
    pub state: DeliveryState,
    /// Why it waits or was refused.
    pub reason: Option<DeliveryReason>,
    /// The other side's own text.
    pub detail: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was asked for.
    pub created_at: Moment,
    /// When it is tried again.
    pub next_at: Option<Moment>,
    /// When it was taken.
    pub sent_at: Option<Moment>,
}

/// A text that messages are written from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateText {
    /// What for.
    pub template: Template,
    /// How it is sent.
    pub medium: Medium,
    /// In which language.
    pub language: Language,
    /// The subject of a letter; empty for a text message.
    pub subject: String,
    /// The text, with placeholders between braces. Paragraphs are separated by empty lines.
    pub body: String,
    /// Whether it is the product's own text.
    pub original: bool,
    /// Changes with every change; 0 for the product's own.
    pub revision: i64,
}

impl TemplateText {
    /// Checks the texts and trims them.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] naming `subject` or `body`: missing, too long, an unknown placeholder, or without the one that
    /// it is useless without.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.subject = check.take("subject", optional_line(&self.subject, limits::SUBJECT));
        self.body = check.take("body", note(&self.body, limits::TEMPLATE));
        if self.medium == Medium::Sms {
            self.subject.clear();
        } else if self.subject.is_empty() {
            check.fault("subject", Fault::Missing, None);
        }
        if self.body.is_empty() {
            check.fault("body", Fault::Missing, None);
        }
        let known = |name: &str| self.template.placeholders().contains(&name);
        for (field, text) in [("subject", &self.subject), ("body", &self.body)] {
            if placeholders(text).any(|name| !known(name)) {
                check.fault(field, Fault::Unknown, None);
            }
        }
        if !self.body.is_empty() && !placeholders(&self.body).any(|name| name == self.template.needed()) {
            check.fault("body", Fault::Malformed, None);
        }
        check.done()?;
        Ok(self)
    }
}

/// The names between braces of a text.
fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name)
}

/// A text with its placeholders filled; those without a value become nothing, and a line that was only such a one goes.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        // In one pass: a value that has braces of its own stays as it is.
        let mut pieces = line.split('{');
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
            filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
            filled.push_str(rest);
        }
        let is_emptied = filled.trim().is_empty() && !line.trim().is_empty();
        if !is_emptied {
            lines.push(filled);
        }
    }
    lines.join("\n")
}

/// How a text looks to whoever gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// The subject of a letter.
    pub subject: String,
    /// The text.
    pub body: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(subject: &str, body: &str) -> TemplateText {
        TemplateText {
            template: Template::Invitation,
            medium: Medium::Email,
            language: Language::En,
            subject: subject.to_owned(),
            body: body.to_owned(),
            original: false,
            revision: 0,
        }
    }

    #[test]
    fn a_template_names_only_what_there_is_and_cannot_lose_its_link() {
        let faults = |subject: &str, body: &str| {
            let problem = text(subject, body).check().unwrap_err();
            problem.fields.into_iter().map(|field| (field.field, field.fault)).collect::<Vec<_>>()
        };
        assert!(text("Join {organisation}", "{inviter} invites you: {link}").check().is_ok());
        assert_eq!(faults("Join {nobody}", "{link}"), [("subject".to_owned(), Fault::Unknown)]);
        assert_eq!(faults("Join", "Come in"), [("body".to_owned(), Fault::Malformed)]);
        assert_eq!(faults("", ""), [("subject".to_owned(), Fault::Missing), ("body".to_owned(), Fault::Missing)]);
    }

    #[test]
    fn a_line_whose_only_value_is_missing_goes() {
        let values = [("inviter", "Lin {link}"), ("link", "https://x"), ("position", "")];
        assert_eq!(
            fill("{inviter}, {link}\n{position}\n\nOpen {link}", &values),
            "Lin {link}, https://x\n\nOpen https://x"
        );
    }
}
