//! Adding a department.

use super::rows::{self, NewDepartment as NewRow};
use super::{find_for, shown};
use crate::audit::{self, Actor, Record};
use crate::{Error, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::department::{Department, NewDepartment};
use model::member::Source;
use model::permission::Permission;
use model::problem::Fault;
use model::text::{Check, department_name};
use model::{Code, DepartmentId, Problem, limits};
use serde_json::json;

/// Adds a department as the last child.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`] for the parent, [`Code::Invalid`] for the name (taken by a sibling too),
/// [`Code::DepartmentTooDeep`].
pub async fn add(services: &Services, viewer: &Viewer, new: &NewDepartment) -> Result<Department> {
    viewer.require(Permission::DepartmentsWrite)?;
    let mut check = Check::new();
    let name = check.take("name", department_name(&new.name));
    check.done()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let parent = find_for(&mut tx, viewer, &new.parent_id).await?;
    if parent.depth >= limits::DEPTH as i64 {
        return Err(Problem::new(Code::DepartmentTooDeep).with("limit", limits::DEPTH).into());
    }
    let siblings = rows::children(&mut tx, &parent.id).await?;
    let position = siblings.last().map_or(0, |last| last.position + 1);
    let id: DepartmentId = services.ids.next();
    let row = NewRow { id: &id, parent: &parent, name: &name, position, source: Source::Manual };
    rows::insert(&mut tx, &viewer.organisation, &row, now).await.map_err(taken)?;
    let record = Record::new(Verb::Create, Subject::Department, &id, &name)
        .fields(json!(null), json!({ "name": name, "parent": parent.name }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    let department = shown(&mut tx, viewer, &id).await?;
    tx.commit().await?;
    Ok(department)
}

/// Siblings never share a name: the index says so, this says it to people.
pub(super) fn taken(error: Error) -> Error {
    if error.is_unique() { Problem::field("name", Fault::Taken).into() } else { error }
}
