//! Some people with both their accounts, read together, changed by the rules, and written together.

use super::Heard;
use super::decide::{Deed, Outcome, Person as Looked, Table, decide};
use super::facts::Facts;
use super::rows::{self, Person, Presence, Write};
use super::syncs::{Directions, Row};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use connectors::ringcentral::webhook::Seen;
use jiff::Timestamp;
use model::mapping::MappingStatus;
use model::presence::{Cause, Flow, HeardBy, Side, all_in_all};
use model::presence_sync::Direction;
use model::{ConnectionId, MemberId, Moment};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// People of one sync.
pub(super) struct Batch<'a> {
    pub sync: &'a Row,
    table: Table,
    directions: Directions,
    /// Whose an account of the side is.
    owners: HashMap<(Side, String), MemberId>,
    /// Accounts by person and side.
    accounts: HashMap<(MemberId, Side), String>,
    presences: HashMap<(Side, String), Presence>,
    pub people: HashMap<MemberId, Person>,
    pub writes: HashMap<(MemberId, Side), Write>,
    changed_presences: HashSet<(Side, String)>,
    changed: HashSet<MemberId>,
}

impl<'a> Batch<'a> {
    /// Those whose accounts on a side are named.
    pub(super) async fn of_accounts(conn: &mut Conn, sync: &'a Row, side: Side, accounts: &[String]) -> Result<Self> {
        let owners = mapped(conn, sync.connection(side), "external_id", accounts).await?;
        let members: Vec<MemberId> = owners.into_iter().map(|(member, _)| member).collect();
        Self::of_members(conn, sync, &members).await
    }

    /// Those people.
    pub(super) async fn of_members(conn: &mut Conn, sync: &'a Row, members: &[MemberId]) -> Result<Self> {
        let mut batch = Self {
            sync,
            table: super::syncs::table(conn, sync).await?,
            directions: Directions::of(conn, &sync.id).await?,
            owners: HashMap::new(),
            accounts: HashMap::new(),
            presences: HashMap::new(),
            people: rows::people(conn, &sync.id, members).await?,
            writes: rows::writes(conn, &sync.id, members).await?,
            changed_presences: HashSet::new(),
            changed: HashSet::new(),
        };
        let ids: Vec<String> = members.iter().map(|member| member.0.clone()).collect();
        for side in Side::ALL {
            let found = mapped(conn, sync.connection(*side), "member_id", &ids).await?;
            let accounts: Vec<String> = found.iter().map(|(_, account)| account.clone()).collect();
            for (member, account) in found {
                batch.owners.insert((*side, account.clone()), member.clone());
                batch.accounts.insert((member, *side), account);
            }
            let known = rows::presences(conn, sync.connection(*side), &accounts).await?;
            batch.presences.extend(known.into_iter().map(|(account, one)| ((*side, account), one)));
        }
        Ok(batch)
    }

    /// A person's account on a side.
    pub(super) fn account(&self, member: &MemberId, side: Side) -> Option<&String> {
        self.accounts.get(&(member.clone(), side))
    }

    /// How a person is on a side.
    pub(super) fn presence(&self, member: &MemberId, side: Side) -> Option<&Presence> {
        self.presences.get(&(side, self.account(member, side)?.clone()))
    }

    fn facts(&self, member: &MemberId, side: Side) -> Result<Option<Facts>> {
        self.presence(member, side).map(Presence::facts).transpose()
    }

    /// Which way a person's states flow.
    pub(super) fn direction(&self, member: &MemberId) -> Direction {
        let team = self.presence(member, Side::ContactCentre).map_or("", |one| one.team_id.as_str());
        self.directions.for_person(member, team, self.sync.direction)
    }

    /// Takes one thing in that was heard; `began` is when it was asked for. Whether it was news.
    pub(super) fn hear(&mut self, side: Side, heard: &Heard, (began, now): (Moment, Moment)) -> Result<bool> {
        let key = (side, heard.external_id.clone());
        let Some(member) = self.owners.get(&key).cloned() else { return Ok(false) };
        let old = self.presences.get(&key);
        if !old.is_none_or(|old| admits(old, heard, began)) {
            return Ok(false);
        }
        let before = old.map(Presence::facts).transpose()?;
        // A clock that is ahead of ours must not make everything after it look old.
        let at = heard.at.min(now);
        let heard = Heard { at, since: heard.since.min(now), ..heard.clone() };
        let mut presence = Presence::new(self.sync.connection(side), &heard, now)?;
        if let Some(old) = old {
            if side == Side::Telephony && heard.by != HeardBy::Webhook {
                // Number and moment of the last event: what was read has neither, and our clock is not the platform's.
                (presence.sequence, presence.event_at) = (old.sequence, old.event_at);
            }
            if before.as_ref() == Some(&heard.facts) {
                presence.since = old.since;
            }
            if presence.team_id.is_empty() {
                presence.team_id.clone_from(&old.team_id);
            }
        }
        if old.is_none() && side == Side::Telephony && heard.by != HeardBy::Webhook {
            presence.event_at = Moment(0);
        }
        self.presences.insert(key.clone(), presence);
        self.changed_presences.insert(key);
        self.refresh(&member, side, now)?;
        self.settle(&member, (side, before.as_ref()), (at, now))?;
        Ok(true)
    }

    /// The platform has no such account any more: nothing is known of it.
    pub(super) fn miss(&mut self, side: Side, account: &str, now: Moment) -> Result<()> {
        let key = (side, account.to_owned());
        let Some(member) = self.owners.get(&key).cloned() else { return Ok(()) };
        let Some(before) = self.presences.remove(&key) else { return Ok(()) };
        self.settle(&member, (side, Some(&before.facts()?)), (now, now))
    }

    /// Brings up to date whether a side is still as we told it.
    fn refresh(&mut self, member: &MemberId, side: Side, now: Moment) -> Result<()> {
        let facts = self.facts(member, side)?;
        let Some(write) = self.writes.get_mut(&(member.clone(), side)) else { return Ok(()) };
        let memory = write.memory(facts.clone(), now)?;
        write.echoes &= memory.told.is_some_and(|(target, _)| facts.as_ref().is_some_and(|facts| facts.fits(&target)));
        // What we told an agent comes into force when he has ended what he does.
        if facts.as_ref().is_some_and(|facts| side == Side::ContactCentre && !facts.is_free()) && write.before.is_some()
        {
            return Ok(());
        }
        let ours = write.memory(facts, now)?.still_ours(now);
        write.stands = ours && write.before.is_some();
        // As long as a call is under way, what is to be put back is not yet known to be of no use.
        if !ours && write.leased_until <= now && write.tries == 0 {
            write.before = None;
        }
        Ok(())
    }

    /// Lets the rules look at a person after a change on a side, where `before` is how it was.
    pub(super) fn settle(
        &mut self,
        member: &MemberId,
        (side, before): (Side, Option<&Facts>),
        (at, now): (Moment, Moment),
    ) -> Result<()> {
        let direction = self.direction(member);
        let mut person = self.people.get(member).cloned().unwrap_or_else(|| Person::new(member));
        if self.sync.enabled {
            let memory = |batch: &Self, side| -> Result<_> {
                let write = batch.writes.get(&(member.clone(), side)).cloned();
                write.unwrap_or_else(|| Write::new(member, side)).memory(batch.facts(member, side)?, now)
            };
            let looked = Looked {
                direction,
                overridden: person.overridden_until.is_some(),
                held: person.held,
                is_agent: self.account(member, Side::ContactCentre).is_some(),
                waiting: person.waiting,
                telephony: memory(self, Side::Telephony)?,
                centre: memory(self, Side::ContactCentre)?,
            };
            let Outcome { waiting, telephony, centre } = decide(&self.table, &looked, (side, before), (at, now));
            person.waiting = waiting;
            // What was read may have begun an hour ago: nobody could tell it before it was heard.
            let began = match self.presence(member, side).map(|one| one.heard_by) {
                Some(HeardBy::Webhook | HeardBy::Poll) => at,
                _ => now,
            };
            self.carry(member, Side::Telephony, telephony, (began, now))?;
            self.carry(member, Side::ContactCentre, centre, (began, now))?;
        } else {
            person.waiting = false;
            for side in Side::ALL {
                let Some(write) = self.writes.get_mut(&(member.clone(), *side)) else { continue };
                // What a person said is told all the same.
                if !matches!(write.cause()?, Some(Cause::Person { .. } | Cause::OverrideOver)) {
                    write.drop_wanted();
                }
            }
        }
        self.sum_up(member, person, now);
        Ok(())
    }

    /// Keeps what a side is to be told, if there is somebody to tell it to.
    fn carry(&mut self, member: &MemberId, side: Side, deed: Deed, (at, now): (Moment, Moment)) -> Result<()> {
        if self.account(member, side).is_none() {
            return Ok(());
        }
        let debounce = self.sync.debounce;
        let key = (member.clone(), side);
        match deed {
            Deed::Keep => {}
            Deed::Drop => {
                if let Some(write) = self.writes.get_mut(&key) {
                    write.drop_wanted();
                }
            }
            Deed::Tell(target, cause) => {
                let write = self.writes.entry(key).or_insert_with(|| Write::new(member, side));
                if write.target()?.as_ref() == Some(&target) {
                    return Ok(());
                }
                // The pause runs from the first change, so that somebody who never rests is told nevertheless.
                write.due_at = write.due_at.filter(|_| write.tries == 0).or(Some(now.plus(debounce)));
                write.wanted = Some(serde_json::to_string(&target)?);
                write.cause = Some(serde_json::to_string(&cause)?);
                (write.caused_at, write.tries, write.problem) = (Some(at), 0, None);
            }
        }
        Ok(())
    }

    /// How the person is all in all, and how the states flow.
    pub(super) fn sum_up(&mut self, member: &MemberId, mut person: Person, now: Moment) {
        let of = |side| self.presence(member, side).map(|one| one.state);
        let (state, source) = all_in_all(of(Side::Telephony), of(Side::ContactCentre));
        if (state, source) != (person.state, person.source) || person.since.is_none() {
            // A platform that does not say since when says 0.
            let since = source.and_then(|side| self.presence(member, side)).map(|one| one.since);
            let since = since.filter(|since| since.0 > 0);
            (person.state, person.source, person.since) = (state, source, since.or(Some(now)));
        }
        let sides: Vec<&Write> =
            Side::ALL.iter().filter_map(|side| self.writes.get(&(member.clone(), *side))).collect();
        person.flow = match () {
            () if person.overridden_until.is_some() => Flow::Overridden,
            () if person.held => Flow::Held,
            () if !self.sync.enabled || self.direction(member) == Direction::Off => Flow::Off,
            () if sides.iter().any(|write| write.wanted.is_some()) => Flow::Queued,
            () if sides.iter().any(|write| write.problem.is_some()) => Flow::Failed,
            () if person.waiting => Flow::Waiting,
            () if sides.iter().any(|write| write.stands) => Flow::Told,
            () => Flow::Quiet,
        };
        self.people.insert(member.clone(), person);
        self.changed.insert(member.clone());
    }

    /// Looks at a person again after something of ours was over: a call may have ended meanwhile.
    pub(super) fn reconsider(&mut self, member: &MemberId, now: Moment) -> Result<()> {
        let facts = self.facts(member, Side::Telephony)?;
        self.settle(member, (Side::Telephony, facts.as_ref()), (now, now))
    }

    /// Looks at a person as if both sides had just changed: after the rules did, or an override ended.
    pub(super) fn begin_again(&mut self, member: &MemberId, now: Moment) -> Result<()> {
        self.reconsider(member, now)?;
        let wanted =
            self.writes.get(&(member.clone(), Side::ContactCentre)).is_some_and(|write| write.wanted.is_some());
        // What the telephones want of the contact centre is not told back to them.
        if wanted { Ok(()) } else { self.settle(member, (Side::ContactCentre, None), (now, now)) }
    }

    /// Sums a person up again.
    pub(super) fn look_again(&mut self, member: &MemberId, now: Moment) {
        let person = self.people.get(member).cloned().unwrap_or_else(|| Person::new(member));
        self.sum_up(member, person, now);
    }

    /// Writes what changed. Whether anything did.
    pub(super) async fn save(&self, conn: &mut Conn) -> Result<bool> {
        let organisation = &self.sync.organisation_id;
        // In one order, so that two replicas do not wait for each other.
        let mut presences: Vec<_> =
            self.changed_presences.iter().filter_map(|key| self.presences.get(key)).cloned().collect();
        presences.sort_by(|one, other| {
            (&one.connection_id, &one.external_id).cmp(&(&other.connection_id, &other.external_id))
        });
        rows::put_presences(conn, organisation, &presences).await?;
        let mut members: Vec<&MemberId> = self.changed.iter().collect();
        members.sort();
        let people: Vec<_> = members.iter().filter_map(|member| self.people.get(*member)).cloned().collect();
        rows::put_people(conn, (organisation, &self.sync.id), &people).await?;
        let sides = members.iter().flat_map(|member| Side::ALL.iter().map(move |side| ((*member).clone(), *side)));
        let writes: Vec<_> = sides.filter_map(|key| self.writes.get(&key)).cloned().collect();
        rows::put_writes(conn, &self.sync.id, &writes).await?;
        Ok(!people.is_empty())
    }
}

/// Whether something that was heard is newer than what is known. Events come late, twice and out of order; what was read may have been
/// overtaken by an event while it was on its way.
fn admits(old: &Presence, heard: &Heard, began: Moment) -> bool {
    match heard.by {
        HeardBy::Webhook => {
            let seen =
                |sequence, at: Moment| Seen { sequence, at: Timestamp::from_millisecond(at.0).unwrap_or_default() };
            seen(old.sequence, old.event_at).admits(&seen(heard.sequence, heard.at))
        }
        HeardBy::Snapshot | HeardBy::Poll => old.heard_at < began || heard.at > old.event_at,
        HeardBy::Change => old.heard_at <= began,
    }
}

/// Members and their accounts on a connection, by either.
async fn mapped(
    conn: &mut Conn,
    connection: &ConnectionId,
    by: &'static str,
    values: &[String],
) -> Result<Vec<(MemberId, String)>> {
    let mut all = Vec::with_capacity(values.len());
    for block in blocks(values) {
        // Who left is neither watched nor told.
        let mut sql = QueryBuilder::<Db>::new(
            "select g.member_id, g.external_id from mappings g join members m on m.id = g.member_id \
             and m.status in ('active', 'suspended') where g.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" and g.status = ").push_bind(MappingStatus::Mapped);
        sql.push(" and g.").push(by).push(" in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<(MemberId, String)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}
