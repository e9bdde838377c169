//! Changing an agent's name, nickname, skill groups and shifts. Everything else changes by replacing him.

use super::{find_as_seen, get, groups, require_no_more_rights, rows, shifts};
use crate::audit::{self, Actor, Record};
use crate::keys::name_keys;
use crate::{Conn, Result, Services, Viewer, members, organisation};
use model::agent::AgentDetail;
use model::agent_edit::EditAgent;
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, Problem};
use serde_json::json;

/// Edits an agent.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`],
/// [`Code::WrongState`] for one in the recycle bin.
pub async fn edit(services: &Services, viewer: &Viewer, edit: EditAgent) -> Result<AgentDetail> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let edit = edit.check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_as_seen(&mut tx, viewer, (&edit.id, edit.revision)).await?;
    if row.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    require_no_more_rights(&mut tx, viewer, &row).await?;
    let record = write(&mut tx, &row, &edit).await?;
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "agents");
    let detail = get::detail(&mut tx, services, viewer, &row.id).await?;
    tx.commit().await?;
    Ok(detail)
}

/// Writes a change of an agent, who stands as he was read; what is to be told of it.
///
/// # Errors
/// [`Code::Stale`] if somebody was faster, [`Code::Invalid`] for a skill group that is not here.
pub(super) async fn write(conn: &mut Conn, row: &rows::Row, edit: &EditAgent) -> Result<Record> {
    rows::count_change(conn, row).await?;
    let (mut before, mut after) = (json!({}), json!({}));
    let name = edit.name.as_deref().unwrap_or(&row.name);
    let nickname = edit.nickname.as_deref().unwrap_or(&row.nickname);
    if name != row.name {
        // Who has an account of his own goes by his own name everywhere else.
        if !row.has_own_account() {
            rename_person(conn, row, name).await?;
        }
        (before["name"], after["name"]) = (json!(row.name), json!(name));
    }
    if nickname != row.nickname {
        (before["nickname"], after["nickname"]) = (json!(row.nickname), json!(nickname));
    }
    rows::rename(conn, row, name, nickname).await?;
    if let Some(placings) = &edit.groups {
        let was = groups::of(conn, std::slice::from_ref(&row.id)).await?.remove(&row.id).unwrap_or_default();
        let mut was: Vec<String> = was.into_iter().map(|group| group.name).collect();
        was.sort();
        let is = groups::set(conn, (&row.organisation_id, &row.id), placings).await?;
        (before["skill_groups"], after["skill_groups"]) = (json!(was), json!(is));
    }
    if let Some(week) = &edit.shifts {
        let was = shifts::of(conn, row).await?;
        shifts::set(conn, &row.id, week).await?;
        (before["shifts"], after["shifts"]) = (shifts::told(&was), shifts::told(week));
    }
    Ok(Record::new(Verb::Update, Subject::Agent, &row.id, name).fields(before, after))
}

/// The account was made for the agent, and so was the member: all three go by one name.
async fn rename_person(conn: &mut Conn, row: &rows::Row, name: &str) -> Result<()> {
    if let Some(account) = &row.account_id {
        sqlx::query("update accounts set name = $1, revision = revision + 1 where id = $2")
            .bind(name)
            .bind(account)
            .execute(&mut *conn)
            .await?;
    }
    let keys = name_keys(name);
    sqlx::query(
        "update members set name = $1, name_key = $2, initials_key = $3, revision = revision + 1 where id = $4",
    )
    .bind(name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(&row.member_id)
    .execute(&mut *conn)
    .await?;
    members::rows::index(conn, &row.organisation_id, &row.member_id).await
}
