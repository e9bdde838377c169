//! Adding, editing, replacing agents; their passwords; forcing them offline.

use crate::agent::{AgentState, LiveWork, Span, Week};
use crate::permission::Role;
use crate::problem::Fault;
use crate::role::RoleKey;
use crate::text::{Check, Email, Wrong, line, optional_line};
use crate::{AgentId, MemberId, Problem, SkillGroupId, limits};
use serde::{Deserialize, Serialize};

/// The most characters of an agent number.
pub const NUMBER: usize = 32;
/// The most skill groups of an agent.
pub const GROUPS: usize = 100;
/// The priority that an agent has in a skill group unless told otherwise (Tencent CCC's default).
pub const PRIORITY: i64 = 3;
/// A random password holds this many characters.
pub const PASSWORD: usize = 16;
/// Letters and digits of random passwords: none that looks like another in a letter.
pub const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Days until a random password is of no use.
pub const PASSWORD_DAYS: i64 = 7;
/// Days that a deleted agent can be brought back.
pub const BIN_DAYS: i64 = 30;
/// The most spans of a week.
pub const SPANS: usize = 35;

/// An agent number: letters, digits, dots, dashes and underscores.
///
/// # Errors
/// Missing, too long or another character.
pub fn number(text: &str) -> Result<String, Wrong> {
    let text = line(text, NUMBER)?;
    if text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        Ok(text)
    } else {
        Err(Wrong { fault: Fault::BadCharacter, limit: None })
    }
}

/// A skill group and the agent's priority in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placing {
    /// The skill group.
    pub group: SkillGroupId,
    /// 1 to 5.
    #[serde(default = "usual")]
    pub priority: i64,
}

const fn usual() -> i64 {
    PRIORITY
}

/// Whether each group stands once, with a priority.
pub(crate) fn placings(check: &mut Check, groups: &mut [Placing]) {
    if groups.len() > GROUPS {
        check.fault("groups", Fault::TooLong, Some(GROUPS as i64));
    }
    if groups.iter().any(|placing| !(1..=5).contains(&placing.priority)) {
        check.fault("groups", Fault::OutOfRange, Some(5));
    }
    groups.sort_by(|a, b| a.group.cmp(&b.group));
    if groups.windows(2).any(|two| two[0].group == two[1].group) {
        check.fault("groups", Fault::Taken, None);
    }
}

fn role_of_agents() -> RoleKey {
    RoleKey::BuiltIn(Role::Agent)
}

/// An agent to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddAgent {
    /// The member who becomes one; `None` for somebody new.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// The name; of a member his own counts.
    #[serde(default)]
    pub name: String,
    /// What customers read; may be empty.
    #[serde(default)]
    pub nickname: String,
    /// The agent number.
    pub number: String,
    /// Where the password is mailed to; of a member his own counts.
    #[serde(default)]
    pub email: String,
    /// The role of somebody new; a member keeps his own.
    #[serde(default = "role_of_agents")]
    pub role: RoleKey,
    /// The skill groups; may be none.
    #[serde(default)]
    pub groups: Vec<Placing>,
}

impl Default for AddAgent {
    fn default() -> Self {
        Self {
            member: None,
            name: String::new(),
            nickname: String::new(),
            number: String::new(),
            email: String::new(),
            role: role_of_agents(),
            groups: Vec::new(),
        }
    }
}

impl AddAgent {
    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if self.member.is_none() {
            self.name = check.take("name", line(&self.name, limits::NAME));
            self.email = check.take("email", Email::parse(&self.email)).as_str().to_owned();
        }
        self.nickname = check.take("nickname", optional_line(&self.nickname, limits::NAME));
        self.number = check.take("number", number(&self.number));
        placings(&mut check, &mut self.groups);
        check.done()?;
        Ok(self)
    }
}

/// A change of an agent. `None` leaves a field as it is; number, address and role change by [`ReplaceAgent`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditAgent {
    /// Who.
    pub id: AgentId,
    /// The revision that was looked at.
    pub revision: i64,
    /// Another name.
    #[serde(default)]
    pub name: Option<String>,
    /// Another nickname; empty for none.
    #[serde(default)]
    pub nickname: Option<String>,
    /// All skill groups from now on.
    #[serde(default)]
    pub groups: Option<Vec<Placing>>,
    /// When the agent is at work from now on.
    #[serde(default)]
    pub shifts: Option<Week>,
}

impl EditAgent {
    /// Nothing to be changed yet.
    pub const fn of(id: AgentId, revision: i64) -> Self {
        Self { id, revision, name: None, nickname: None, groups: None, shifts: None }
    }

    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = self.name.map(|name| check.take("name", line(&name, limits::NAME)));
        self.nickname = self.nickname.map(|name| check.take("nickname", optional_line(&name, limits::NAME)));
        if let Some(groups) = &mut self.groups {
            placings(&mut check, groups);
        }
        if let Some(shifts) = &mut self.shifts {
            week(&mut check, "shifts", shifts);
        }
        check.done()?;
        Ok(self)
    }
}

/// Puts the parts of a week into their order; none may overlap another.
pub(crate) fn week(check: &mut Check, field: &str, week: &mut Week) {
    week.spans.sort_unstable();
    let sound = |span: &Span| (1..=7).contains(&span.day) && 0 <= span.from && span.from < span.to && span.to <= 1_440;
    if week.spans.len() > SPANS {
        check.fault(field, Fault::TooLong, Some(SPANS as i64));
    }
    if !week.spans.iter().all(sound) {
        check.fault(field, Fault::OutOfRange, None);
    }
    if week.spans.windows(2).any(|two| two[0].day == two[1].day && two[1].from < two[0].to) {
        check.fault(field, Fault::Taken, None);
    }
    if week.spans.is_empty() {
        week.zone.clear();
    } else if week.zone.is_empty() {
        check.fault(field, Fault::Missing, None);
    }
}

/// An agent who takes the place of another: what an edit leaves alone changes so. Skill groups, shifts and history stay linked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplaceAgent {
    /// Whose place.
    pub id: AgentId,
    /// The revision that was looked at.
    pub revision: i64,
    /// The name.
    pub name: String,
    /// What customers read; may be empty.
    #[serde(default)]
    pub nickname: String,
    /// The agent number; the former one is free for it.
    pub number: String,
    /// The address; the former one is free for it.
    pub email: String,
    /// The role.
    pub role: RoleKey,
}

impl ReplaceAgent {
    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        self.nickname = check.take("nickname", optional_line(&self.nickname, limits::NAME));
        self.number = check.take("number", number(&self.number));
        self.email = check.take("email", Email::parse(&self.email)).as_str().to_owned();
        check.done()?;
        Ok(self)
    }
}

crate::words!(
    /// What is done with several agents at once.
    AgentStep {
        /// A new random password is mailed; the old one stops at once.
        ResetPassword = "reset_password",
        /// The restriction is lifted.
        ResumeOnline = "resume_online",
        /// Into the recycle bin.
        Delete = "delete",
        /// Out of it.
        Restore = "restore",
    }
);

crate::words!(
    /// How long somebody is forced offline.
    ForcedLength {
        /// Until somebody resumes him.
        UntilResumed = "until_resumed",
        /// One hour.
        Hour = "hour",
        /// Until his shift ends: the present one, else the next.
        EndOfShift = "end_of_shift",
    }
);

/// A request to end agents' sessions and keep them from signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForceOffline {
    /// Who.
    pub ids: Vec<AgentId>,
    /// Why; the agents read it.
    pub reason: String,
    /// How long.
    pub length: ForcedLength,
    /// What becomes of live work.
    pub work: LiveWork,
    /// The skill group that takes it over, if one does.
    #[serde(default)]
    pub group: Option<SkillGroupId>,
}

impl ForceOffline {
    /// Checks every field and writes it as it is stored.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.reason = check.take("reason", line(&self.reason, limits::NOTE));
        match (self.work, &self.group) {
            (LiveWork::HandOver, None) => check.fault("group", Fault::Missing, None),
            (LiveWork::HandOver, Some(_)) => {}
            _ => self.group = None,
        }
        if self.ids.is_empty() || self.ids.len() > limits::BULK {
            check.fault("ids", Fault::OutOfRange, Some(limits::BULK as i64));
        }
        check.done()?;
        Ok(self)
    }
}

/// How an agent says he is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOwnState {
    /// One of [`AgentState::CHOSEN`].
    pub state: AgentState,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_is_put_in_order_and_takes_no_overlap() {
        let span = |day, from, to| Span { day, from, to };
        let checked = |spans: Vec<Span>| {
            let edit = EditAgent {
                shifts: Some(Week { zone: "Asia/Shanghai".into(), spans }),
                ..EditAgent::of("a".into(), 1)
            };
            edit.check().map(|edit| edit.shifts.unwrap().spans)
        };
        assert_eq!(checked(vec![span(2, 0, 60), span(1, 60, 1_440)]).unwrap(), [span(1, 60, 1_440), span(2, 0, 60)]);
        assert!(checked(vec![span(1, 0, 60), span(1, 60, 90)]).is_ok(), "one ends where the other begins");
        assert!(checked(vec![span(1, 0, 61), span(1, 60, 90)]).is_err());
        assert!(checked(vec![span(8, 0, 60)]).is_err());
        assert!(checked(vec![span(1, 60, 60)]).is_err());
    }

    #[test]
    fn a_number_has_letters_digits_and_few_signs() {
        assert_eq!(number(" A-1.0_7 ").unwrap(), "A-1.0_7");
        for wrong in ["", "10 01", "号1", &"1".repeat(NUMBER + 1)] {
            assert!(number(wrong).is_err(), "{wrong}");
        }
    }
}
