//! Joins: requests to become a member, and the rule that judged each.

use crate::invitation::Channel;
use crate::permission::Role;
use crate::role::NamedRole;
use crate::{DepartmentId, JoinId, MemberId, Moment};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Where a request stands.
    JoinState {
        /// An admin has to decide.
        Waiting = "waiting",
        /// In.
        Approved = "approved",
        /// Refused; may be re-examined.
        Refused = "refused",
        /// Refused, and may not ask again.
        Blocked = "blocked",
        /// Taken back by the person.
        Withdrawn = "withdrawn",
    }
);

crate::words!(
    /// The rule that decided whether a request waits. Each pending row shows its own; [`crate::join_rules::judge`] finds it.
    JoinRule {
        /// Links, QR codes and door numbers always wait, whoever sent them.
        PublicChannel = "public_channel",
        /// The inviter is neither Account Admin nor Super Admin.
        InviterNotAdmin = "inviter_not_admin",
        /// Invited by phone or e-mail by an Account Admin or Super Admin: no approval.
        InvitedByAdmin = "invited_by_admin",
        /// Inviting verification is off: no approval for invitations by phone or e-mail.
        VerificationOff = "verification_off",
        /// The organisation takes nobody by this way.
        NotAllowed = "not_allowed",
    }
);

/// A row of the queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// The request.
    pub id: JoinId,
    /// The member it would make.
    pub member_id: MemberId,
    /// Short text that the person and the admin can tell each other.
    pub reference: String,
    /// The person's name.
    pub name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The person's phone number.
    pub phone: Option<String>,
    /// How the person came.
    pub channel: Channel,
    /// Who invited.
    pub inviter: Option<String>,
    /// The member who invited.
    #[serde(default)]
    pub inviter_id: Option<MemberId>,
    /// The department that the invitation names.
    pub department: Option<(DepartmentId, String)>,
    /// The position that the invitation names.
    pub position: String,
    /// The built-in role that the person comes in with.
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    #[serde(default)]
    pub own_role: Option<NamedRole>,
    /// The work number that the person gave.
    #[serde(default)]
    pub work_number: String,
    /// The department that the person wishes to be in.
    #[serde(default)]
    pub wish: Option<(DepartmentId, String)>,
    /// The organisation's own questions with the person's answers.
    #[serde(default)]
    pub answers: Vec<(String, String)>,
    /// The rule that put the request here.
    pub rule: JoinRule,
    /// Where it stands.
    pub state: JoinState,
    /// Why it was refused.
    pub reason: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When that was.
    pub decided_at: Option<Moment>,
    /// When the person asked.
    pub created_at: Moment,
    /// While it waits: members without an account who may be the same person.
    #[serde(default)]
    pub matches: Vec<Match>,
}

/// A member without an account who may be the person that asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The member.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Their main department.
    pub department: Option<String>,
    /// Their role: it comes with them.
    pub role: Role,
    /// The role of the organisation's own, if it is one.
    #[serde(default)]
    pub own_role: Option<NamedRole>,
    /// Whether the e-mail address or the phone number is the same, and not just the name.
    pub same_address: bool,
}

/// Which requests are wanted, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct JoinQuery {
    /// Only in these states; empty for any.
    #[serde(default)]
    pub states: Vec<JoinState>,
    /// Words: name, pinyin or its initials, e-mail, phone.
    #[serde(default)]
    pub search: String,
    /// Which page.
    #[serde(default)]
    pub page: crate::page::PageRequest,
}

/// A decision about one or several requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Let them in.
    Approve {
        /// Into this department instead of the one asked for.
        department: Option<DepartmentId>,
        /// As this instead of the position asked for.
        position: Option<String>,
        /// They are this member, who had no account so far: no new member is made, and department and position stay as they
        /// are.
        #[serde(default)]
        same_as: Option<MemberId>,
    },
    /// Do not let them in; may be re-examined.
    Refuse {
        /// Shown to the person.
        reason: String,
    },
    /// Do not let them in, and do not let them ask again.
    Block {
        /// Shown to the person.
        reason: String,
    },
    /// Put a refused or blocked request back into the queue.
    Reexamine,
}
