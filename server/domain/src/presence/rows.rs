//! The SQL of states and of what is to be told.

use super::decide::Memory;
use super::facts::Facts;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::presence::{Cause, Flow, HeardBy, PresenceState, Side, Target};
use model::{ConnectionId, MemberId, Moment, OrganisationId, PresenceSyncId};
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// How an account is, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Presence {
    pub connection_id: ConnectionId,
    pub external_id: String,
    pub state: PresenceState,
    pub detail: String,
    facts: String,
    pub team_id: String,
    pub since: Moment,
    pub sequence: i64,
    pub event_at: Moment,
    pub heard_at: Moment,
    pub heard_by: HeardBy,
}

/// The columns of [`Presence`], of a table named `p`.
pub(super) const PRESENCE: &str = "select p.connection_id, p.external_id, p.state, p.detail, p.facts, p.team_id, p.since, p.sequence, \
     p.event_at, p.heard_at, p.heard_by from presences p ";

impl Presence {
    /// What the platform said.
    pub(super) fn facts(&self) -> Result<Facts> {
        Ok(serde_json::from_str(&self.facts)?)
    }

    /// New, from what was heard.
    pub(super) fn new(connection: &ConnectionId, heard: &super::Heard, now: Moment) -> Result<Self> {
        Ok(Self {
            connection_id: connection.clone(),
            external_id: heard.external_id.clone(),
            state: heard.facts.state(),
            detail: heard.facts.detail().to_owned(),
            facts: serde_json::to_string(&heard.facts)?,
            team_id: heard.team.clone(),
            since: heard.since,
            sequence: heard.sequence,
            event_at: heard.at,
            heard_at: now,
            heard_by: heard.by,
        })
    }
}

/// Accounts of a connection, by id.
pub(super) async fn presences(
    conn: &mut Conn,
    connection: &ConnectionId,
    accounts: &[String],
) -> Result<HashMap<String, Presence>> {
    let mut all = HashMap::with_capacity(accounts.len());
    for block in blocks(accounts) {
        let mut sql = QueryBuilder::<Db>::new(PRESENCE);
        sql.push("where p.connection_id = ").push_bind(connection.clone()).push(" and p.external_id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Presence> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|one| (one.external_id.clone(), one)));
    }
    Ok(all)
}

/// Writes how accounts are.
pub(super) async fn put_presences(conn: &mut Conn, organisation: &OrganisationId, all: &[Presence]) -> Result<()> {
    for block in blocks(all) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into presences (connection_id, external_id, organisation_id, state, detail, facts, team_id, since, sequence, \
             event_at, heard_at, heard_by) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(one.connection_id.clone())
                .push_bind(one.external_id.clone())
                .push_bind(organisation.clone())
                .push_bind(one.state)
                .push_bind(one.detail.clone())
                .push_bind(one.facts.clone())
                .push_bind(one.team_id.clone())
                .push_bind(one.since)
                .push_bind(one.sequence)
                .push_bind(one.event_at)
                .push_bind(one.heard_at)
                .push_bind(one.heard_by);
        });
        sql.push(
            " on conflict (connection_id, external_id) do update set state = excluded.state, detail = excluded.detail, \
             facts = excluded.facts, team_id = excluded.team_id, since = excluded.since, sequence = excluded.sequence, \
             event_at = excluded.event_at, heard_at = excluded.heard_at, heard_by = excluded.heard_by",
        );
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// A person whose states flow, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Person {
    pub member_id: MemberId,
    pub state: PresenceState,
    pub source: Option<Side>,
    pub since: Option<Moment>,
    pub flow: Flow,
    pub waiting: bool,
    pub held: bool,
    pub flips: String,
    pub overridden_by: Option<String>,
    pub overridden_until: Option<Moment>,
}

impl Person {
    /// Of whom nothing is known yet.
    pub(super) fn new(member: &MemberId) -> Self {
        Self {
            member_id: member.clone(),
            state: PresenceState::Unknown,
            source: None,
            since: None,
            flow: Flow::Quiet,
            waiting: false,
            held: false,
            flips: "[]".to_owned(),
            overridden_by: None,
            overridden_until: None,
        }
    }
}

/// People of a sync, by member.
pub(super) async fn people(
    conn: &mut Conn,
    sync: &PresenceSyncId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, Person>> {
    let mut all = HashMap::with_capacity(members.len());
    for block in blocks(members) {
        let mut sql = QueryBuilder::<Db>::new(
            "select member_id, state, source, since, flow, waiting, held, flips, overridden_by, overridden_until \
             from presence_people where sync_id = ",
        );
        sql.push_bind(sync.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Person> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|one| (one.member_id.clone(), one)));
    }
    Ok(all)
}

/// Writes people.
pub(super) async fn put_people(
    conn: &mut Conn,
    (organisation, sync): (&OrganisationId, &PresenceSyncId),
    all: &[Person],
) -> Result<()> {
    for block in blocks(all) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into presence_people (sync_id, member_id, organisation_id, state, source, since, flow, waiting, held, flips, \
             overridden_by, overridden_until) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(sync.clone())
                .push_bind(one.member_id.clone())
                .push_bind(organisation.clone())
                .push_bind(one.state)
                .push_bind(one.source)
                .push_bind(one.since)
                .push_bind(one.flow)
                .push_bind(one.waiting)
                .push_bind(one.held)
                .push_bind(one.flips.clone())
                .push_bind(one.overridden_by.clone())
                .push_bind(one.overridden_until);
        });
        sql.push(
            " on conflict (sync_id, member_id) do update set state = excluded.state, source = excluded.source, since = excluded.since, \
             flow = excluded.flow, waiting = excluded.waiting, held = excluded.held, flips = excluded.flips, \
             overridden_by = excluded.overridden_by, overridden_until = excluded.overridden_until",
        );
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// What a side is to be told, and was told, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Write {
    pub member_id: MemberId,
    pub side: Side,
    pub wanted: Option<String>,
    pub cause: Option<String>,
    pub caused_at: Option<Moment>,
    pub due_at: Option<Moment>,
    pub leased_until: Moment,
    pub tries: i64,
    pub problem: Option<String>,
    pub told: Option<String>,
    pub told_cause: Option<String>,
    pub told_at: Option<Moment>,
    pub lag: Option<i64>,
    pub stands: bool,
    pub echoes: bool,
    pub before: Option<String>,
}

/// The columns of [`Write`], of a table named `w`.
pub(super) const WRITE: &str = "select w.member_id, w.side, w.wanted, w.cause, w.caused_at, w.due_at, w.leased_until, w.tries, w.problem, \
     w.told, w.told_cause, w.told_at, w.lag, w.stands, w.echoes, w.before from presence_writes w ";

impl Write {
    /// Nothing was told, and nothing is to be.
    pub(super) fn new(member: &MemberId, side: Side) -> Self {
        Self {
            member_id: member.clone(),
            side,
            wanted: None,
            cause: None,
            caused_at: None,
            due_at: None,
            leased_until: Moment(0),
            tries: 0,
            problem: None,
            told: None,
            told_cause: None,
            told_at: None,
            lag: None,
            stands: false,
            echoes: false,
            before: None,
        }
    }

    /// What the side is to be told.
    pub(super) fn target(&self) -> Result<Option<Target>> {
        json(self.wanted.as_deref())
    }

    /// Why it is to be told that.
    pub(super) fn cause(&self) -> Result<Option<Cause>> {
        json(self.cause.as_deref())
    }

    /// What the side was told last, and why.
    pub(super) fn last(&self) -> Result<Option<(Target, Cause)>> {
        Ok(json(self.told.as_deref())?.zip(json(self.told_cause.as_deref())?))
    }

    /// What the rules look at; with how the side is now.
    pub(super) fn memory(&self, facts: Option<Facts>, now: Moment) -> Result<Memory> {
        Ok(Memory {
            facts,
            pending: self.target()?.zip(self.caused_at),
            told: json(self.told.as_deref())?.zip(self.told_at),
            stands: self.stands,
            echoes: self.echoes,
            before: json(self.before.as_deref())?,
            under_way: self.leased_until > now || self.tries > 0,
            is_kept: matches!(self.cause()?, Some(Cause::Person { .. } | Cause::TelephonyOver | Cause::OverrideOver)),
        })
    }

    /// The side is to be told nothing.
    pub(super) fn drop_wanted(&mut self) {
        (self.wanted, self.cause, self.due_at, self.problem) = (None, None, None, None);
        self.tries = 0;
    }
}

fn json<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>> {
    Ok(text.map(serde_json::from_str).transpose()?)
}

/// Both sides of people, by member and side.
pub(super) async fn writes(
    conn: &mut Conn,
    sync: &PresenceSyncId,
    members: &[MemberId],
) -> Result<HashMap<(MemberId, Side), Write>> {
    let mut all = HashMap::with_capacity(members.len() * 2);
    for block in blocks(members) {
        let mut sql = QueryBuilder::<Db>::new(WRITE);
        sql.push("where w.sync_id = ").push_bind(sync.clone()).push(" and w.member_id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Write> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|one| ((one.member_id.clone(), one.side), one)));
    }
    Ok(all)
}

/// Writes sides of people.
pub(super) async fn put_writes(conn: &mut Conn, sync: &PresenceSyncId, all: &[Write]) -> Result<()> {
    for block in blocks(all) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into presence_writes (sync_id, member_id, side, wanted, cause, caused_at, due_at, leased_until, tries, problem, told, \
             told_cause, told_at, lag, stands, echoes, before) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(sync.clone())
                .push_bind(one.member_id.clone())
                .push_bind(one.side)
                .push_bind(one.wanted.clone())
                .push_bind(one.cause.clone())
                .push_bind(one.caused_at)
                .push_bind(one.due_at)
                .push_bind(one.leased_until)
                .push_bind(one.tries)
                .push_bind(one.problem.clone())
                .push_bind(one.told.clone())
                .push_bind(one.told_cause.clone())
                .push_bind(one.told_at)
                .push_bind(one.lag)
                .push_bind(one.stands)
                .push_bind(one.echoes)
                .push_bind(one.before.clone());
        });
        sql.push(
            " on conflict (sync_id, member_id, side) do update set wanted = excluded.wanted, cause = excluded.cause, \
             caused_at = excluded.caused_at, due_at = excluded.due_at, leased_until = excluded.leased_until, tries = excluded.tries, \
             problem = excluded.problem, told = excluded.told, told_cause = excluded.told_cause, told_at = excluded.told_at, \
             lag = excluded.lag, stands = excluded.stands, echoes = excluded.echoes, before = excluded.before",
        );
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}
