//! User mapping: which account on another platform belongs to which member.

use crate::page::PageRequest;
use crate::text::{Check, Email, optional_line};
use crate::{ConnectionId, MappingId, MemberId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Where a member stands on one connection.
    MappingStatus {
        /// No account was found, or nobody looked yet.
        Unmapped = "unmapped",
        /// Something speaks for an account, but not enough: a person chooses.
        NeedsChoice = "needs_choice",
        /// Belongs to an account.
        Mapped = "mapped",
        /// A person said that there is none.
        Ignored = "ignored",
        /// Auto Sync does not cover the member.
        Skipped = "skipped",
    }
);

crate::words!(
    /// Why a member is not mapped, or what is odd about a mapping by hand.
    MappingReason {
        /// The member has no e-mail address.
        NoEmail = "no_email",
        /// No account has the member's address.
        NoMatch = "no_match",
        /// Several accounts have the member's address, or several members an account's.
        Several = "several",
        /// The account with the member's address is another's.
        Taken = "taken",
        /// The member's role lacks, or has, the right that the setting goes by.
        NoPermission = "no_permission",
        /// The account with the member's address was taken from the member by a person.
        Refused = "refused",
        /// The account is gone or switched off there.
        GoneThere = "gone_there",
    }
);

crate::words!(
    /// What speaks for an account.
    Evidence {
        /// The same e-mail address.
        Email = "email",
        /// The same phone number.
        Phone = "phone",
        /// The same name, by its sound.
        Name = "name",
        /// The same before the at sign.
        Mailbox = "mailbox",
        /// The work number is the number there.
        Number = "number",
    }
);

impl Evidence {
    /// What it weighs, of a hundred. Several add up, to 99 at most without the address.
    pub const fn weight(self) -> i64 {
        match self {
            Self::Email => 100,
            Self::Phone => 70,
            Self::Name => 55,
            Self::Mailbox => 40,
            Self::Number => 30,
        }
    }

    /// What all that speaks for an account comes to, of a hundred.
    pub fn score(evidence: &[Self]) -> i64 {
        let sum: i64 = evidence.iter().map(|one| one.weight()).sum();
        sum.min(if evidence.contains(&Self::Email) { 100 } else { 99 })
    }
}

/// Automatic tries with one address; then it is a person's (seed `001_2c3f6465d0414561.txt`).
pub const ATTEMPTS: i64 = 2;
/// What is looked for when many are confirmed at once, of a hundred, unless somebody says otherwise.
pub const SURE: i64 = 90;

/// An account on a platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideAccount {
    /// Its id there.
    pub external_id: String,
    /// The person's name there.
    pub name: String,
    /// The e-mail address there; empty for none.
    pub email: String,
    /// The extension or agent number; empty for none.
    pub number: String,
    /// Department and title there.
    pub detail: String,
    /// Whether it is there and switched on.
    pub active: bool,
    /// Whose it is already.
    #[serde(default)]
    pub taken_by: Option<(MemberId, String)>,
}

/// An account that may be a member's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The account.
    pub account: OutsideAccount,
    /// Of a hundred.
    pub score: i64,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
}

/// A member on one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Its id; `None` as long as nobody looked.
    #[serde(default)]
    pub id: Option<MappingId>,
    /// On which connection.
    pub connection_id: ConnectionId,
    /// The member.
    pub member_id: MemberId,
    /// The member's name.
    pub name: String,
    /// The member's e-mail address; empty for none.
    pub email: String,
    /// The member's main department; empty for none.
    pub department: String,
    /// Where the member stands there.
    pub status: MappingStatus,
    /// Why not, or what is odd.
    pub reason: Option<MappingReason>,
    /// Automatic tries with this address.
    pub attempts: i64,
    /// The account.
    pub account: Option<OutsideAccount>,
    /// What may be the account; the likeliest first, and in a list only that one.
    #[serde(default)]
    pub candidates: Vec<Candidate>,
    /// Decided by a person.
    pub by_hand: bool,
    /// Who decided; empty for Auto Sync.
    pub decided_by: String,
    /// Since when it stands so; `None` as long as nobody looked.
    pub since: Option<Moment>,
    /// Changes with every change; 0 as long as nobody looked.
    pub revision: i64,
    /// What happened, the newest first; in a list nothing.
    #[serde(default)]
    pub history: Vec<crate::audit::Entry>,
}

impl Mapping {
    /// Whether Auto Sync has given up, so that it waits for a person.
    pub const fn is_yours(&self) -> bool {
        self.attempts >= ATTEMPTS && matches!(self.status, MappingStatus::Unmapped | MappingStatus::NeedsChoice)
    }
}

/// Which mappings are wanted, by the members' names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingQuery {
    /// On which connection.
    pub connection: ConnectionId,
    /// Only those that stand so.
    #[serde(default)]
    pub status: Option<MappingStatus>,
    /// Only of this member.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// Only members whom these words find.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// How many stand how on a connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Members by where they stand.
    pub counts: Vec<(MappingStatus, i64)>,
    /// Accounts that are there and switched on.
    pub accounts: i64,
    /// How many of them belong to nobody.
    pub free: i64,
}

impl Coverage {
    /// Members who stand so.
    pub fn of(&self, status: MappingStatus) -> i64 {
        self.counts.iter().find(|(of, _)| *of == status).map_or(0, |(_, n)| *n)
    }
    /// All members.
    pub fn members(&self) -> i64 {
        self.counts.iter().map(|(_, n)| n).sum()
    }
}

/// Looks for accounts by the name as it stands there, its pinyin, address or number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountQuery {
    /// On which connection.
    pub connection: ConnectionId,
    /// Any part of a name, address or number; empty for all.
    #[serde(default)]
    pub search: String,
    /// Only those that belong to nobody.
    #[serde(default)]
    pub free: bool,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// A request to say which account is a member's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapMember {
    /// On which connection.
    pub connection: ConnectionId,
    /// The member.
    pub member: MemberId,
    /// The account there; `None` takes the present one away.
    pub external_id: Option<String>,
    /// As it was read; 0 where nobody looked yet.
    #[serde(default)]
    pub revision: i64,
}

/// A request to leave a member without account, or to take that back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoreMember {
    /// On which connection.
    pub connection: ConnectionId,
    /// The member.
    pub member: MemberId,
    /// Ignored or not.
    pub ignored: bool,
    /// As it was read; 0 where nobody looked yet.
    #[serde(default)]
    pub revision: i64,
}

crate::words!(
    /// Whom Auto Sync covers, by the right *User Mapping: Map*. The seed's Portuguese text has those without it, the vendor's English
    /// one those with it.
    Covers {
        /// Those whose role has the right; the others are skipped.
        WithRight = "with_right",
        /// Those whose role lacks it.
        WithoutRight = "without_right",
        /// Everybody.
        Everybody = "everybody",
    }
);

/// How Auto Sync of a connection goes about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoSync {
    /// Of which connection.
    pub connection: ConnectionId,
    /// Whom it covers.
    pub covers: Covers,
    /// Whether addresses are also the same where they differ in dots and in what follows a plus.
    pub folds: bool,
    /// Who hears of a run that failed.
    pub notify: Vec<String>,
    /// Changes with every change; 0 for what nobody changed yet.
    pub revision: i64,
}

/// Addresses that can be told of a failure.
pub const MOST_NOTIFIED: usize = 10;

impl AutoSync {
    /// What holds until somebody says otherwise.
    pub const fn usual(connection: ConnectionId) -> Self {
        Self { connection, covers: Covers::WithRight, folds: false, notify: Vec::new(), revision: 0 }
    }

    /// # Errors
    /// [`crate::Code::Invalid`] for what is no e-mail address, or too many of them.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        let mut all = Vec::with_capacity(self.notify.len());
        for one in &self.notify {
            let text = check.take("notify", optional_line(one, limits::EMAIL));
            if text.is_empty() {
                continue;
            }
            match Email::parse(&text) {
                Ok(_) => all.push(text),
                Err(_) => check.fault("notify", Fault::Malformed, None),
            }
        }
        all.dedup();
        if all.len() > MOST_NOTIFIED {
            check.fault("notify", Fault::OutOfRange, Some(MOST_NOTIFIED as i64));
        }
        check.done()?;
        self.notify = all;
        Ok(self)
    }
}

/// A request to propose every candidate at or above a score.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmMappings {
    /// On which connection.
    pub connection: ConnectionId,
    /// Of a hundred.
    pub score: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_address_is_certain() {
        assert_eq!(Evidence::score(&[Evidence::Email]), 100);
        assert_eq!(Evidence::score(&[Evidence::Phone, Evidence::Name, Evidence::Mailbox, Evidence::Number]), 99);
        assert_eq!(Evidence::score(&[Evidence::Name]), 55);
        assert!(Evidence::score(&[Evidence::Phone, Evidence::Name]) >= SURE);
    }

    #[test]
    fn who_is_told_of_failures_has_an_address() {
        let auto = |notify: &[&str]| AutoSync {
            notify: notify.iter().map(|text| (*text).to_owned()).collect(),
            ..AutoSync::usual(ConnectionId("c".to_owned()))
        };
        assert_eq!(auto(&[" a@example.com ", ""]).check().unwrap().notify, ["a@example.com"]);
        assert!(auto(&["nobody"]).check().is_err());
        assert!(auto(&["a@example.com", "b@example.com"].repeat(6)).check().is_err());
    }
}
