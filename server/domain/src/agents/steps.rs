//! What is done with one or several agents at once, each with an outcome of his own.

use super::password::{Issued, issue_all};
use super::rows::Row;
use super::{delete, find, force, mails, require_no_more_rights, resume};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, organisation};
use model::agent_edit::AgentStep;
use model::audit::{Subject, Verb};
use model::member::Outcome;
use model::outbox::Template;
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::{AgentId, Code, Problem};
use serde_json::json;

/// Agents at once: `DeleteStaff` of Tencent CCC takes as many, and hashing their passwords takes some seconds.
pub const AT_ONCE: usize = 200;

/// The right that a step takes.
const fn right(step: AgentStep) -> Permission {
    match step {
        AgentStep::ResumeOnline => Permission::AgentsAccess,
        AgentStep::ResetPassword | AgentStep::Delete | AgentStep::Restore => Permission::AgentsWrite,
    }
}

/// Takes a step with these agents, each as he is now. A new password stops the old one and ends sessions in the same transaction.
///
/// # Errors
/// [`Code::Forbidden`] without the step's right, [`Code::Invalid`] for none or too many. In the outcomes: [`Code::NotFound`],
/// [`Code::WrongState`], [`Code::OwnedByPerson`], [`Code::RoleAboveOwn`], [`Code::AgentServing`].
pub async fn take_steps(
    services: &Services,
    viewer: &Viewer,
    ids: &[AgentId],
    step: AgentStep,
) -> Result<Vec<Outcome<AgentId>>> {
    viewer.require_everywhere(right(step))?;
    if ids.is_empty() || ids.len() > AT_ONCE {
        let limit = Some(AT_ONCE as i64);
        return Err(Problem::fields(vec![Field { field: "ids".to_owned(), fault: Fault::OutOfRange, limit }]).into());
    }
    let mut issued = if step == AgentStep::ResetPassword { issue_all(services, ids.len()).await? } else { Vec::new() };
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let found = find(&mut tx, viewer, id).await;
        let name = found.as_ref().map(|row| row.name.clone()).unwrap_or_default();
        let done = match found {
            Ok(row) => one(&mut tx, services, viewer, (&row, step, issued.pop())).await,
            Err(error) => Err(error),
        };
        outcomes.push(Outcome { id: id.clone(), name, problem: problem(done)? });
    }
    for topic in ["agents", "members", "sessions"] {
        tx.hint(&viewer.organisation, topic);
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(outcomes)
}

/// What stood in the way of one; whatever stands in the way of all goes on.
pub(super) fn problem(done: Result<()>) -> Result<Option<Problem>> {
    match done {
        Ok(()) => Ok(None),
        Err(error) if error.code().is_some() => Ok(Some(error.into_problem())),
        Err(error) => Err(error),
    }
}

/// Every rule stands before the first change, so that a refusal leaves nothing behind in the transaction.
async fn one(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (row, step, issued): (&Row, AgentStep, Option<Issued>),
) -> Result<()> {
    require_no_more_rights(tx, viewer, row).await?;
    let actor = Actor::from(viewer);
    match (step, issued) {
        (AgentStep::ResetPassword, Some(issued)) => reset(tx, services, (row, &issued), &actor).await,
        (AgentStep::ResetPassword, None) => Err(Code::Busy.into()),
        (AgentStep::ResumeOnline, _) => resume::resume(tx, services, row, &actor).await,
        (AgentStep::Delete, _) => delete::delete(tx, services, viewer, row).await,
        (AgentStep::Restore, _) => delete::restore(tx, services, viewer, row).await,
    }
}

async fn reset(tx: &mut Write, services: &Services, (row, issued): (&Row, &Issued), actor: &Actor) -> Result<()> {
    if row.is_gone() {
        return Err(Problem::new(Code::WrongState).with("state", "deleted").into());
    }
    let account = row
        .account_id
        .as_ref()
        .filter(|_| !row.has_own_account())
        .ok_or_else(|| Problem::new(Code::OwnedByPerson).with("field", "password"))?;
    let now = services.clock.now();
    issued.put(tx, account, now).await?;
    force::end_sessions(tx, services, row, account, now).await?;
    sqlx::query("update agents set revision = revision + 1 where id = $1").bind(&row.id).execute(&mut **tx).await?;
    mails::password(tx, services, row, (Template::AgentPasswordReset, Some(issued))).await?;
    let record = Record::new(Verb::Reset, Subject::Agent, &row.id, &row.name)
        .fields(json!(null), json!({ "password": "mailed" }));
    audit::record(tx, &row.organisation_id, actor, now, record).await
}
