//! Moving a department.

use super::add::taken;
use super::rows::{self, Row};
use super::{find_for, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, organisation};
use model::audit::{Subject, Verb};
use model::department::{Department, MoveDepartment};
use model::member::Source;
use model::permission::Permission;
use model::{Code, DepartmentId, Moment, Problem, limits};
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
    if row.parent_id.is_none() {
        return Err(Code::DepartmentIsRoot.into());
    }
    if row.revision != to.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    put(&mut tx, viewer, &row, &parent, &Spot::Before(to.before.as_ref()), now).await?;
    let department = shown(&mut tx, viewer, &to.id).await?;
    tx.commit().await?;
    Ok(department)
}

/// A place among siblings.
pub(super) enum Spot<'a> {
    /// Before this one, or last.
    Before(Option<&'a DepartmentId>),
    /// With so many before it.
    At(usize),
}

/// Moves it, in a transaction under way.
pub(super) async fn put(
    tx: &mut Write,
    viewer: &Viewer,
    row: &Row,
    parent: &Row,
    spot: &Spot<'_>,
    now: Moment,
) -> Result<()> {
    let Some(old_parent) = row.parent_id.clone() else { return Err(Code::DepartmentIsRoot.into()) };
    if parent.path.starts_with(&row.path) {
        return Err(Code::DepartmentCycle.into());
    }
    let moves = old_parent != parent.id;
    if moves && row.source != Source::Manual {
        return Err(Problem::new(Code::OwnedUpstream).with("field", "parent").into());
    }
    let height = rows::deepest(tx, &viewer.organisation, row).await? - row.depth;
    if parent.depth + 1 + height > limits::DEPTH as i64 {
        return Err(Problem::new(Code::DepartmentTooDeep).with("limit", limits::DEPTH).into());
    }
    let before = rows::find(tx, &viewer.organisation, &old_parent).await?;
    if moves {
        rows::reparent(tx, &viewer.organisation, row, parent).await.map_err(taken)?;
    }
    let mut order: Vec<_> = rows::children(tx, &parent.id).await?.into_iter().map(|child| child.id).collect();
    order.retain(|child| *child != row.id);
    let at = match spot {
        Spot::Before(before) => before.and_then(|before| order.iter().position(|child| child == before)),
        Spot::At(at) => Some(*at),
    };
    let at = at.unwrap_or(order.len()).min(order.len());
    order.insert(at, row.id.clone());
    for (position, child) in order.iter().enumerate() {
        rows::place(tx, child, position as i64).await?;
    }
    let record = Record::new(Verb::Move, Subject::Department, &row.id, &row.name).fields(
        json!({ "parent": before.map(|before| before.name), "position": row.position }),
        json!({ "parent": parent.name, "position": at }),
    );
    let record = record.back(
        json!({ "parent": old_parent, "position": row.position }),
        json!({ "parent": parent.id, "position": at }),
    );
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    tx.hint(&viewer.organisation, "members");
    Ok(())
}
