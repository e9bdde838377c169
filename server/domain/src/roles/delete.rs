//! Deleting a role.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::store::one;
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, Problem, RoleId};
use serde_json::json;

/// Deletes a role that nobody holds: those who have left count too, because they would come back with it.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::RolesWrite`] over the whole organisation, [`Code::NotFound`], [`Code::Stale`],
/// [`Code::RoleAboveOwn`], [`Code::RoleHeld`] with how many hold it.
pub async fn delete(services: &Services, viewer: &Viewer, id: &RoleId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::RolesWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::one(&mut tx, &viewer.organisation, id).await?.ok_or(Code::NotFound)?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &row.name).await?.into());
    }
    let rights = row.rights();
    if !viewer.rights.may_give(&rights) {
        return Err(Code::RoleAboveOwn.into());
    }
    if row.holders > 0 {
        return Err(Problem::new(Code::RoleHeld).with("count", row.holders).into());
    }
    // Links that would have brought it bring an ordinary member from now on.
    sqlx::query("update invitations set own_role_id = null, revision = revision + 1 where own_role_id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    let deleted = sqlx::query("delete from roles where id = $1 and revision = $2")
        .bind(id)
        .bind(revision)
        .execute(&mut *tx)
        .await?;
    one(deleted.rows_affected())?;
    let record = Record::new(Verb::Delete, Subject::Role, id, &row.name)
        .fields(json!({ "name": row.name, "permissions": rights.permissions, "scoped": rights.scoped }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "roles");
    tx.hint(&viewer.organisation, "invitations");
    tx.commit().await
}
