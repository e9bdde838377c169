//! Into the recycle bin, and out of it.

use super::check::require_free;
use super::force::end_sessions;
use super::rows::Row;
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, Write, members, outbox};
use model::agent_edit::BIN_DAYS;
use model::audit::{Subject, Verb};
use model::member::{Status, Step};
use model::moment::DAY;
use model::{Code, Moment, Problem};
use serde_json::json;

/// Deletes an agent: he cannot sign in. The member of an account that was made for him leaves with him; who had an account of his own
/// before stays a member.
///
/// # Errors
/// [`Code::WrongState`] for one who is there no more, [`Code::AgentServing`], [`Code::LastSuperAdmin`].
pub(super) async fn delete(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row) -> Result<()> {
    if row.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    if row.state.is_serving() {
        return Err(Problem::new(Code::AgentServing).with("name", &row.name).into());
    }
    let now = services.clock.now();
    if let Some(account) = row.account_id.as_ref().filter(|_| !row.has_own_account()) {
        members::step_if_possible(tx, services, viewer, &row.member_id, Step::Terminate).await?;
        end_sessions(tx, services, row, account, now).await?;
    }
    into_bin(tx, row, now).await?;
    let record = Record::new(Verb::Delete, Subject::Agent, &row.id, &row.name)
        .fields(json!({ "number": row.number, "email": row.email }), json!(null));
    audit::record(tx, &row.organisation_id, &Actor::from(viewer), now, record).await
}

/// Puts an agent there. A letter that was not sent yet stays unsent.
pub(super) async fn into_bin(conn: &mut Conn, row: &Row, now: Moment) -> Result<()> {
    outbox::cancel(conn, row.id.as_str()).await?;
    sqlx::query(
        "update agents set deleted_at = $1, state = 'offline', state_since = $1, revision = revision + 1 where id = $2",
    )
    .bind(now)
    .bind(&row.id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes an agent out of the recycle bin. What he signed in with counts again; a mailed password that is past its date is reset.
///
/// # Errors
/// [`Code::WrongState`] for one who is not in it or for too long, [`Code::Taken`] naming `number` or `email`.
pub(super) async fn restore(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row) -> Result<()> {
    let now = services.clock.now();
    let state = match row.deleted_at {
        // Who left with an account of his own comes back as a member first.
        _ if row.status == Status::Terminated && row.has_own_account() => Some("terminated"),
        None if row.status == Status::Terminated => None,
        None => Some("here"),
        Some(at) if row.replaced || at.plus(BIN_DAYS * DAY) <= now => Some("gone"),
        Some(_) => None,
    };
    if let Some(state) = state {
        return Err(Problem::new(Code::WrongState).with("state", state).into());
    }
    require_free(tx, &row.organisation_id, (&row.number, &row.email), Some(&row.id)).await?;
    if !row.has_own_account() {
        members::step_if_possible(tx, services, viewer, &row.member_id, Step::Restore).await?;
        // Who was only invited before an import made him an agent is so again since it was undone.
        sqlx::query(
            "update members set status = 'active', revision = revision + 1 where id = $1 and status = 'invited'",
        )
        .bind(&row.member_id)
        .execute(&mut **tx)
        .await?;
    }
    sqlx::query("update agents set deleted_at = null, revision = revision + 1 where id = $1")
        .bind(&row.id)
        .execute(&mut **tx)
        .await?;
    let record = Record::new(Verb::Restore, Subject::Agent, &row.id, &row.name)
        .fields(json!(null), json!({ "number": row.number, "email": row.email }));
    audit::record(tx, &row.organisation_id, &Actor::from(viewer), now, record).await
}
