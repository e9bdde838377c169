//! Taking an account from whoever leaves, as a part of a hand-over: so that nobody has it, or a successor who has none there.

use super::rows::{self, Standing};
use crate::change::Context;
use crate::members::rows::email_key;
use crate::{Conn, Result};
use model::mapping::{MappingReason, MappingStatus};
use model::{Code, ConnectionId, MappingId, MemberId, OrganisationId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Where somebody stood, kept to put it back.
#[derive(Debug, Clone, Serialize, Deserialize, sqlx::FromRow)]
struct Stood {
    connection_id: ConnectionId,
    member_id: MemberId,
    status: MappingStatus,
    reason: Option<MappingReason>,
    external_id: Option<String>,
    attempts: i64,
    tried_email: String,
    by_hand: bool,
    decided_by: String,
    revision: i64,
}

impl Stood {
    fn standing(&self) -> Standing<'_> {
        Standing {
            member: &self.member_id,
            status: self.status,
            reason: self.reason,
            external_id: self.external_id.as_deref(),
            attempts: self.attempts,
            tried_email: &self.tried_email,
            by_hand: self.by_hand,
            decided_by: &self.decided_by,
        }
    }
}

const SELECT: &str = "select connection_id, member_id, status, reason, external_id, attempts, tried_email, by_hand, decided_by, \
     revision from mappings where organisation_id = $1 and ";

async fn by_id(conn: &mut Conn, organisation: &OrganisationId, id: &MappingId) -> Result<Option<Stood>> {
    let found = sqlx::query_as(sqlx::AssertSqlSafe([SELECT, "id = $2"].concat())).bind(organisation).bind(id);
    Ok(found.fetch_optional(conn).await?)
}

async fn of(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (connection, member): (&ConnectionId, &MemberId),
) -> Result<Option<Stood>> {
    let found = sqlx::query_as(sqlx::AssertSqlSafe([SELECT, "connection_id = $2 and member_id = $3"].concat()));
    Ok(found.bind(organisation).bind(connection).bind(member).fetch_optional(conn).await?)
}

/// Takes a mapping from whoever leaves; the successor, if there is one, gets the account. The mapping's revision, and what
/// [`give_back`] needs.
///
/// # Errors
/// [`Code::WrongState`] where it is not the leaver's any more, [`Code::Taken`] for a successor who has an account there.
pub(crate) async fn pass_on(
    conn: &mut Conn,
    context: &Context,
    id: &MappingId,
    (from, to): (&MemberId, Option<&MemberId>),
) -> Result<(i64, Value)> {
    let held = by_id(conn, &context.organisation, id).await?.filter(|held| held.member_id == *from);
    let held = held.filter(|held| held.external_id.is_some());
    let held = held.ok_or_else(|| Problem::new(Code::WrongState).with("state", "edited"))?;
    let now = context.clock.now();
    let place = (&context.organisation, &held.connection_id);
    // As Auto Sync does with somebody who left: should he come back, it looks for his account anew.
    rows::put(conn, &context.ids, place, &[Standing::none(from, None)], now).await?;
    let mut before = None;
    if let Some(to) = to {
        before = of(conn, &context.organisation, (&held.connection_id, to)).await?;
        if before.as_ref().is_some_and(|before| before.external_id.is_some()) {
            return Err(Problem::new(Code::Taken).with("field", "member").into());
        }
        let external = held.external_id.as_deref().unwrap_or_default();
        let (key, by) = (key_of(conn, to).await?, name_of(conn, context.by.as_ref()).await?);
        let standing = Standing {
            member: to,
            status: MappingStatus::Mapped,
            reason: held.reason,
            external_id: Some(external),
            attempts: 0,
            tried_email: &key,
            by_hand: true,
            decided_by: &by,
        };
        rows::put(conn, &context.ids, place, &[standing], now).await?;
        rows::allow(conn, &held.connection_id, to, external).await?;
        let theirs = rows::revisions(conn, &held.connection_id, std::slice::from_ref(to)).await?;
        let theirs: Vec<MappingId> = theirs.into_values().map(|(id, _)| id).collect();
        rows::forget_candidates(conn, &theirs).await?;
    }
    Ok((held.revision + 1, json!({ "held": held, "before": before })))
}

/// Gives a mapping back to whoever left, while the account is the successor's or nobody's; otherwise the state that is in the way.
///
/// # Errors
/// What the database says.
pub(crate) async fn give_back(
    conn: &mut Conn,
    context: &Context,
    id: &MappingId,
    to: Option<&MemberId>,
    restore: &Value,
) -> Result<Option<&'static str>> {
    let held: Stood = serde_json::from_value(restore["held"].clone())?;
    let before: Option<Stood> = serde_json::from_value(restore["before"].clone())?;
    if let Some(state) = in_the_way(conn, &context.organisation, id, (to, &held)).await? {
        return Ok(Some(state));
    }
    let now = context.clock.now();
    let place = (&context.organisation, &held.connection_id);
    if let Some(to) = to {
        let theirs = of(conn, &context.organisation, (&held.connection_id, to)).await?;
        // Whoever gave the account away meanwhile stands as he wished.
        if theirs.is_some_and(|theirs| theirs.external_id == held.external_id) {
            let decided = before.filter(|before| before.status == MappingStatus::Ignored);
            let standing = decided.as_ref().map_or_else(|| Standing::none(to, None), Stood::standing);
            rows::put(conn, &context.ids, place, &[standing], now).await?;
        }
    }
    rows::put(conn, &context.ids, place, &[held.standing()], now).await?;
    Ok(None)
}

/// How many of these, each with the successor and what [`pass_on`] kept, cannot be given back: somebody else has the account by now,
/// or whoever left has another.
///
/// # Errors
/// What the database says.
pub(crate) async fn stuck(
    conn: &mut Conn,
    organisation: &OrganisationId,
    passed: &[(MappingId, Option<MemberId>, Value)],
) -> Result<i64> {
    let mut stuck = 0;
    for (id, to, restore) in passed {
        let held: Stood = serde_json::from_value(restore["held"].clone())?;
        stuck += i64::from(in_the_way(conn, organisation, id, (to.as_ref(), &held)).await?.is_some());
    }
    Ok(stuck)
}

/// What keeps a mapping from going back.
async fn in_the_way(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &MappingId,
    (to, held): (Option<&MemberId>, &Stood),
) -> Result<Option<&'static str>> {
    let Some(now) = by_id(conn, organisation, id).await? else { return Ok(Some("deleted")) };
    if now.external_id.is_some() || now.status == MappingStatus::Ignored {
        return Ok(Some("edited"));
    }
    let external = held.external_id.as_deref().unwrap_or_default();
    Ok(match rows::account(conn, &held.connection_id, external).await? {
        None => Some("gone"),
        Some(account) if account.taken_id.is_some() && account.taken_id.as_ref() != to => Some("taken"),
        Some(_) => None,
    })
}

async fn key_of(conn: &mut Conn, member: &MemberId) -> Result<String> {
    let email: Option<Option<String>> =
        sqlx::query_scalar("select email from members where id = $1").bind(member).fetch_optional(conn).await?;
    Ok(email_key(email.flatten().as_deref()).unwrap_or_default())
}

/// Whoever carries it out; nobody for a plan that begins by itself.
async fn name_of(conn: &mut Conn, by: Option<&MemberId>) -> Result<String> {
    let Some(by) = by else { return Ok(String::new()) };
    let name: Option<String> =
        sqlx::query_scalar("select name from members where id = $1").bind(by).fetch_optional(conn).await?;
    Ok(name.unwrap_or_default())
}
