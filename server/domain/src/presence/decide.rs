//! What becomes of a change: the rules, without database and clock.
//!
//! A person's two accounts are looked at together. What a side was told by us and still is, is no change of the person's: that keeps
//! states from going round in circles. A change on the telephones that finds the agent with a customer waits; when he is free, what holds
//! on the telephones by then counts.

use super::facts::Facts;
use model::Moment;
use model::presence::{Cause, Side, Target};
use model::presence_sync::{CentreCondition, Direction, OWN_FOR, PublishRule, SubscribeRule, UserStatus};

/// Changes on both sides within this count as made at once; milliseconds.
const TOGETHER: i64 = 1_000;

/// The tables.
#[derive(Debug, Clone)]
pub(super) struct Table {
    pub ringing: bool,
    pub tie: Side,
    pub subscribe: Vec<SubscribeRule>,
    pub publish: Vec<PublishRule>,
}

/// What is known of a side.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// How it is now.
    pub facts: Option<Facts>,
    /// What it is about to be told, and when the cause happened.
    pub pending: Option<(Target, Moment)>,
    /// What it was told last, and when.
    pub told: Option<(Target, Moment)>,
    /// Whether that still stands.
    pub stands: bool,
    /// Whether nothing else was heard since.
    pub echoes: bool,
    /// What the person had chosen before.
    pub before: Option<Target>,
    /// It is being told, or was and the answer is not known.
    pub under_way: bool,
    /// What it is about to be told puts back how it was, or was said by a person: no rule takes that away.
    pub is_kept: bool,
}

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub direction: Direction,
    /// Nothing is told: somebody said how the person is.
    pub overridden: bool,
    /// Nothing is told but what puts back how it was: changed too often.
    pub held: bool,
    /// The person has an account in the contact centre.
    pub is_agent: bool,
    /// A change on the telephones waits for the agent.
    pub waiting: bool,
    pub telephony: Memory,
    pub centre: Memory,
}

/// What a side is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Deed {
    /// What it was to be told stays so.
    Keep,
    /// Nothing.
    Drop,
    /// This.
    Tell(Target, Cause),
}

/// What becomes of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub waiting: bool,
    pub telephony: Deed,
    pub centre: Deed,
}

impl Memory {
    /// Whether it is still as we told it, for the change that is being looked at.
    pub(super) fn still_ours(&self, now: Moment) -> bool {
        let Some(facts) = &self.facts else { return false };
        let told = self.told.as_ref().is_some_and(|(target, at)| {
            facts.fits(target) && (self.stands || (self.echoes && now.0 - at.0 <= OWN_FOR))
        });
        // The platform may tell of it before it answers, or without an answer.
        told || (self.under_way && self.pending.as_ref().is_some_and(|(target, _)| facts.fits(target)))
    }

    /// Nothing is wanted of it by a rule any more.
    const fn drop_rule(&self) -> Deed {
        if self.is_kept { Deed::Keep } else { Deed::Drop }
    }

    /// A code of ours that is still there, and what was there before.
    fn code_to_take_back(&self, now: Moment) -> Option<Target> {
        let stands = self.stands && self.still_ours(now) && self.facts.as_ref().is_some_and(has_code);
        stands.then(|| self.before.clone().unwrap_or(Target::ContactCentre { code: String::new() }))
    }
}

/// What becomes of a change on a side. The facts of that side are the new ones and `stands` of both is up to date; `before` are the old
/// facts.
pub(super) fn decide(
    table: &Table,
    person: &Person,
    (side, before): (Side, Option<&Facts>),
    (at, now): (Moment, Moment),
) -> Outcome {
    let quiet = Outcome { waiting: false, telephony: person.telephony.drop_rule(), centre: person.centre.drop_rule() };
    let kept = Outcome { waiting: person.waiting, telephony: Deed::Keep, centre: Deed::Keep };
    if person.overridden {
        return kept;
    }
    if person.direction == Direction::Off {
        return quiet;
    }
    if person.held {
        // Nobody is left in a call that is over.
        return match person.centre.code_to_take_back(now).filter(|_| wanted(table, person, now).is_none()) {
            Some(back) => {
                Outcome { waiting: false, telephony: Deed::Drop, centre: Deed::Tell(back, Cause::TelephonyOver) }
            }
            None => Outcome { waiting: false, ..quiet },
        };
    }
    match side {
        Side::Telephony => on_telephony(table, person, before, (at, now)),
        Side::ContactCentre => in_centre(table, person, before, (at, now)),
    }
}

/// What holds on the telephones: a code, and why. The first condition that holds counts, also where its line changes nothing.
fn wanted(table: &Table, person: &Person, now: Moment) -> Option<(Target, Cause)> {
    let ours = person.telephony.still_ours(now);
    let when = person.telephony.facts.as_ref()?.condition(table.ringing, ours)?;
    let line = table.subscribe.iter().find(|line| line.when == when)?;
    if line.code.is_empty() {
        return None;
    }
    Some((Target::ContactCentre { code: line.code.clone() }, Cause::Telephony { when }))
}

fn on_telephony(table: &Table, person: &Person, before: Option<&Facts>, (at, now): (Moment, Moment)) -> Outcome {
    let mut outcome = Outcome { waiting: person.waiting, telephony: Deed::Keep, centre: Deed::Keep };
    if let Some((_, caused)) = &person.telephony.pending
        && chose(before, person.telephony.facts.as_ref())
    {
        if !is_later(at, *caused, table.tie == Side::Telephony) {
            // The contact centre's word counts, and is about to be told.
            return outcome;
        }
        outcome.telephony = Deed::Drop;
    }
    if !person.direction.tells(Side::Telephony) {
        return outcome;
    }
    let Some((target, cause)) = wanted(table, person, now) else {
        outcome.waiting = false;
        // Back to what the agent had chosen before, if it is our code that is there.
        let back = person.centre.code_to_take_back(now);
        outcome.centre = back.map_or(person.centre.drop_rule(), |back| Deed::Tell(back, Cause::TelephonyOver));
        return outcome;
    };
    outcome.centre = match &person.centre.facts {
        Some(facts) if facts.fits(&target) => Deed::Drop,
        Some(facts) if facts.is_free() => Deed::Tell(target, cause),
        _ => {
            outcome.waiting = person.is_agent;
            return Outcome { centre: Deed::Drop, ..outcome };
        }
    };
    outcome.waiting = false;
    outcome
}

/// A code, not the state of somebody who takes contacts: from that there is nothing to go back.
fn has_code(facts: &Facts) -> bool {
    matches!(facts.as_target(), Target::ContactCentre { code } if !code.is_empty())
}

fn in_centre(table: &Table, person: &Person, before: Option<&Facts>, (at, now): (Moment, Moment)) -> Outcome {
    let mut outcome = Outcome { waiting: person.waiting, telephony: Deed::Keep, centre: Deed::Keep };
    let Some(facts) = &person.centre.facts else { return outcome };
    if person.waiting && facts.is_free() {
        outcome.waiting = false;
        if person.direction.tells(Side::Telephony)
            && let Some((target, cause)) = wanted(table, person, now)
        {
            outcome.centre = if facts.fits(&target) { Deed::Drop } else { Deed::Tell(target, cause) };
            return outcome;
        }
    }
    if person.centre.still_ours(now) {
        // It came into force when the call was over already: the agent was with a customer meanwhile.
        let back = person.centre.code_to_take_back(now);
        if person.direction.tells(Side::Telephony) && wanted(table, person, now).is_none() {
            outcome.centre = back.map_or(Deed::Keep, |back| Deed::Tell(back, Cause::TelephonyOver));
        }
        return outcome;
    }
    if before.is_some_and(|before| before == facts) {
        return outcome;
    }
    if let Some((_, caused)) = &person.centre.pending {
        if !facts.is_free() {
            // It is told when the agent is free again, if it still holds then.
            outcome.waiting = true;
            outcome.centre = Deed::Drop;
        } else if is_later(at, *caused, table.tie == Side::ContactCentre) {
            outcome.centre = Deed::Drop;
        } else {
            return outcome;
        }
    }
    if !person.direction.tells(Side::ContactCentre) {
        return outcome;
    }
    outcome.telephony = match published(table, person, facts) {
        Some((target, cause)) => match &person.telephony.facts {
            Some(there) if there.fits(&target) => Deed::Drop,
            _ => Deed::Tell(target, cause),
        },
        None => Deed::Keep,
    };
    outcome
}

/// What the telephones get for what the agent does.
fn published(table: &Table, person: &Person, facts: &Facts) -> Option<(Target, Cause)> {
    let (when, code) = facts.line()?;
    let own = |line: &&PublishRule| line.when == CentreCondition::Code && super::facts::same(&line.code, code);
    let line = Some(())
        .filter(|()| when == CentreCondition::Unavailable && !code.is_empty())
        .and_then(|()| table.publish.iter().find(own))
        .or_else(|| table.publish.iter().find(|line| line.when == when))?;
    let target = if line.restores {
        // What we told last must still be there: what the person chose since is left alone.
        person.telephony.before.clone().filter(|_| person.telephony.stands)?
    } else {
        Target::Telephony { user: line.user, calls: line.calls }
    };
    let is_nothing = matches!(target, Target::Telephony { user: None, calls: None });
    (!is_nothing).then(|| (target, Cause::Centre { when, code: code.to_owned() }))
}

/// Whether the person chose something, and not only a call began or ended.
fn chose(before: Option<&Facts>, after: Option<&Facts>) -> bool {
    let choice = |facts: Option<&Facts>| -> Option<(Option<UserStatus>, _)> {
        match facts {
            Some(Facts::Telephony { user, calls, .. }) => Some((*user, *calls)),
            _ => None,
        }
    };
    choice(before) != choice(after)
}

/// Whether a change counts before another: the later one, and of two at once the side's that was set for that. Clocks of two platforms
/// are never quite the same.
const fn is_later(at: Moment, other: Moment, wins_ties: bool) -> bool {
    let ahead = at.0 - other.0;
    if ahead > TOGETHER { true } else { ahead >= -TOGETHER && wins_ties }
}
