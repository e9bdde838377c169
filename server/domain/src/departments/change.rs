//! Changing several things of a department at once.

use super::move_to::{Spot, put};
use super::{find_for, heads, rename, shown};
use crate::audit;
use crate::{Result, Services, Viewer, organisation};
use model::department::{ChangeDepartment, Department};
use model::permission::Permission;
use model::problem::Fault;
use model::text::{Check, department_name};
use model::{Code, Problem};

/// Renames, moves and gives heads in one transaction: all of what was asked for, or nothing.
///
/// # Errors
/// Those of [`super::rename`], [`super::move_to`] and [`super::set_heads`]; [`Code::Invalid`] on `parent_id` and `before` for a
/// department that does not exist or does not stand there.
pub async fn change(services: &Services, viewer: &Viewer, change: &ChangeDepartment) -> Result<Department> {
    viewer.require(Permission::DepartmentsWrite)?;
    let mut check = Check::new();
    let name = change.name.as_deref().map(|name| check.take("name", department_name(name)));
    if change.order.is_some_and(|order| order < 0) {
        check.fault("order", Fault::OutOfRange, Some(0));
    }
    check.done()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, &change.id).await?;
    if row.revision != change.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    if let Some(name) = &name {
        rename::may(&row)?;
        rename::call(&mut tx, viewer, &row, name, now).await?;
    }
    if change.parent_id.is_some() || change.before.is_some() || change.order.is_some() {
        let row = find_for(&mut tx, viewer, &change.id).await?;
        let above = row.parent_id.clone().ok_or(Code::DepartmentIsRoot)?;
        let wanted = change.parent_id.as_ref().unwrap_or(&above);
        let parent = find_for(&mut tx, viewer, wanted).await.map_err(|error| unknown(error, "parent_id"))?;
        if let Some(before) = &change.before {
            let sibling = find_for(&mut tx, viewer, before).await.map_err(|error| unknown(error, "before"))?;
            if sibling.parent_id.as_ref() != Some(&parent.id) || sibling.id == row.id {
                return Err(Problem::field("before", Fault::Unknown).into());
            }
        }
        let order = change.order.and_then(|order| usize::try_from(order).ok());
        let spot = order.map_or(Spot::Before(change.before.as_ref()), Spot::At);
        put(&mut tx, viewer, &row, &parent, &spot, now).await?;
    }
    if let Some(wanted) = &change.heads {
        let row = find_for(&mut tx, viewer, &change.id).await?;
        heads::appoint(&mut tx, viewer, &row, wanted, now).await?;
    }
    let department = shown(&mut tx, viewer, &change.id).await?;
    tx.commit().await?;
    Ok(department)
}

/// What a field points at and is not there is a fault of the field, not of the address.
fn unknown(error: crate::Error, field: &str) -> crate::Error {
    if error.code() == Some(Code::NotFound) { Problem::field(field, Fault::Unknown).into() } else { error }
}
