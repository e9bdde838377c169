//! Suspending, resuming, terminating and restoring a member.

use super::find_for;
use super::get::detail;
use super::rows::{self, Row};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, Write, organisation, sessions};
use model::audit::{Subject, Verb};
use model::member::{MemberDetail, Outcome, Status, Step};
use model::permission::{Permission, Role};
use model::problem::{Fault, Field};
use model::{Code, MemberId, Moment, Problem, limits};
use serde_json::json;

/// Takes a step in a member's life. Suspending and terminating end the person's sessions in the same transaction.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`], [`Code::LastSuperAdmin`],
/// [`Code::RoleAboveOwn`] for somebody who has more rights than the viewer.
pub async fn take_step(
    services: &Services,
    viewer: &Viewer,
    id: &MemberId,
    revision: i64,
    step: Step,
) -> Result<MemberDetail> {
    viewer.require(Permission::MembersWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    carry_out(&mut tx, viewer, &row, step, now).await?;
    let detail = detail(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(detail)
}

/// Takes a step as a part of something larger, unless the member's state has no use for it; whether it was taken.
///
/// # Errors
/// As [`take_step`].
pub(crate) async fn step_if_possible(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    id: &MemberId,
    step: Step,
) -> Result<bool> {
    let row = find_for(tx, viewer, id).await?;
    match carry_out(tx, viewer, &row, step, services.clock.now()).await {
        Ok(()) => Ok(true),
        Err(error) if error.code() == Some(Code::WrongState) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes the same step in the lives of several members, each as he is now. Each has an outcome of his own; with `rehearse` nothing
/// is kept of it.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Invalid`] for none or too many. What stands in the way of one member is in his outcome.
pub async fn take_steps(
    services: &Services,
    viewer: &Viewer,
    ids: &[MemberId],
    step: Step,
    rehearse: bool,
) -> Result<Vec<Outcome<MemberId>>> {
    viewer.require(Permission::MembersWrite)?;
    if ids.is_empty() || ids.len() > limits::BULK {
        return Err(Problem::fields(vec![Field {
            field: "ids".to_owned(),
            fault: Fault::OutOfRange,
            limit: Some(limits::BULK as i64),
        }])
        .into());
    }
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let mut outcomes = Vec::with_capacity(ids.len());
    for id in ids {
        let row = find_for(&mut tx, viewer, id).await;
        let name = row.as_ref().map(|row| viewer.text(row.name.clone())).unwrap_or_default();
        let done = match row {
            Ok(row) => carry_out(&mut tx, viewer, &row, step, now).await,
            Err(error) => Err(error),
        };
        let problem = match done {
            Ok(()) => None,
            Err(error) if error.code().is_some() => Some(error.into_problem()),
            Err(error) => return Err(error),
        };
        outcomes.push(Outcome { id: id.clone(), name, problem });
    }
    if !rehearse {
        tx.commit().await?;
    }
    Ok(outcomes)
}

/// Every rule stands before the first change, so that a refusal leaves nothing behind in the transaction.
async fn carry_out(tx: &mut Write, viewer: &Viewer, row: &Row, step: Step, now: Moment) -> Result<()> {
    let (id, revision) = (&row.id, row.revision);
    let (from, to, verb): (&[Status], Status, Verb) = match step {
        Step::Suspend => (&[Status::Active], Status::Suspended, Verb::Suspend),
        Step::Resume => (&[Status::Suspended], Status::Active, Verb::Resume),
        Step::Terminate => (&[Status::Active, Status::Suspended, Status::Invited], Status::Terminated, Verb::Terminate),
        Step::Restore => (&[Status::Terminated], Status::Active, Verb::Restore),
    };
    if !from.contains(&row.status) {
        return Err(Problem::new(Code::WrongState).with("state", row.status).into());
    }
    if !viewer.rights.includes(&row.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    if row.held.role == Role::SuperAdmin
        && row.status == Status::Active
        && rows::count_super_admins(tx, &viewer.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    let changed =
        sqlx::query("update members set status = $1, revision = revision + 1 where id = $2 and revision = $3")
            .bind(to)
            .bind(id)
            .bind(revision)
            .execute(&mut **tx)
            .await?;
    one(changed.rows_affected())?;
    if matches!(step, Step::Suspend | Step::Terminate)
        && let Some(account) = &row.account_id
    {
        sessions::end_all(tx, account).await?;
    }
    let record = Record::new(verb, Subject::Member, id, &row.name)
        .fields(json!({ "status": row.status }), json!({ "status": to }))
        .back(json!({ "status": row.status }), json!({ "status": to }));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "members");
    tx.hint(&viewer.organisation, "departments");
    Ok(())
}
