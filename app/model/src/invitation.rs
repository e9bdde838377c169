//! Invitations: a link, a QR code or the door number that lets people ask to join.

use crate::join_details::Detail;
use crate::page::PageRequest;
use crate::permission::Role;
use crate::role::{NamedRole, RoleKey};
use crate::text::{Check, optional_line};
use crate::{DepartmentId, InvitationId, MemberId, Moment, Problem, limits, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// How somebody came to ask.
    Channel {
        /// A link or its QR code.
        Link = "link",
        /// The organisation's door number.
        Door = "door",
        /// An e-mail.
        Email = "email",
        /// A text message.
        Phone = "phone",
        /// Chosen from contacts.
        Contact = "contact",
    }
);

crate::words!(
    /// Whether an invitation works, as the person who opens it finds it.
    InvitationState {
        /// It works.
        Active = "active",
        /// Switched off for the time being.
        Paused = "paused",
        /// Withdrawn for good.
        Revoked = "revoked",
        /// Past its date.
        Expired = "expired",
        /// All uses are taken.
        UsedUp = "used_up",
    }
);

/// A row of the table of links.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// The address to hand out; only shown to those who may invite.
    pub url: Option<String>,
    /// Who made it.
    pub inviter: String,
    /// Into which department, if preset.
    pub department: Option<(DepartmentId, String)>,
    /// The position, if preset.
    pub position: String,
    /// The built-in role of whoever comes in by it.
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    #[serde(default)]
    pub own_role: Option<NamedRole>,
    /// A note for whoever reads the table.
    pub note: String,
    /// When it stops working.
    pub expires_at: Option<Moment>,
    /// How many may use it; `None` for any number.
    pub max_uses: Option<i64>,
    /// How many have.
    pub uses: i64,
    /// Whether it works.
    pub state: InvitationState,
    /// When it was made.
    pub created_at: Moment,
    /// Changes with every change.
    pub revision: i64,
}

/// An invitation of any kind, as scripts see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnyInvitation {
    /// Its id.
    pub id: InvitationId,
    /// How it reaches people.
    pub kind: Channel,
    /// The member that it is for; nobody in particular for a link.
    pub member: Option<MemberId>,
    /// Into which department, if preset.
    pub department: Option<DepartmentId>,
    /// The position, if preset.
    pub position: String,
    /// The role that one comes in with.
    pub role: RoleKey,
    /// When it stops working.
    pub expires_at: Option<Moment>,
    /// How many may use it; `None` for any number.
    pub max_uses: Option<i64>,
    /// How many have.
    pub uses: i64,
    /// Whether it works.
    pub state: InvitationState,
    /// Changes with every change.
    pub revision: i64,
}

/// Which invitations are wanted, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct InvitationQuery {
    /// Only of these kinds; empty for any.
    #[serde(default)]
    pub kinds: Vec<Channel>,
    /// Which page.
    #[serde(default)]
    pub page: PageRequest,
}

/// A request to make a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct NewInvitation {
    /// Into which department.
    #[serde(default)]
    pub department: Option<DepartmentId>,
    /// The position.
    #[serde(default)]
    pub position: String,
    /// The role of whoever comes in by it. One that reaches only into some departments reaches into `department`.
    #[serde(default)]
    pub role: RoleKey,
    /// A note.
    #[serde(default)]
    pub note: String,
    /// How long it works, in milliseconds; `None` for ever.
    #[serde(default)]
    pub lasts: Option<i64>,
    /// How many may use it.
    #[serde(default)]
    pub max_uses: Option<i64>,
}

/// The longest life of a link that has one.
pub const LONGEST: i64 = 366 * crate::moment::DAY;

impl NewInvitation {
    /// Checks every field and trims the texts.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.position = check.take("position", optional_line(&self.position, limits::POSITION));
        self.note = check.take("note", optional_line(&self.note, limits::NOTE));
        if self.lasts.is_some_and(|lasts| !(crate::moment::MINUTE..=LONGEST).contains(&lasts)) {
            check.fault("lasts", Fault::OutOfRange, Some(LONGEST / crate::moment::DAY));
        }
        if self.max_uses.is_some_and(|uses| !(1..=limits::MAX_USES).contains(&uses)) {
            check.fault("max_uses", Fault::OutOfRange, Some(limits::MAX_USES));
        }
        check.done()?;
        Ok(self)
    }
}

/// What the join page tells somebody who opened a link or typed a door number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Welcome {
    /// The organisation.
    pub organisation: String,
    /// Who invites; nobody in particular for a door number.
    pub inviter: Option<String>,
    /// Into which department, from the top.
    pub department: Option<String>,
    /// As what.
    pub position: String,
    /// The e-mail address or phone number that the invitation was sent to: a new account has it, and no other account may use
    /// the invitation.
    pub address: Option<String>,
    /// Whether the person who was invited has an account already.
    pub has_account: bool,
    /// Whether an admin has to approve.
    pub waits: bool,
    /// What is asked for, in this order.
    pub details: Vec<Detail>,
    /// Departments to choose from: what names each on the page, its name, its depth below the top. Empty where none is asked for
    /// or there are too many.
    pub departments: Vec<(String, String, i64)>,
}

/// The organisation's door number with the address that leads to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    /// Eight characters; shown in two groups of four.
    pub number: String,
    /// Whether it is in use.
    pub open: bool,
    /// The address of its join page.
    pub url: String,
}
