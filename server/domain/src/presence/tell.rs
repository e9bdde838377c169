//! Telling platforms: what is due is taken, told, and written down.
//!
//! The last thing that was wanted is told, once; what happens while a call is under way is looked at when it is over.

use super::batch::Batch;
use super::facts::change;
use super::rows::{Presence, Write};
use super::syncs::{self, Row};
use super::{Heard, facts::Facts};
use crate::audit::{self, Record};
use crate::{Db, Result, Services, connections, organisation};
use connectors::cxone::types::{AgentId, NewState, OutStateId};
use connectors::cxone::{CXone, CXoneError, Decision as InCentre};
use connectors::ringcentral::types::ExtensionId;
use connectors::ringcentral::{Decision as OnTelephony, RingCentral, RingCentralError};
use futures::channel::mpsc::unbounded;
use futures::future::join;
use futures::stream::{self, StreamExt as _};
use model::audit::{Subject, Verb};
use model::presence::{Cause, HeardBy, Side, Target};
use model::presence_sync::{FLIP_WINDOW, MOST_FLIPS};
use model::{Code, MemberId, Moment, PresenceSyncId, Problem};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::time::Duration;

/// What one turn takes of a sync: while it is taken nobody is called, so that it is some rounds of calls.
const MOST: i64 = 6 * AT_ONCE as i64;
/// Calls under way at once; how many a platform takes in a time, its client knows.
const AT_ONCE: usize = 16;
/// What was taken is told by then, or somebody else takes it.
const LEASE: i64 = 5 * 60_000;
/// The pause after the first failure, in milliseconds; it doubles.
const PAUSE: i64 = 2_000;
/// The longest of them.
const LONGEST: i64 = 5 * 60_000;

/// One thing to be told.
struct Task {
    member: MemberId,
    side: Side,
    account: String,
    target: Target,
    cause: Cause,
    caused_at: Moment,
    /// The code's id in the agent's team; `None` where the team has none of that name.
    code: Option<i64>,
    /// The account has the new call handling.
    personal: bool,
    team: String,
    /// How many tries failed.
    tries: i64,
    /// Until when it is ours.
    lease: Moment,
}

/// What came of it.
struct Done {
    task: Task,
    began: Moment,
    outcome: std::result::Result<Facts, Failure>,
    at: Moment,
}

/// Why a side was not told.
enum Failure {
    /// Perhaps later.
    Later(Option<Duration>, Problem),
    /// Not until a person did something.
    Never(Problem),
}

/// What has something due: a side of a sync.
pub(super) type Due = (PresenceSyncId, Side);

/// Which sides have something due.
pub(super) async fn due(services: &Services) -> Result<Vec<Due>> {
    let mut conn = services.store.read().await?;
    let sql = "select distinct sync_id, side from presence_writes where due_at <= $1 and leased_until < $1 order by sync_id, side";
    Ok(sqlx::query_as(sql).bind(services.clock.now()).fetch_all(&mut *conn).await?)
}

/// When something is due next; `None` for never.
pub(super) async fn next_due(services: &Services) -> Result<Option<Moment>> {
    let mut conn = services.store.read().await?;
    let sql = "select min(due_at) from presence_writes where due_at is not null and leased_until < $1";
    Ok(sqlx::query_scalar(sql).bind(services.clock.now()).fetch_one(&mut *conn).await?)
}

/// Tells one side what is due, until nothing is.
///
/// # Errors
/// What the database says. A platform's refusal is kept with the person.
pub(super) async fn tell(services: &Services, due: &Due) -> Result<()> {
    while let Some((row, tasks)) = take(services, due, services.clock.now()).await? {
        let mut conn = services.store.read().await?;
        let connection = connections::rows::find(&mut conn, &row.organisation_id, row.connection(due.1)).await?;
        drop(conn);
        let clients = &services.clients;
        let platform = match due.1 {
            Side::Telephony => clients.ring_central(services, &connection).map(Platform::Telephony),
            Side::ContactCentre => clients.cxone(services, &connection).map(Platform::ContactCentre),
        };
        let platform = platform.unwrap_or_else(|error| Platform::None(error.into_problem()));
        each(services, &row, tasks, &platform).await?;
    }
    Ok(())
}

/// The client of the side that is told.
#[derive(Clone)]
enum Platform {
    Telephony(RingCentral),
    ContactCentre(CXone),
    /// Its settings cannot be used.
    None(Problem),
}

impl Platform {
    async fn tell(self, services: Services, task: Task) -> Done {
        let began = services.clock.now();
        let outcome = match &self {
            Self::Telephony(telephony) => on_telephony(telephony, &task).await,
            Self::ContactCentre(centre) => in_centre(centre, &task).await,
            Self::None(problem) => Err(Failure::Later(None, problem.clone())),
        };
        let at = services.clock.now();
        // The telephones answer how it was when they were asked; of the contact centre we know what it took.
        let began = if task.side == Side::Telephony { began } else { at };
        Done { task, began, outcome, at }
    }
}

/// Tells some at once, and writes down what is over while the others go on.
async fn each(services: &Services, row: &Row, tasks: Vec<Task>, platform: &Platform) -> Result<()> {
    let told = stream::iter(tasks).map(|task| platform.clone().tell(services.clone(), task));
    let (sender, over) = unbounded();
    // Side by side: what waits for the database would otherwise keep calls from going on.
    let telling = told.buffer_unordered(AT_ONCE).map(Ok).forward(sender);
    let writing = async {
        let mut over = over.ready_chunks(MOST as usize);
        while let Some(done) = over.next().await {
            finish(services, row, done).await?;
        }
        Ok(())
    };
    join(telling, writing).await.1
}

/// Takes what is due, for nobody else to tell it; `None` for nothing.
async fn take(services: &Services, (sync, side): &Due, now: Moment) -> Result<Option<(Row, Vec<Task>)>> {
    let mut tx = services.store.write().await?;
    let sql = [syncs::SELECT, "where s.id = $1"].concat();
    let Some(row) = sqlx::query_as::<Db, Row>(sqlx::AssertSqlSafe(sql)).bind(sync).fetch_optional(&mut *tx).await?
    else {
        return Ok(None);
    };
    organisation::lock(&mut tx, &row.organisation_id).await?;
    let due: Vec<MemberId> = sqlx::query_scalar(
        "select member_id from presence_writes where sync_id = $1 and side = $2 and due_at <= $3 and leased_until < $3 \
         order by due_at, member_id limit $4",
    )
    .bind(sync)
    .bind(side)
    .bind(now)
    .bind(MOST)
    .fetch_all(&mut *tx)
    .await?;
    if due.is_empty() {
        return Ok(None);
    }
    let side = *side;
    let mut batch = Batch::of_members(&mut tx, &row, &due).await?;
    let mut tasks = Vec::with_capacity(due.len());
    for member in due {
        let presence = batch.presence(&member, side).cloned();
        let account = batch.account(&member, side).cloned();
        let Some(write) = batch.writes.get_mut(&(member.clone(), side)) else { continue };
        let told = write.target()?.zip(write.cause()?);
        let (Some(account), Some((target, cause))) = (account, told) else {
            // The account was taken away meanwhile.
            write.drop_wanted();
            batch.look_again(&member, now);
            continue;
        };
        let lease = now.plus(LEASE);
        write.leased_until = lease;
        if write.before.is_none() && !is_back(&cause) {
            let facts = presence.as_ref().map(Presence::facts).transpose()?;
            write.before = facts.map(|facts| serde_json::to_string(&facts.as_target())).transpose()?;
        }
        let (caused_at, tries) = (write.caused_at.unwrap_or(now), write.tries);
        batch.look_again(&member, now);
        let team = presence.as_ref().map(|one| one.team_id.clone()).unwrap_or_default();
        let personal = match presence.map(|one| one.facts()).transpose()? {
            Some(Facts::Telephony { personal, .. }) => personal,
            _ => false,
        };
        let code = match &target {
            Target::ContactCentre { code } if !code.is_empty() => {
                super::codes::find(&mut tx, &row.centre_id, (&team, code)).await?
            }
            _ => None,
        };
        tasks.push(Task { member, side, account, target, cause, caused_at, code, personal, team, tries, lease });
    }
    batch.save(&mut tx).await?;
    tx.commit().await?;
    Ok(Some((row, tasks)))
}

async fn on_telephony(telephony: &RingCentral, task: &Task) -> std::result::Result<Facts, Failure> {
    let Some(change) = change(&task.target, task.personal) else {
        return Err(Failure::Never(Code::Internal.into()));
    };
    match telephony.put_presence(&ExtensionId::new(&task.account), &change).await {
        Ok(presence) => Ok(Facts::of_extension(&presence)),
        Err(error) => Err(refused_by_telephony(&error)),
    }
}

fn refused_by_telephony(error: &RingCentralError) -> Failure {
    let problem = Problem::new(Code::Platform).with("call", error.api()).with("detail", error);
    match error.decision() {
        OnTelephony::Retry { after } => Failure::Later(Some(after), problem),
        OnTelephony::Wait { at_least } => Failure::Later(Some(at_least), problem),
        OnTelephony::RefreshToken => Failure::Later(None, problem),
        _ => Failure::Never(problem),
    }
}

async fn in_centre(centre: &CXone, task: &Task) -> std::result::Result<Facts, Failure> {
    let Target::ContactCentre { code } = &task.target else { return Err(Failure::Never(Code::Internal.into())) };
    let Ok(agent) = task.account.parse() else { return Err(Failure::Never(Code::Malformed.into())) };
    let state = match task.code {
        _ if code.is_empty() => NewState::Available,
        Some(id) => NewState::Unavailable(OutStateId(id)),
        None => return Err(Failure::Never(Problem::new(Code::NoSuchCode).with("code", code))),
    };
    match centre.set_state(AgentId(agent), state).await {
        Ok(()) => Ok(Facts::ContactCentre {
            doing: if code.is_empty() { super::facts::Doing::Available } else { super::facts::Doing::Unavailable },
            code: code.clone(),
            after_call: false,
        }),
        Err(error) => Err(refused_by_centre(&error)),
    }
}

fn refused_by_centre(error: &CXoneError) -> Failure {
    let problem = Problem::new(Code::Platform).with("call", error.api()).with("detail", error);
    match error.decision() {
        InCentre::Retry { after } => Failure::Later(Some(after), problem),
        InCentre::Wait { at_least } => Failure::Later(Some(at_least), problem),
        InCentre::RefreshToken => Failure::Later(None, problem),
        _ => Failure::Never(problem),
    }
}

/// Writes down what came of it, and looks at everybody again: things may have changed meanwhile.
async fn finish(services: &Services, row: &Row, done: Vec<Done>) -> Result<()> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &row.organisation_id).await?;
    let mut members: Vec<MemberId> = done.iter().map(|one| one.task.member.clone()).collect();
    members.sort();
    members.dedup();
    let mut batch = Batch::of_members(&mut tx, row, &members).await?;
    let mut held = BTreeMap::new();
    for Done { task, began, outcome, at } in done {
        let key = (task.member.clone(), task.side);
        // Whose lease ran out is told by somebody else.
        let Some(write) = batch.writes.get_mut(&key).filter(|write| write.leased_until == task.lease) else { continue };
        write.leased_until = Moment(0);
        match outcome {
            Ok(facts) => {
                told(write, &task, at)?;
                if counts(&task.cause) && flips(&mut batch, (&task.member, task.side), at)? {
                    held.insert(task.member.clone(), at);
                }
                let heard = Heard {
                    external_id: task.account.clone(),
                    facts,
                    team: task.team.clone(),
                    since: at,
                    sequence: 0,
                    at,
                    by: HeardBy::Change,
                };
                batch.hear(task.side, &heard, (began, at))?;
                batch.reconsider(&task.member, at)?;
            }
            Err(failure) => {
                not_told(write, &task, failure, at)?;
                batch.look_again(&task.member, at);
            }
        }
    }
    batch.save(&mut tx).await?;
    for (member, at) in held {
        let name: String =
            sqlx::query_scalar("select name from members where id = $1").bind(&member).fetch_one(&mut *tx).await?;
        let told = json!({ "person": name, "changes": MOST_FLIPS });
        let record = Record::new(Verb::Pause, Subject::Presence, &row.id, row.name()).fields(Value::Null, told);
        audit::record(&mut tx, &row.organisation_id, &audit::Actor::system(), at, record).await?;
    }
    tx.hint(&row.organisation_id, "presence");
    tx.commit().await
}

/// Whether something is put back that the person had chosen.
const fn is_back(cause: &Cause) -> bool {
    matches!(cause, Cause::TelephonyOver | Cause::OverrideOver)
}

/// What people say is theirs to change as often as they like.
const fn counts(cause: &Cause) -> bool {
    !matches!(cause, Cause::Person { .. })
}

/// Keeps that a side was told.
fn told(write: &mut Write, task: &Task, at: Moment) -> Result<()> {
    let target = serde_json::to_string(&task.target)?;
    if write.wanted.as_ref() == Some(&target) {
        write.drop_wanted();
    }
    write.problem = None;
    let back = write.before.as_ref() == Some(&target) || is_back(&task.cause);
    // What the person had chosen is back: nothing of ours stands there any more.
    write.stands = !back && write.before.is_some();
    if back {
        write.before = None;
    }
    (write.told, write.echoes) = (Some(target), true);
    write.told_cause = Some(serde_json::to_string(&task.cause)?);
    (write.told_at, write.lag) = (Some(at), Some((at.0 - task.caused_at.0).max(0)));
    Ok(())
}

/// Keeps that a side was not told: it is tried again, or waits for a person.
fn not_told(write: &mut Write, task: &Task, failure: Failure, at: Moment) -> Result<()> {
    let still = write.wanted.as_ref() == Some(&serde_json::to_string(&task.target)?);
    if !still {
        // Something else is wanted by now, and due.
        return Ok(());
    }
    let problem = match failure {
        // For as long as it is wanted: what the agent does next may be hours away.
        Failure::Later(pause, problem) => {
            let doubled = (PAUSE << task.tries.min(10)).min(LONGEST);
            let asked = pause.map_or(0, |pause| i64::try_from(pause.as_millis()).unwrap_or(i64::MAX));
            (write.due_at, write.tries) = (Some(at.plus(doubled.max(asked))), task.tries + 1);
            problem
        }
        Failure::Never(problem) => {
            write.drop_wanted();
            if !write.stands {
                write.before = None;
            }
            problem
        }
    };
    write.problem = Some(serde_json::to_string(&problem)?);
    Ok(())
}

/// Counts a change; whether the sides were told in turn too often, so that nothing flows for the person until somebody looks. Calls alone
/// change one side only, and go round in no circle.
fn flips(batch: &mut Batch<'_>, (member, side): (&MemberId, Side), at: Moment) -> Result<bool> {
    let Some(person) = batch.people.get_mut(member) else { return Ok(false) };
    let mut told: Vec<(i64, Side)> = serde_json::from_str(&person.flips)?;
    told.retain(|(then, _)| at.0 - then < FLIP_WINDOW);
    told.push((at.0, side));
    let turns = told.windows(2).filter(|two| two[0].1 != two[1].1).count();
    let begins = turns > MOST_FLIPS && !person.held;
    person.held |= begins;
    person.flips = serde_json::to_string(&told)?;
    Ok(begins)
}
