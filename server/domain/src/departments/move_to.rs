//! Moving a department.

use super::add::taken;
use super::{find_for, rows, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::department::{Department, MoveDepartment};
use model::member::Source;
use model::permission::Permission;
use model::{Code, Problem, limits};
use serde_json::json;

/// Moves a department with everything below it under another one, or to another place among its siblings.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::OwnedUpstream`] when the parent would change,
/// [`Code::DepartmentIsRoot`], [`Code::DepartmentCycle`], [`Code::DepartmentTooDeep`], [`Code::Invalid`] when a sibling there
/// has the name.
pub async fn move_to(services: &Services, viewer: &Viewer, to: &MoveDepartment) -> Result<Department> {
    viewer.require(Permission::DepartmentsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, &to.id).await?;
    let parent = find_for(&mut tx, viewer, &to.parent_id).await?;
    let Some(old_parent) = row.parent_id.clone() else { return Err(Code::DepartmentIsRoot.into()) };
    if row.revision != to.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    if parent.path.starts_with(&row.path) {
        return Err(Code::DepartmentCycle.into());
    }
    let moves = old_parent != parent.id;
    if moves && row.source != Source::Manual {
        return Err(Problem::new(Code::OwnedUpstream).with("field", "parent").into());
    }
    let height = rows::deepest(&mut tx, &viewer.organisation, &row).await? - row.depth;
    if parent.depth + 1 + height > limits::DEPTH as i64 {
        return Err(Problem::new(Code::DepartmentTooDeep).with("limit", limits::DEPTH).into());
    }
    let before = rows::find(&mut tx, &viewer.organisation, &old_parent).await?;
    if moves {
        rows::reparent(&mut tx, &viewer.organisation, &row, &parent).await.map_err(taken)?;
    }
    let mut order: Vec<_> = rows::children(&mut tx, &parent.id).await?.into_iter().map(|child| child.id).collect();
    order.retain(|child| *child != row.id);
    let at = to.before.as_ref().and_then(|before| order.iter().position(|child| child == before));
    order.insert(at.unwrap_or(order.len()), row.id.clone());
    for (position, child) in order.iter().enumerate() {
        rows::place(&mut tx, child, position as i64).await?;
    }
    let record = Record::new(Verb::Move, Subject::Department, &row.id, &row.name).fields(
        json!({ "parent": before.map(|before| before.name), "position": row.position }),
        json!({ "parent": parent.name, "position": at.unwrap_or(order.len() - 1) }),
    );
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    tx.hint(&viewer.organisation, "members");
    let department = shown(&mut tx, viewer, &to.id).await?;
    tx.commit().await?;
    Ok(department)
}
