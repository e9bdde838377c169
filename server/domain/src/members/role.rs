//! Giving a member another role.

use super::get::detail;
use super::{find_for, rows};
use crate::audit::{self, Actor, Record};
use crate::roles::{self, Given, Held};
use crate::store::one;
use crate::{Conn, Result, Services, Viewer, departments, organisation};
use model::audit::{Subject, Verb};
use model::member::{ChangeRole, MemberDetail, Status};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::{Code, DepartmentId, MemberId, Problem};
use serde_json::{Value, json};

/// Gives a member another role, and the holder of one that reaches only into some departments those.
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
    let given = roles::find(&mut tx, &viewer.organisation, &change.role).await?;
    let given = given.ok_or_else(|| Problem::field("role", Fault::Unknown))?;
    if !viewer.rights.may_give(&given.rights) || !viewer.rights.may_give(&row.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    if row.held.role == Role::SuperAdmin
        && given.role != Role::SuperAdmin
        && row.status == Status::Active
        && rows::count_super_admins(&mut tx, &viewer.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    let was = held(&mut tx, &change.id, &row.held).await?;
    let changed = sqlx::query(
        "update members set role = $1, own_role_id = $2, revision = revision + 1 where id = $3 and revision = $4",
    )
    .bind(given.role)
    .bind(&given.own)
    .bind(&change.id)
    .bind(change.revision)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    let names = set_scope(&mut tx, viewer, &given, change).await?;
    let record = Record::new(Verb::ChangeRole, Subject::Member, &change.id, &row.name)
        .fields(json!({ "role": row.held.told() }), json!({ "role": given.told, "scope": names }))
        .back(was, json!({ "role": change.role, "scope": scope_of(&mut tx, &change.id).await? }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "members");
    tx.hint(&viewer.organisation, "roles");
    let detail = detail(&mut tx, viewer, &change.id).await?;
    tx.commit().await?;
    Ok(detail)
}

/// The role of a member and the departments that it reaches into, as a [`ChangeRole`] has them.
pub(crate) async fn held(conn: &mut Conn, id: &MemberId, held: &Held) -> Result<Value> {
    Ok(json!({ "role": held.key(), "scope": scope_of(conn, id).await? }))
}

async fn scope_of(conn: &mut Conn, id: &MemberId) -> Result<Vec<DepartmentId>> {
    let ids = sqlx::query_scalar("select department_id from member_scopes where member_id = $1 order by department_id");
    Ok(ids.bind(id).fetch_all(conn).await?)
}

async fn set_scope(conn: &mut Conn, viewer: &Viewer, given: &Given, change: &ChangeRole) -> Result<Vec<String>> {
    if !given.rights.scoped {
        rows::set_scope(conn, &viewer.organisation, &change.id, &[]).await?;
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
    }
    rows::set_scope(conn, &viewer.organisation, &change.id, &change.scope).await?;
    Ok(names)
}
