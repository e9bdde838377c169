//! Renaming a department.

use super::add::taken;
use super::rows::{self, Row};
use super::{find_for, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, organisation};
use model::audit::{Subject, Verb};
use model::department::Department;
use model::member::Source;
use model::permission::Permission;
use model::text::{Check, department_name};
use model::{Code, DepartmentId, Moment, Problem};
use serde_json::json;

/// Renames a department.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::OwnedUpstream`], [`Code::Invalid`].
pub async fn rename(
    services: &Services,
    viewer: &Viewer,
    id: &DepartmentId,
    name: &str,
    revision: i64,
) -> Result<Department> {
    viewer.require(Permission::DepartmentsWrite)?;
    let mut check = Check::new();
    let name = check.take("name", department_name(name));
    check.done()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    may(&row)?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    call(&mut tx, viewer, &row, &name, now).await?;
    let department = shown(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(department)
}

/// Passes if the name is ours to give.
pub(super) fn may(row: &Row) -> Result<()> {
    if row.parent_id.is_none() {
        return Err(Code::DepartmentIsRoot.into());
    }
    if row.source != Source::Manual {
        return Err(Problem::new(Code::OwnedUpstream).with("field", "name").into());
    }
    Ok(())
}

/// Gives the name, in a transaction under way.
pub(super) async fn call(tx: &mut Write, viewer: &Viewer, row: &Row, name: &str, now: Moment) -> Result<()> {
    if row.name == name {
        return Ok(());
    }
    rows::rename(tx, &row.id, name).await.map_err(taken)?;
    let record = Record::new(Verb::Update, Subject::Department, &row.id, name)
        .fields(json!({ "name": row.name }), json!({ "name": name }))
        .back(json!({ "name": row.name }), json!({ "name": name }));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    tx.hint(&viewer.organisation, "members");
    Ok(())
}
