//! Giving a member another role.

use super::get::detail;
use super::{find_for, rows};
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Conn, Result, Services, Viewer, departments, organisation};
use model::audit::{Subject, Verb};
use model::member::{ChangeRole, MemberDetail, Status};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::{Code, MemberId, Problem};
use serde_json::json;

/// Gives a member another role, and a Department Admin his departments.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::RoleAboveOwn`] for the new role and for the present one,
/// [`Code::LastSuperAdmin`], [`Code::Invalid`].
pub async fn change_role(services: &Services, viewer: &Viewer, change: &ChangeRole) -> Result<MemberDetail> {
    viewer.require_everywhere(Permission::RolesWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, &change.id).await?;
    if row.revision != change.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    if !viewer.role.may_grant(change.role) || !viewer.role.may_grant(row.role) {
        return Err(Code::RoleAboveOwn.into());
    }
    if row.role == Role::SuperAdmin
        && change.role != Role::SuperAdmin
        && row.status == Status::Active
        && rows::count_super_admins(&mut tx, &viewer.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    let changed = sqlx::query("update members set role = $1, revision = revision + 1 where id = $2 and revision = $3")
        .bind(change.role)
        .bind(&change.id)
        .bind(change.revision)
        .execute(&mut *tx)
        .await?;
    one(changed.rows_affected())?;
    let names = set_scope(&mut tx, viewer, &change.id, change).await?;
    let record = Record::new(Verb::ChangeRole, Subject::Member, &change.id, &row.name)
        .fields(json!({ "role": row.role }), json!({ "role": change.role, "scope": names }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "members");
    let detail = detail(&mut tx, viewer, &change.id).await?;
    tx.commit().await?;
    Ok(detail)
}

async fn set_scope(conn: &mut Conn, viewer: &Viewer, id: &MemberId, change: &ChangeRole) -> Result<Vec<String>> {
    sqlx::query("delete from member_scopes where member_id = $1").bind(id).execute(&mut *conn).await?;
    if !change.role.is_scoped() {
        return Ok(Vec::new());
    }
    if change.scope.is_empty() {
        return Err(Problem::field("scope", Fault::Missing).into());
    }
    let mut names = Vec::new();
    for department in &change.scope {
        let row = departments::rows::find(conn, &viewer.organisation, department).await?;
        let Some(row) = row else { return Err(Problem::field("scope", Fault::Unknown).into()) };
        names.push(row.name);
        sqlx::query(
            "insert into member_scopes (organisation_id, member_id, department_id) values ($1, $2, $3) \
             on conflict (member_id, department_id) do nothing",
        )
        .bind(&viewer.organisation)
        .bind(id)
        .bind(department)
        .execute(&mut *conn)
        .await?;
    }
    Ok(names)
}
