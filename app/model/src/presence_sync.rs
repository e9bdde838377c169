//! How states flow between two tenants: the tables, the directions, and whether the platforms are heard.

use crate::presence::Side;
use crate::text::{Check, optional_line};
use crate::{ConnectionId, Moment, PresenceSyncId, Problem, problem::Fault};
use serde::{Deserialize, Serialize};

/// Characters of the name of an unavailable code.
pub(crate) const CODE: usize = 100;

crate::words!(
    /// Which way states flow, in the words of Presence Sync: the contact centre publishes and subscribes.
    Direction {
        /// From the contact centre to the telephones.
        Publish = "publish",
        /// From the telephones to the contact centre.
        Subscribe = "subscribe",
        /// Both ways.
        Both = "both",
        /// Not at all.
        Off = "off",
    }
);

impl Direction {
    /// Whether changes on a side are told to the other.
    pub const fn tells(self, from: Side) -> bool {
        match from {
            Side::Telephony => matches!(self, Self::Subscribe | Self::Both),
            Side::ContactCentre => matches!(self, Self::Publish | Self::Both),
        }
    }
}

crate::words!(
    /// What on the telephones is told to the contact centre: the three states that can be mapped there. The first that holds counts.
    TelephonyCondition {
        /// In a call, or with one on hold.
        OnCall = "on_call",
        /// In a meeting.
        InMeeting = "in_meeting",
        /// Takes no calls.
        DoNotDisturb = "do_not_disturb",
    }
);

crate::words!(
    /// What in the contact centre is told to the telephones.
    CentreCondition {
        /// Available.
        Available = "available",
        /// With a customer or a colleague.
        Working = "working",
        /// At work after a contact.
        AfterCall = "after_call",
        /// Unavailable with a code that has no line of its own.
        Unavailable = "unavailable",
        /// Unavailable with this code.
        Code = "code",
        /// Signed out.
        LoggedOut = "logged_out",
    }
);

crate::words!(
    /// What somebody chooses on the telephones.
    UserStatus {
        /// Available.
        Available = "available",
        /// Busy.
        Busy = "busy",
        /// Invisible.
        Offline = "offline",
    }
);

crate::words!(
    /// Whose calls ring on the telephones.
    CallsTaken {
        /// All.
        All = "all",
        /// None of the queues'.
        NoQueues = "no_queues",
        /// Those of the queues only.
        QueuesOnly = "queues_only",
        /// None.
        None = "none",
    }
);

/// A line of the table from the telephones to the contact centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubscribeRule {
    /// What holds on the telephones.
    pub when: TelephonyCondition,
    /// The unavailable code that is set, by its name in the agent's team; empty changes nothing.
    pub code: String,
}

/// A line of the table from the contact centre to the telephones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishRule {
    /// What holds in the contact centre.
    pub when: CentreCondition,
    /// The code, where the line is about one; otherwise empty.
    #[serde(default)]
    pub code: String,
    /// What the telephones get; `None` leaves the person's choice.
    pub user: Option<UserStatus>,
    /// Whose calls ring; `None` leaves the person's choice.
    pub calls: Option<CallsTaken>,
    /// Puts back what was chosen before the first change instead.
    #[serde(default)]
    pub restores: bool,
}

/// The lines that a new table begins with.
pub fn usual_subscribe() -> Vec<SubscribeRule> {
    let line = |when, code: &str| SubscribeRule { when, code: code.to_owned() };
    vec![
        line(TelephonyCondition::OnCall, "On Call"),
        line(TelephonyCondition::InMeeting, "In Meeting"),
        line(TelephonyCondition::DoNotDisturb, "Do Not Disturb"),
    ]
}

/// The lines that a new table begins with.
pub fn usual_publish() -> Vec<PublishRule> {
    let line = |when, user, calls, restores| PublishRule { when, code: String::new(), user, calls, restores };
    vec![
        line(CentreCondition::Available, Some(UserStatus::Available), Some(CallsTaken::All), false),
        line(CentreCondition::Working, Some(UserStatus::Busy), Some(CallsTaken::None), false),
        line(CentreCondition::AfterCall, Some(UserStatus::Busy), None, false),
        line(CentreCondition::Unavailable, Some(UserStatus::Busy), None, false),
        line(CentreCondition::LoggedOut, None, None, true),
    ]
}

/// Longest pause before a change is told, in milliseconds.
pub const MOST_DEBOUNCE: i64 = 5_000;
/// Shortest and longest time between two looks at the contact centre, in milliseconds.
pub const POLLS: std::ops::RangeInclusive<i64> = 2_000..=60_000;
/// Lines of one table.
pub const MOST_RULES: usize = 60;
/// How often a person's sides may be told in turn within [`FLIP_WINDOW`]; above that nothing flows until somebody looks.
pub const MOST_FLIPS: usize = 6;
/// What [`MOST_FLIPS`] is counted in, in milliseconds.
pub const FLIP_WINDOW: i64 = 5 * 60_000;
/// How long a change that is equal to our own is taken for our own, in milliseconds.
pub const OWN_FOR: i64 = 60_000;

/// How states flow between two tenants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceSync {
    /// Its id.
    pub id: PresenceSyncId,
    /// The tenant with the telephones.
    pub telephony: ConnectionId,
    /// Its name.
    pub telephony_name: String,
    /// The tenant of the contact centre.
    pub centre: ConnectionId,
    /// Its name.
    pub centre_name: String,
    /// Whether states flow at all.
    pub enabled: bool,
    /// Which way, unless a team or a person has a direction of its own.
    pub direction: Direction,
    /// How long a change waits for the next, in milliseconds.
    pub debounce: i64,
    /// Between two looks at the contact centre, in milliseconds.
    pub poll: i64,
    /// Whether a telephone that rings counts as a call.
    pub ringing: bool,
    /// Whose change counts when both sides changed within a second.
    pub tie: Side,
    /// From the telephones to the contact centre; the first that holds counts.
    pub subscribe: Vec<SubscribeRule>,
    /// From the contact centre to the telephones.
    pub publish: Vec<PublishRule>,
    /// Teams and people with a direction of their own.
    pub directions: Vec<OwnDirection>,
    /// How the platforms are heard.
    pub feeds: Vec<Feed>,
    /// Changes with every change.
    pub revision: i64,
}

crate::words!(
    /// Who has a direction of his own.
    DirectionOf {
        /// A team of the contact centre.
        Team = "team",
        /// A person, which counts before his team.
        Member = "member",
    }
);

/// A team or a person with a direction of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDirection {
    /// Which of the two.
    pub of: DirectionOf,
    /// The team's id there, or the member's.
    pub id: String,
    /// What it is called.
    #[serde(default)]
    pub name: String,
    /// Which way.
    pub direction: Direction,
}

crate::words!(
    /// How a platform is heard.
    FeedKind {
        /// It tells by itself.
        Webhook = "webhook",
        /// It is asked.
        Poll = "poll",
    }
);

/// How one platform is heard, and whether it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feed {
    /// Which of the two.
    pub side: Side,
    /// By itself, or asked.
    pub kind: FeedKind,
    /// What is wrong; `None` for nothing.
    pub problem: Option<Problem>,
    /// Since when it is so.
    pub since: Moment,
    /// When it was heard last.
    pub heard_at: Option<Moment>,
    /// When everything was read last.
    pub read_at: Option<Moment>,
    /// Until when it tells by itself.
    pub expires_at: Option<Moment>,
}

/// A request to let states flow between two tenants, or to change how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavePresenceSync {
    /// Which; `None` for a new one.
    pub id: Option<PresenceSyncId>,
    /// The tenant with the telephones; does not change later.
    pub telephony: ConnectionId,
    /// The tenant of the contact centre; does not change later.
    pub centre: ConnectionId,
    /// Whether states flow.
    pub enabled: bool,
    /// Which way.
    pub direction: Direction,
    /// Milliseconds, 0 to [`MOST_DEBOUNCE`].
    pub debounce: i64,
    /// Milliseconds, within [`POLLS`].
    pub poll: i64,
    /// Whether ringing counts as a call.
    pub ringing: bool,
    /// Whose change counts when both sides changed within a second.
    pub tie: Side,
    /// All lines of the one table.
    pub subscribe: Vec<SubscribeRule>,
    /// All lines of the other.
    pub publish: Vec<PublishRule>,
    /// All that have a direction of their own.
    pub directions: Vec<OwnDirection>,
    /// As it was read; 0 for a new one.
    pub revision: i64,
}

impl SavePresenceSync {
    /// What a new one begins with.
    pub fn usual(telephony: ConnectionId, centre: ConnectionId) -> Self {
        Self {
            id: None,
            telephony,
            centre,
            enabled: true,
            direction: Direction::Subscribe,
            debounce: 300,
            poll: 5_000,
            ringing: false,
            tie: Side::ContactCentre,
            subscribe: usual_subscribe(),
            publish: usual_publish(),
            directions: Vec::new(),
            revision: 0,
        }
    }

    /// # Errors
    /// [`crate::Code::Invalid`] for times out of range, a code that stands twice or is missing, too many lines.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        if !(0..=MOST_DEBOUNCE).contains(&self.debounce) {
            check.fault("debounce", Fault::OutOfRange, Some(MOST_DEBOUNCE));
        }
        if !POLLS.contains(&self.poll) {
            check.fault("poll", Fault::OutOfRange, Some(*POLLS.end()));
        }
        if self.subscribe.len() + self.publish.len() > MOST_RULES {
            check.fault("publish", Fault::OutOfRange, Some(MOST_RULES as i64));
        }
        let mut seen = Vec::new();
        for line in &mut self.subscribe {
            line.code = check.take("subscribe", optional_line(&line.code, CODE));
            if seen.contains(&line.when) {
                check.fault("subscribe", Fault::Taken, None);
            }
            seen.push(line.when);
        }
        let mut seen = Vec::new();
        for line in &mut self.publish {
            line.code = match line.when {
                CentreCondition::Code => check.take("publish", optional_line(&line.code, CODE)),
                _ => String::new(),
            };
            if line.when == CentreCondition::Code && line.code.is_empty() {
                check.fault("publish", Fault::Missing, None);
            }
            let key = (line.when, line.code.to_lowercase());
            if seen.contains(&key) {
                check.fault("publish", Fault::Taken, None);
            }
            seen.push(key);
        }
        check.done()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_says_each_thing_once() {
        let usual = || SavePresenceSync::usual(ConnectionId("t".to_owned()), ConnectionId("c".to_owned()));
        assert!(usual().check().is_ok());
        let mut twice = usual();
        twice.subscribe.push(twice.subscribe[0].clone());
        assert!(twice.check().is_err());
        let mut nameless = usual();
        nameless.publish.push(PublishRule { when: CentreCondition::Code, ..nameless.publish[0].clone() });
        assert!(nameless.check().is_err());
        assert!(SavePresenceSync { poll: 100, ..usual() }.check().is_err());
    }
}
