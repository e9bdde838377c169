//! Suspending, resuming, terminating and restoring a member.

use super::get::detail;
use super::{find_for, rows};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation, sessions};
use model::audit::{Subject, Verb};
use model::member::{MemberDetail, Status, Step};
use model::permission::{Permission, Role};
use model::{Code, MemberId, Problem};
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
    let (from, to, verb): (&[Status], Status, Verb) = match step {
        Step::Suspend => (&[Status::Active], Status::Suspended, Verb::Suspend),
        Step::Resume => (&[Status::Suspended], Status::Active, Verb::Resume),
        Step::Terminate => (&[Status::Active, Status::Suspended, Status::Invited], Status::Terminated, Verb::Terminate),
        Step::Restore => (&[Status::Terminated], Status::Active, Verb::Restore),
    };
    if !from.contains(&row.status) {
        return Err(Problem::new(Code::WrongState).with("state", row.status).into());
    }
    if !viewer.role.includes(row.role) {
        return Err(Code::RoleAboveOwn.into());
    }
    if row.role == Role::SuperAdmin
        && row.status == Status::Active
        && rows::count_super_admins(&mut tx, &viewer.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    let changed =
        sqlx::query("update members set status = $1, revision = revision + 1 where id = $2 and revision = $3")
            .bind(to)
            .bind(id)
            .bind(revision)
            .execute(&mut *tx)
            .await?;
    one(changed.rows_affected())?;
    if matches!(step, Step::Suspend | Step::Terminate)
        && let Some(account) = &row.account_id
    {
        sessions::end_all(&mut tx, account).await?;
    }
    let record = Record::new(verb, Subject::Member, id, &row.name)
        .fields(json!({ "status": row.status }), json!({ "status": to }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "members");
    tx.hint(&viewer.organisation, "departments");
    let detail = detail(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(detail)
}
