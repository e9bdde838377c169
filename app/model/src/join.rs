//! Joins: requests to become a member, and the rule that judged each.

use crate::invitation::Channel;
use crate::permission::Role;
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
    /// The rule that decided whether a request waits. Each pending row shows its own.
    JoinRule {
        /// Links, QR codes and door numbers always wait, whoever sent them.
        PublicChannel = "public_channel",
        /// The inviter is neither Account Admin nor Super Admin.
        InviterNotAdmin = "inviter_not_admin",
        /// Invited by phone or e-mail by an Account Admin or Super Admin: no approval.
        InvitedByAdmin = "invited_by_admin",
        /// Inviting verification is off: no approval for invitations by phone or e-mail.
        VerificationOff = "verification_off",
    }
);

impl JoinRule {
    /// Judges a request. `verification` is the organisation's switch *inviting verification*.
    pub const fn judge(channel: Channel, inviter: Option<Role>, verification: bool) -> Self {
        match channel {
            Channel::Link | Channel::Door => Self::PublicChannel,
            Channel::Email | Channel::Phone | Channel::Contact => match inviter {
                Some(role) if role.approves_by_inviting() => Self::InvitedByAdmin,
                _ if !verification && !matches!(channel, Channel::Contact) => Self::VerificationOff,
                _ => Self::InviterNotAdmin,
            },
        }
    }
    /// Whether a request judged by this rule waits for an admin.
    pub const fn waits(self) -> bool {
        matches!(self, Self::PublicChannel | Self::InviterNotAdmin)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_channel_waits_whoever_sent_it() {
        for channel in [Channel::Link, Channel::Door] {
            for inviter in Role::ALL.iter().copied().map(Some).chain([None]) {
                for verification in [true, false] {
                    let rule = JoinRule::judge(channel, inviter, verification);
                    assert_eq!(rule, JoinRule::PublicChannel);
                    assert!(rule.waits());
                }
            }
        }
    }

    #[test]
    fn only_those_invited_by_an_admin_walk_in_while_verification_is_on() {
        for role in Role::ALL.iter().copied() {
            let rule = JoinRule::judge(Channel::Email, Some(role), true);
            assert_eq!(rule.waits(), !matches!(role, Role::SuperAdmin | Role::AccountAdmin), "{role}");
            assert!(!JoinRule::judge(Channel::Phone, Some(role), false).waits());
        }
    }
}
