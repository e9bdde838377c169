//! Deleting a department.

use super::{find_for, rows};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::member::Source;
use model::permission::Permission;
use model::{Code, DepartmentId, Problem};
use serde_json::json;

/// Deletes an empty department.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::OwnedUpstream`], [`Code::DepartmentIsRoot`],
/// [`Code::DepartmentNotEmpty`] with the counts.
pub async fn delete(services: &Services, viewer: &Viewer, id: &DepartmentId, revision: i64) -> Result<()> {
    viewer.require(Permission::DepartmentsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.parent_id.is_none() {
        return Err(Code::DepartmentIsRoot.into());
    }
    if row.source != Source::Manual {
        return Err(Problem::new(Code::OwnedUpstream).with("field", "department").into());
    }
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    let (members, departments) = rows::contents(&mut tx, id).await?;
    if members > 0 || departments > 0 {
        let problem = Problem::new(Code::DepartmentNotEmpty).with("members", members).with("departments", departments);
        return Err(problem.into());
    }
    rows::delete(&mut tx, id).await?;
    let record =
        Record::new(Verb::Delete, Subject::Department, id, &row.name).fields(json!({ "name": row.name }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    tx.commit().await
}
