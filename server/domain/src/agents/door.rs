//! The door: who signs in as an agent, who is refused, who left.

use super::rows::{self, Row, SELECT};
use super::sign_ins;
use crate::viewer::From;
use crate::{Conn, Db, Result, Services, Write, accounts};
use model::agent::{SignIn, SignInKind};
use model::{AccountId, Code, MemberId, Moment, OrganisationId, Problem};
use sqlx::QueryBuilder;

/// Which members of an account are not let in: a condition on the members' table, named `m`, that wants the time behind it.
pub(crate) const FORCED: &str = "exists (select 1 from agents ag where ag.member_id = m.id and not ag.replaced \
     and ag.deleted_at is null and ag.forced_at is not null and (ag.forced_until is null or ag.forced_until > ";

/// Whoever comes to the door.
pub(crate) struct Comer<'a> {
    /// The account, whose password was right.
    pub account: &'a AccountId,
    /// The member that he would be; `None` if he is let in nowhere.
    pub member: Option<&'a MemberId>,
    /// From where.
    pub from: &'a From,
    /// What the browser says it is.
    pub browser: &'a str,
}

/// Notes that an agent comes in. Why he is not let in, if so: the transaction is to be committed then too.
///
/// # Errors
/// What the database says.
pub(crate) async fn enter(tx: &mut Write, services: &Services, comer: &Comer<'_>) -> Result<Option<Problem>> {
    let now = services.clock.now();
    let entry = |kind| SignIn { at: now, kind, address: comer.from.address.clone(), browser: comer.browser.to_owned() };
    let Some(member) = comer.member else {
        let Some(row) = forced(tx, comer.account, now).await? else {
            return Ok(is_left_over(tx, comer.account).await?.then(|| Code::SignInRefused.into()));
        };
        sign_ins::note(tx, &services.ids, &row.id, &entry(SignInKind::Refused)).await?;
        tx.hint(&row.organisation_id, "agents");
        return Ok(Some(refusal(row, now)));
    };
    let Some(row) = rows::of_member(tx, member).await? else { return Ok(None) };
    tx.hint(&row.organisation_id, "agents");
    sign_ins::note(tx, &services.ids, &row.id, &entry(SignInKind::In)).await?;
    // There, and takes nobody until he says so.
    sqlx::query(
        "update agents set last_sign_in_at = $1, state_since = case when state = 'offline' then $1 else state_since end, \
         state = case when state = 'offline' then 'not_ready' else state end where id = $2",
    )
    .bind(now)
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    Ok(None)
}

/// Notes that somebody came with a password that is past its date.
///
/// # Errors
/// What the database says.
pub(crate) async fn expired(
    conn: &mut Conn,
    services: &Services,
    account: &accounts::Account,
    from: &From,
) -> Result<()> {
    let at = services.clock.now();
    let agents: Vec<model::AgentId> = sqlx::query_scalar(
        "select a.id from agents a join members m on m.id = a.member_id where m.account_id = $1 and not a.replaced",
    )
    .bind(&account.id)
    .fetch_all(&mut *conn)
    .await?;
    for agent in agents {
        let (address, browser) = (from.address.clone(), String::new());
        let entry = SignIn { at, kind: SignInKind::Expired, address, browser };
        sign_ins::note(conn, &services.ids, &agent, &entry).await?;
    }
    Ok(())
}

/// Whether an organisation made the account for its agent, who is in no more, here or elsewhere: it opens nothing.
async fn is_left_over(conn: &mut Conn, account: &AccountId) -> Result<bool> {
    let found: Option<String> = sqlx::query_scalar(
        "select id from accounts where id = $1 and managed_by is not null and not exists (select 1 from members m \
         where m.account_id = accounts.id and m.status in ('active', 'invited', 'pending'))",
    )
    .bind(account)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

async fn forced(conn: &mut Conn, account: &AccountId, now: Moment) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where m.status = 'active' and not a.replaced and a.deleted_at is null and a.forced_at is not null and m.account_id = ");
    sql.push_bind(account.clone()).push(" order by a.forced_at desc, a.id limit 1");
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.filter(|row| row.is_forced(now)))
}

fn refusal(row: Row, now: Moment) -> Problem {
    let forced = row.shown(Vec::new(), now).forced;
    let (by, reason, until) = forced.map(|forced| (forced.by, forced.reason, forced.until)).unwrap_or_default();
    let problem = Problem::new(Code::ForcedOffline).with("by", by).with("reason", reason);
    match until {
        Some(until) => problem.with("until", until.0),
        None => problem,
    }
}

/// A member signed out of the browser that he was an agent in.
///
/// # Errors
/// What the database says.
pub(crate) async fn leave(conn: &mut Conn, member: &MemberId, now: Moment) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new("update agents set state = 'offline', state_since = ");
    sql.push_bind(now).push(" where member_id = ").push_bind(member.clone());
    push_gone(&mut sql, now);
    sql.build().execute(conn).await?;
    Ok(())
}

/// Agents whose sessions ran out are offline.
///
/// # Errors
/// What the database says.
pub(crate) async fn leave_silent(tx: &mut Write, now: Moment) -> Result<()> {
    let mut sql = QueryBuilder::<Db>::new("update agents set state = 'offline', state_since = ");
    sql.push_bind(now).push(" where deleted_at is null");
    push_gone(&mut sql, now);
    sql.push(" returning organisation_id");
    let mut left: Vec<OrganisationId> = sql.build_query_scalar().fetch_all(&mut **tx).await?;
    left.sort();
    left.dedup();
    for organisation in &left {
        tx.hint(organisation, "agents");
    }
    Ok(())
}

/// Those whom nothing but their own browser tells of, without a session that is alive.
fn push_gone(sql: &mut QueryBuilder<Db>, now: Moment) {
    sql.push(" and state in ('free', 'rest', 'not_ready') and not exists (select 1 from sessions s join members m ");
    sql.push("on m.account_id = s.account_id where m.id = agents.member_id and s.expires_at > ").push_bind(now);
    sql.push(" and s.seen_at > ").push_bind(now.plus(-crate::sessions::IDLE)).push(")");
}
