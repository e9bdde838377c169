//! Rules for joining: who comes in at once, who waits, and by which way nobody comes.
//!
//! Of every way in, all but one thing follows from the product's rules and the switch *inviting verification*; what an
//! organisation decides beyond that is which ways are closed. So only those are kept: a matrix of outcomes could hold some that
//! no rule allows.

use crate::invitation::Channel;
use crate::join::JoinRule;
use crate::join_details::{self, Detail};
use crate::permission::Role;
use crate::text::Check;
use crate::{Problem, problem::Fault};
use serde::{Deserialize, Serialize};

crate::words!(
    /// Who invited, as far as the rules for joining are concerned.
    Inviter {
        /// An Account Admin or Super Admin.
        Admin = "admin",
        /// A Department Admin or an Auditor.
        OtherAdmin = "other_admin",
        /// A Member or an Agent.
        Member = "member",
        /// Nobody in particular: the door number.
        Nobody = "nobody",
    }
);

impl Inviter {
    /// What the holder of a role counts as.
    pub const fn of(role: Role) -> Self {
        match role {
            Role::SuperAdmin | Role::AccountAdmin => Self::Admin,
            Role::DepartmentAdmin | Role::Auditor => Self::OtherAdmin,
            Role::Member | Role::Agent => Self::Member,
        }
    }
}

crate::words!(
    /// What happens to somebody who asks to join.
    JoinOutcome {
        /// In at once.
        Joins = "joins",
        /// An admin decides.
        Waits = "waits",
        /// Nobody comes in by this way.
        Refused = "refused",
    }
);

crate::words!(
    /// What leaves an organisation a choice about a way in, or none.
    CellLimit {
        /// Links, QR codes and the door number: open to anybody, so nobody comes in by them without approval.
        Public = "public",
        /// An Account Admin or Super Admin chose the person: always in at once.
        AdminInvites = "admin_invites",
        /// By e-mail or phone, by anybody else: the switch *inviting verification* decides.
        SwitchDecides = "switch_decides",
        /// From contacts, by anybody else: always waits.
        Contacts = "contacts",
    }
);

impl CellLimit {
    /// Whether an organisation may close the way.
    pub const fn may_close(self) -> bool {
        !matches!(self, Self::AdminInvites)
    }
}

/// A way in: how somebody comes, and who invited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cell {
    /// How.
    pub channel: Channel,
    /// Who invited.
    pub inviter: Inviter,
}

impl Cell {
    /// The way of somebody who comes by `channel`, invited by the holder of `role`.
    pub const fn of(channel: Channel, role: Option<Role>) -> Self {
        let inviter = match (channel, role) {
            (Channel::Door, _) => Inviter::Nobody,
            (_, Some(role)) => Inviter::of(role),
            // Every other way has an inviter; without one nothing is known in anybody's favour.
            (_, None) => Inviter::Member,
        };
        Self { channel, inviter }
    }

    /// Every way that there is. The door number has no inviter, everything else has one.
    pub fn all() -> impl Iterator<Item = Self> {
        let pairs = Channel::ALL.iter().flat_map(|channel| Inviter::ALL.iter().map(|inviter| (*channel, *inviter)));
        pairs.map(|(channel, inviter)| Self { channel, inviter }).filter(|cell| cell.exists())
    }

    /// Whether there is such a way.
    pub const fn exists(self) -> bool {
        matches!(self.channel, Channel::Door) == matches!(self.inviter, Inviter::Nobody)
    }

    /// What may be decided about it, and why no more: the one place that says so.
    pub const fn limit(self) -> CellLimit {
        match (self.channel, self.inviter) {
            (Channel::Link | Channel::Door, _) => CellLimit::Public,
            (Channel::Email | Channel::Phone | Channel::Contact, Inviter::Admin) => CellLimit::AdminInvites,
            (Channel::Email | Channel::Phone, _) => CellLimit::SwitchDecides,
            (Channel::Contact, _) => CellLimit::Contacts,
        }
    }
}

/// What happens to somebody, and the rule that says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinVerdict {
    /// What happens.
    pub outcome: JoinOutcome,
    /// Why.
    pub rule: JoinRule,
}

/// The rules of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRules {
    /// *Inviting verification*: people invited by e-mail or phone by somebody who is no admin wait for approval.
    pub verification: bool,
    /// Ways by which nobody comes in.
    #[serde(default)]
    pub closed: Vec<Cell>,
    /// What people are asked for, in this order.
    pub details: Vec<Detail>,
    /// Changes with every change.
    pub revision: i64,
}

impl Default for JoinRules {
    fn default() -> Self {
        Self { verification: true, closed: Vec::new(), details: join_details::usual(), revision: 0 }
    }
}

impl JoinRules {
    /// Checks the rules, trims the texts and sorts the closed ways.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`]: `closed` for a way that does not exist or stays open, `details` and the fields of a detail.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.closed.iter().any(|cell| !cell.exists() || !cell.limit().may_close()) {
            check.fault("closed", Fault::Unknown, None);
        }
        self.closed.sort_unstable();
        self.closed.dedup();
        self.details = join_details::check(&mut check, self.details);
        check.done()?;
        Ok(self)
    }

    /// Opens or closes a way.
    pub fn close(&mut self, cell: Cell, closed: bool) {
        self.closed.retain(|other| *other != cell);
        if closed {
            self.closed.push(cell);
        }
    }

    /// What happens to somebody who comes by this way.
    pub fn verdict(&self, cell: Cell) -> JoinVerdict {
        let limit = cell.limit();
        if limit.may_close() && self.closed.contains(&cell) {
            return JoinVerdict { outcome: JoinOutcome::Refused, rule: JoinRule::NotAllowed };
        }
        let (outcome, rule) = match limit {
            CellLimit::Public => (JoinOutcome::Waits, JoinRule::PublicChannel),
            CellLimit::AdminInvites => (JoinOutcome::Joins, JoinRule::InvitedByAdmin),
            CellLimit::SwitchDecides if !self.verification => (JoinOutcome::Joins, JoinRule::VerificationOff),
            CellLimit::SwitchDecides | CellLimit::Contacts => (JoinOutcome::Waits, JoinRule::InviterNotAdmin),
        };
        JoinVerdict { outcome, rule }
    }
}

/// Judges somebody who asks to join by `channel`, invited by the holder of a role. The join page, invitations, the count of
/// people touched by a change and the simulator all ask here.
pub fn judge(channel: Channel, inviter: Option<Role>, rules: &JoinRules) -> JoinVerdict {
    rules.verdict(Cell::of(channel, inviter))
}

/// A case for the simulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// How somebody comes.
    pub channel: Channel,
    /// The role of whoever invited; nobody for the door number.
    #[serde(default)]
    pub inviter: Option<Role>,
}

/// What the simulator says about a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What happens.
    pub outcome: JoinOutcome,
    /// By which rule.
    pub rule: JoinRule,
    /// What may be decided about it.
    pub limit: CellLimit,
}

impl JoinRules {
    /// What happens in a case, and why.
    pub fn explain(&self, case: Case) -> Explanation {
        let JoinVerdict { outcome, rule } = judge(case.channel, case.inviter, self);
        Explanation { outcome, rule, limit: Cell::of(case.channel, case.inviter).limit() }
    }
}

/// How many of those who wait a change of the rules touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Touched {
    /// Who wait.
    pub waiting: i64,
    /// The new rules let them in.
    pub let_in: i64,
    /// They came by a way that the new rules close. They go on waiting: nobody is refused without somebody who says so.
    pub closed: i64,
}

/// What became of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedRules {
    /// The rules now.
    pub rules: JoinRules,
    /// How many who waited were let in by them.
    pub let_in: i64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;

    /// Every rule that there can be, without the details.
    fn every_set_of_rules() -> impl Iterator<Item = JoinRules> {
        let may_close: Vec<Cell> = Cell::all().filter(|cell| cell.limit().may_close()).collect();
        (0_u32..1 << may_close.len()).flat_map(move |bits| {
            let closed: Vec<Cell> =
                may_close.iter().enumerate().filter(|(at, _)| bits & (1 << at) != 0).map(|(_, cell)| *cell).collect();
            [true, false].map(|verification| JoinRules { verification, closed: closed.clone(), ..JoinRules::default() })
        })
    }

    fn every_case() -> impl Iterator<Item = (Channel, Option<Role>)> {
        let roles = || Role::ALL.iter().copied().map(Some).chain([None]);
        Channel::ALL.iter().flat_map(move |channel| roles().map(|role| (*channel, role)))
    }

    #[test]
    fn whatever_the_rules_a_public_channel_lets_nobody_in_and_an_admins_invitation_everybody() {
        for rules in every_set_of_rules() {
            for (channel, role) in every_case() {
                let outcome = judge(channel, role, &rules).outcome;
                let admin = matches!(role, Some(Role::SuperAdmin | Role::AccountAdmin));
                match channel {
                    Channel::Link | Channel::Door => assert_ne!(outcome, JoinOutcome::Joins),
                    _ if admin => assert_eq!(outcome, JoinOutcome::Joins),
                    Channel::Contact => assert_ne!(outcome, JoinOutcome::Joins),
                    _ => assert!(outcome != JoinOutcome::Joins || !rules.verification, "{channel} {role:?}"),
                }
            }
        }
    }

    #[test]
    fn closing_a_way_changes_that_way_alone_and_the_switch_those_it_decides_alone() {
        for rules in every_set_of_rules() {
            let mut other = rules.clone();
            other.verification = !other.verification;
            for cell in Cell::all() {
                let (was, is) = (rules.verdict(cell), other.verdict(cell));
                let decides = cell.limit() == CellLimit::SwitchDecides && !rules.closed.contains(&cell);
                assert_eq!(was != is, decides, "{cell:?}");
                assert_eq!(was.outcome == JoinOutcome::Refused, rules.closed.contains(&cell));
                assert_eq!(was.rule == JoinRule::NotAllowed, was.outcome == JoinOutcome::Refused);
            }
            assert_eq!(rules.clone().check().unwrap().closed.len(), rules.closed.len());
        }
    }

    #[test]
    fn the_defaults_are_those_of_the_product() {
        let rules = JoinRules::default();
        for (channel, role) in every_case() {
            let admin = matches!(role, Some(Role::SuperAdmin | Role::AccountAdmin));
            let public = matches!(channel, Channel::Link | Channel::Door);
            let (outcome, rule) = match (public, admin) {
                (true, _) => (JoinOutcome::Waits, JoinRule::PublicChannel),
                (false, true) => (JoinOutcome::Joins, JoinRule::InvitedByAdmin),
                (false, false) => (JoinOutcome::Waits, JoinRule::InviterNotAdmin),
            };
            assert_eq!(judge(channel, role, &rules), JoinVerdict { outcome, rule }, "{channel} {role:?}");
        }
    }

    #[test]
    fn a_way_that_does_not_exist_or_stays_open_is_not_closed() {
        assert_eq!(Cell::all().count(), 13);
        for channel in Channel::ALL.iter().copied() {
            for inviter in Inviter::ALL.iter().copied() {
                let cell = Cell { channel, inviter };
                let mut rules = JoinRules::default();
                rules.close(cell, true);
                let refused = rules.check().is_err_and(|problem| problem.code == Code::Invalid);
                assert_eq!(refused, !cell.exists() || cell.limit() == CellLimit::AdminInvites, "{cell:?}");
            }
        }
    }

    #[test]
    fn who_has_no_inviter_gains_nothing_by_it() {
        for rules in every_set_of_rules() {
            for channel in Channel::ALL.iter().copied().filter(|channel| *channel != Channel::Door) {
                assert_eq!(judge(channel, None, &rules), judge(channel, Some(Role::Member), &rules));
            }
        }
    }
}
