//! Forcing agents offline: their sessions end, and nobody lets them in until they are resumed.

use super::rows::Row;
use super::{find, mails, require_no_more_rights, shifts, sign_ins};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, Write, organisation, sessions};
use model::agent::{SignIn, SignInKind};
use model::agent_edit::{ForceOffline, ForcedLength};
use model::audit::{Subject, Verb};
use model::member::Outcome;
use model::moment::HOUR;
use model::outbox::Template;
use model::permission::Permission;
use model::problem::Fault;
use model::{AgentId, Code, Moment, Problem};
use serde_json::json;

/// Forces agents offline, each with an outcome of his own. Of one who is forced offline already, reason and length change.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsAccess`], [`Code::Invalid`]. In the outcomes: [`Code::NotFound`],
/// [`Code::RoleAboveOwn`], [`Code::NoShift`], [`Code::WrongState`] for whoever would lock himself out.
pub async fn force_offline(services: &Services, viewer: &Viewer, force: ForceOffline) -> Result<Vec<Outcome<AgentId>>> {
    viewer.require_everywhere(Permission::AgentsAccess)?;
    let force = force.check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    if let Some(group) = &force.group {
        let here: Option<String> =
            sqlx::query_scalar("select id from skill_groups where organisation_id = $1 and id = $2")
                .bind(&viewer.organisation)
                .bind(group)
                .fetch_optional(&mut *tx)
                .await?;
        here.ok_or_else(|| Problem::field("group", Fault::Unknown))?;
    }
    let mut outcomes = Vec::with_capacity(force.ids.len());
    for id in &force.ids {
        let found = find(&mut tx, viewer, id).await;
        let name = found.as_ref().map(|row| row.name.clone()).unwrap_or_default();
        let done = match found {
            Ok(row) => one(&mut tx, services, viewer, (&row, &force)).await,
            Err(error) => Err(error),
        };
        outcomes.push(Outcome { id: id.clone(), name, problem: super::steps::problem(done)? });
    }
    tx.hint(&viewer.organisation, "agents");
    // Open streams of whoever was signed in end with it.
    tx.hint(&viewer.organisation, sessions::TOPIC);
    tx.commit().await?;
    services.wake.notify_one();
    Ok(outcomes)
}

/// Every rule stands before the first change.
async fn one(tx: &mut Write, services: &Services, viewer: &Viewer, (row, force): (&Row, &ForceOffline)) -> Result<()> {
    let now = services.clock.now();
    if row.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    if row.member_id == viewer.member {
        return Err(Problem::new(Code::WrongState).with("state", "self").into());
    }
    require_no_more_rights(tx, viewer, row).await?;
    let until = until(tx, row, force.length, now).await?;
    sqlx::query(
        "update agents set forced_at = $1, forced_by = $2, forced_reason = $3, forced_until = $4, forced_work = $5, \
         forced_group_id = $6, state = 'offline', state_since = case when state = 'offline' then state_since else $1 end, \
         revision = revision + 1 where id = $7",
    )
    .bind(now)
    .bind(&viewer.name)
    .bind(&force.reason)
    .bind(until)
    .bind(force.work)
    .bind(&force.group)
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    if let Some(account) = &row.account_id {
        end_sessions(tx, services, row, account, now).await?;
    }
    let text = until.map_or_else(|| mails::until_resumed(row).to_owned(), |until| shifts::said(until, &row.zone));
    let values = [("by", viewer.name.as_str()), ("reason", &force.reason), ("until", &text)];
    mails::access(tx, services, row, Template::AgentForcedOffline, &values).await?;
    let told = json!({ "reason": force.reason, "length": force.length, "until": until, "live_work": force.work });
    let record = Record::new(Verb::Suspend, Subject::Agent, &row.id, &row.name).fields(json!(null), told);
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await
}

async fn until(conn: &mut Conn, row: &Row, length: ForcedLength, now: Moment) -> Result<Option<Moment>> {
    Ok(match length {
        ForcedLength::UntilResumed => None,
        ForcedLength::Hour => Some(now.plus(HOUR)),
        ForcedLength::EndOfShift => {
            let week = shifts::of(conn, row).await?;
            let end = shifts::end_of_shift(&week, now)?;
            Some(end.ok_or_else(|| Problem::new(Code::NoShift).with("name", &row.name))?)
        }
    })
}

/// Ends the sessions of an account that is in no other organisation; in another one it goes on, and is not let in here.
pub(super) async fn end_sessions(
    tx: &mut Conn,
    services: &Services,
    row: &Row,
    account: &model::AccountId,
    now: Moment,
) -> Result<()> {
    let elsewhere: i64 = sqlx::query_scalar(
        "select count(*) from members where account_id = $1 and organisation_id <> $2 and status = 'active'",
    )
    .bind(account)
    .bind(&row.organisation_id)
    .fetch_one(&mut *tx)
    .await?;
    if elsewhere == 0 {
        // Whoever signs in at this moment has his session first, or none.
        sqlx::query("update accounts set revision = revision where id = $1").bind(account).execute(&mut *tx).await?;
        sessions::end_all(tx, account).await?;
    }
    let entry = SignIn { at: now, kind: SignInKind::Ended, address: String::new(), browser: String::new() };
    sign_ins::note(tx, &services.ids, &row.id, &entry).await
}
