//! Inviting single people: by e-mail, by text message, or from contacts.

use crate::language::Language;
use crate::outbox::Delivery;
use crate::role::RoleKey;
use crate::text::{Check, Email, Phone, line, optional_line};
use crate::{
    AccountId, DepartmentId, InvitationId, MemberId, Moment, Problem, limits, member::Status, moment, problem::Fault,
};
use serde::{Deserialize, Serialize};

/// How long the link in a message works. Long enough for a holiday, short enough for a lost phone.
pub const LASTS: i64 = 7 * moment::DAY;
/// How long to wait before somebody is sent another message.
pub const COOL_DOWN: i64 = 5 * moment::MINUTE;

/// Somebody to be invited. One of e-mail, phone and account is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct NewPerson {
    /// An e-mail address or a phone number.
    #[serde(default)]
    pub address: String,
    /// An account of this installation, chosen from contacts.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// The person's name, if it is known; the person corrects it on joining.
    #[serde(default)]
    pub name: String,
    /// The work number.
    #[serde(default)]
    pub work_number: String,
}

/// A request to invite people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Whom. At most [`limits::INVITED_AT_ONCE`].
    pub people: Vec<NewPerson>,
    /// Into which department.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// As what.
    #[serde(default)]
    pub position: String,
    /// The role. One that reaches only into some departments reaches into `department`.
    #[serde(default)]
    pub role: RoleKey,
    /// The language of the message.
    pub language: Language,
}

impl Invite {
    /// Checks what is the same for all of them. A single address at fault is that one's outcome, not the whole's.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.people.is_empty() {
            check.fault("people", Fault::Missing, None);
        }
        if self.people.len() > limits::INVITED_AT_ONCE {
            check.fault("people", Fault::OutOfRange, Some(limits::INVITED_AT_ONCE as i64));
        }
        self.position = check.take("position", optional_line(&self.position, limits::POSITION));
        for person in &mut self.people {
            person.name = check.take("name", optional_line(&person.name, limits::NAME));
            person.work_number = check.take("work_number", optional_line(&person.work_number, limits::WORK_NUMBER));
        }
        check.done()?;
        Ok(self)
    }
}

/// An e-mail address or a phone number that passed its rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Address {
    /// E-mail.
    Email(Email),
    /// Phone.
    Phone(Phone),
}

impl Address {
    /// Reads what somebody typed or pasted; `Name <mail@example.com>` counts as the address in it.
    ///
    /// # Errors
    /// What the rule of the form says.
    pub fn parse(text: &str) -> Result<Self, crate::text::Wrong> {
        let text = line(text, limits::EMAIL)?;
        let inner =
            text.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(text.as_str(), |(inner, _)| inner);
        if inner.contains('@') { Email::parse(inner).map(Self::Email) } else { Phone::parse(inner).map(Self::Phone) }
    }

    /// The address as it is kept.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Phone(phone) => phone.as_str(),
        }
    }

    /// What it is compared by.
    pub fn key(&self) -> String {
        match self {
            Self::Email(email) => email.key(),
            Self::Phone(phone) => phone.as_str().to_owned(),
        }
    }

    /// The address with its middle hidden, for whoever holds the link but may be somebody else: `l…g@example.com`, `+86…00`.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(email) => {
                let (local, domain) = email.as_str().rsplit_once('@').unwrap_or((email.as_str(), ""));
                let first: String = local.chars().take(1).collect();
                let last: String = local.chars().skip(1).last().into_iter().collect();
                format!("{first}…{last}@{domain}")
            }
            Self::Phone(phone) => {
                let text = phone.as_str();
                let head: String = text.chars().take(3).collect();
                let tail: String = text.chars().skip(text.chars().count().saturating_sub(2)).collect();
                format!("{head}…{tail}")
            }
        }
    }
}

/// The addresses in what somebody pasted: separated by commas, semicolons, blanks or line breaks, Chinese ones too. A blank
/// inside a phone number or a name before `<` does not separate.
pub fn split_addresses(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for piece in text.split([',', ';', '\n', '\r', '\t', '，', '；', '、']) {
        let piece = piece.trim();
        if piece.is_empty() {
            continue;
        }
        let is_number = piece.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '.'));
        if piece.contains('<') || is_number {
            // "+86 138 0013 8000" is one number; "13800138000 13900139000" are two, which the count of digits tells.
            let digits = piece.chars().filter(char::is_ascii_digit).count();
            if is_number && digits > 15 {
                found.extend(piece.split_whitespace().map(str::to_owned));
            } else {
                found.push(piece.to_owned());
            }
        } else {
            found.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    found
}

crate::words!(
    /// What stands in the way of inviting somebody, or that nothing does.
    InviteVerdict {
        /// Nothing: an invitation can go out, or went out.
        Fine = "fine",
        /// No e-mail address and no phone number.
        Malformed = "malformed",
        /// The same as another in this list.
        Repeated = "repeated",
        /// In already.
        Member = "member",
        /// Suspended: resume instead.
        Suspended = "suspended",
        /// Joined and waits for approval.
        Waiting = "waiting",
        /// Invited before: send it again instead.
        Invited = "invited",
        /// Refused earlier: re-examine instead.
        Refused = "refused",
        /// Blocked from asking.
        Blocked = "blocked",
        /// Removed earlier: restore the permission, if it is the same person.
        Removed = "removed",
        /// The address belonged to somebody else who was removed: another address, because restoring would show this person the
        /// former one's data.
        OtherPerson = "other_person",
        /// Nobody this viewer knows.
        Unknown = "unknown",
    }
);

/// What was found about one address, or became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// The address as typed.
    pub address: String,
    /// What was found.
    pub verdict: InviteVerdict,
    /// The member that is in the way, or that was made.
    pub member: Option<MemberId>,
    /// The member's revision, for the way out.
    pub revision: i64,
    /// The request to join that is in the way.
    pub join: Option<crate::JoinId>,
    /// The member's name; only to those who see members.
    pub name: String,
}

/// An invitation of one person, as the Inactivated list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalInvitation {
    /// The member that it is for.
    pub member: MemberId,
    /// Its id.
    pub id: InvitationId,
    /// How it was sent.
    pub channel: crate::invitation::Channel,
    /// Where to.
    pub address: String,
    /// The address of the join page; only to those who may invite.
    pub url: Option<String>,
    /// Who invited.
    pub inviter: String,
    /// Whether it works.
    pub state: crate::invitation::InvitationState,
    /// When it stops working.
    pub expires_at: Option<Moment>,
    /// The newest message.
    pub delivery: Option<Delivery>,
    /// How many messages there were.
    pub times: i64,
    /// From when on it may be sent again.
    pub again_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// An invitation as the person who is invited sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inviting {
    /// Into which organisation.
    pub organisation: String,
    /// Who invited.
    pub inviter: String,
    /// The address of the page where it is accepted.
    pub url: String,
}

/// An account that the viewer knows from another organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The account.
    pub id: AccountId,
    /// The person's name.
    pub name: String,
    /// Organisations that both are in.
    pub organisations: Vec<String>,
    /// The address with its middle hidden.
    pub address: String,
    /// Where the person stands in the current organisation, if there.
    pub status: Option<Status>,
}

/// How much the person who is invited now is like the one who had the address before.
///
/// Compared are name, phone, e-mail and work number, as far as both are known; one that differs is enough, because restoring
/// the wrong person shows one's data to another, while a new invitation costs nothing.
pub fn is_same_person(pairs: &[(&str, &str)]) -> Option<bool> {
    let mut compared = pairs.iter().filter(|(new, former)| !new.is_empty() && !former.is_empty()).peekable();
    compared.peek()?;
    Some(compared.all(|(new, former)| new == former))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pasted_falls_apart_at_commas_blanks_and_lines_but_not_inside_a_number_or_a_name() {
        for (text, wanted) in [
            ("a@x.cn, b@x.cn;c@x.cn\n+86 138 0013 8000", &["a@x.cn", "b@x.cn", "c@x.cn", "+86 138 0013 8000"][..]),
            ("a@x.cn b@x.cn\tc@x.cn", &["a@x.cn", "b@x.cn", "c@x.cn"]),
            ("王芳 <wf@x.cn>，李雷 <ll@x.cn>", &["王芳 <wf@x.cn>", "李雷 <ll@x.cn>"]),
            ("13800138000 13900139000", &["13800138000", "13900139000"]),
            (" , \n ", &[]),
        ] {
            assert_eq!(split_addresses(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn an_address_is_shown_to_strangers_without_its_middle() {
        for (text, masked) in [
            ("lin.fang@example.com", "l…g@example.com"),
            ("a@example.com", "a…@example.com"),
            ("+8613800138000", "+86…00"),
            ("Lin <lin@x.cn>", "l…n@x.cn"),
        ] {
            assert_eq!(Address::parse(text).unwrap().masked(), masked);
        }
    }

    #[test]
    fn one_difference_makes_another_person_and_nothing_to_compare_leaves_it_open() {
        assert_eq!(is_same_person(&[("", "王芳"), ("7", "")]), None);
        assert_eq!(is_same_person(&[("王芳", "王芳"), ("", "+86")]), Some(true));
        assert_eq!(is_same_person(&[("王芳", "王芳"), ("8", "7")]), Some(false));
    }
}
