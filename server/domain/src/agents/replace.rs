//! Replacing an agent: what editing leaves alone (number, address, role) changes by deleting and adding again, in one step. Skill groups
//! and shifts go over, history and statistics stay linked.

use super::add::{newcomer, role};
use super::check::require_free;
use super::password::{Issued, issue};
use super::rows::{New, Row};
use super::{find_as_seen, get, mails, require_no_more_rights, rows};
use crate::audit::{self, Actor, Record};
use crate::members::step_if_possible;
use crate::{Result, Services, Viewer, Write, departments, organisation, outbox};
use model::agent::AgentDetail;
use model::agent_edit::{AddAgent, ReplaceAgent};
use model::audit::{Subject, Verb};
use model::member::Step;
use model::outbox::Template;
use model::permission::Permission;
use model::{AgentId, Code, MemberId, Moment, Problem};
use serde_json::json;

/// Puts another agent into an agent's place. With another address it is another person, who gets an account and a password.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`], [`Code::Taken`],
/// [`Code::WrongState`] for one in the recycle bin, [`Code::AgentServing`], [`Code::RoleAboveOwn`].
pub async fn replace(services: &Services, viewer: &Viewer, replace: ReplaceAgent) -> Result<AgentDetail> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let replace = replace.check()?;
    let issued = issue(services).await?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_as_seen(&mut tx, viewer, (&replace.id, replace.revision)).await?;
    if row.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    if row.state.is_serving() {
        return Err(Problem::new(Code::AgentServing).with("name", &row.name).into());
    }
    require_no_more_rights(&mut tx, viewer, &row).await?;
    require_free(&mut tx, &viewer.organisation, (&replace.number, &replace.email), Some(&row.id)).await?;
    let id = write(&mut tx, services, viewer, (&row, &replace, &issued), now).await?;
    for topic in ["agents", "members", "roles", "sessions"] {
        tx.hint(&viewer.organisation, topic);
    }
    let detail = get::detail(&mut tx, services, viewer, &id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(detail)
}

async fn write(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (row, replace, issued): (&Row, &ReplaceAgent, &Issued),
    now: Moment,
) -> Result<AgentId> {
    let organisation = &viewer.organisation;
    let same = crate::keys::fold(&replace.email) == crate::keys::fold(&row.email);
    let member = if same {
        give_role(tx, viewer, row, replace).await?;
        row.member_id.clone()
    } else {
        leave(tx, services, viewer, row, now).await?;
        another(tx, services, viewer, (replace, issued), now).await?
    };
    sqlx::query(
        "update agents set replaced = $1, deleted_at = $2, state = 'offline', state_since = $2, revision = revision + 1 \
         where id = $3",
    )
    .bind(true)
    .bind(now)
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    let id: AgentId = services.ids.next();
    let new = New {
        id: id.clone(),
        member: &member,
        name: &replace.name,
        nickname: &replace.nickname,
        number: &replace.number,
        email: &replace.email,
        replaces: Some(&row.id),
    };
    rows::insert(tx, organisation, &new, now).await?;
    for statement in [
        "update agent_groups set agent_id = $1 where agent_id = $2",
        "update agent_shifts set agent_id = $1 where agent_id = $2",
        "update agents set zone = (select zone from agents former where former.id = $2) where id = $1",
    ] {
        sqlx::query(statement).bind(&id).bind(&row.id).execute(&mut **tx).await?;
    }
    if !same && let Some(new) = rows::find(tx, organisation, &id).await? {
        mails::password(tx, services, &new, (Template::AgentPassword, Some(issued))).await?;
    }
    let told = |number: &str, email: &str| json!({ "number": number, "email": email });
    let record = Record::new(Verb::Replace, Subject::Agent, &id, &replace.name)
        .fields(told(&row.number, &row.email), told(&replace.number, &replace.email));
    audit::record(tx, organisation, &Actor::from(viewer), now, record).await?;
    let record = Record::new(Verb::Delete, Subject::Agent, &row.id, &row.name)
        .fields(told(&row.number, &row.email), json!({ "replaced_by": replace.number }));
    audit::record(tx, organisation, &Actor::from(viewer), now, record).await?;
    Ok(id)
}

/// The same person with another number or role.
async fn give_role(tx: &mut Write, viewer: &Viewer, row: &Row, replace: &ReplaceAgent) -> Result<()> {
    if replace.role == row.held.key() {
        return Ok(());
    }
    let root = departments::rows::root(tx, &viewer.organisation).await?;
    let given = role(tx, viewer, &replace.role, &root.id).await?;
    sqlx::query("update members set role = $1, own_role_id = $2, revision = revision + 1 where id = $3")
        .bind(given.role)
        .bind(&given.own)
        .bind(&row.member_id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Whoever had the place: the account made for him is of no use any more.
async fn leave(tx: &mut Write, services: &Services, viewer: &Viewer, row: &Row, now: Moment) -> Result<()> {
    outbox::cancel(tx, row.id.as_str()).await?;
    if let Some(account) = row.account_id.as_ref().filter(|_| !row.has_own_account()) {
        step_if_possible(tx, services, viewer, &row.member_id, Step::Terminate).await?;
        super::force::end_sessions(tx, services, row, account, now).await?;
    }
    Ok(())
}

async fn another(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (replace, issued): (&ReplaceAgent, &Issued),
    now: Moment,
) -> Result<MemberId> {
    let add = AddAgent {
        name: replace.name.clone(),
        email: replace.email.clone(),
        role: replace.role.clone(),
        number: replace.number.clone(),
        ..AddAgent::default()
    };
    let place = newcomer(tx, services, viewer, &add, (issued, now)).await?;
    if let Some(record) = place.told {
        audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    }
    Ok(place.member)
}
