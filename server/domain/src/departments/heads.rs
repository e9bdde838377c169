//! Setting who heads a department.

use super::{find_for, rows, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, members, organisation};
use model::audit::{Subject, Verb};
use model::department::Department;
use model::member::Status;
use model::permission::Permission;
use model::problem::Fault;
use model::{DepartmentId, MemberId, Problem};
use serde_json::json;

/// The most heads a department may have.
const MOST: usize = 20;

/// Replaces the heads of a department.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::Invalid`] for somebody who
/// is not an active member.
pub async fn set_heads(
    services: &Services,
    viewer: &Viewer,
    id: &DepartmentId,
    heads: &[MemberId],
    revision: i64,
) -> Result<Department> {
    viewer.require(Permission::DepartmentsWrite)?;
    if heads.len() > MOST {
        return Err(Problem::field("heads", Fault::OutOfRange).into());
    }
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    let before: Vec<String> = rows::heads_of(&mut tx, id).await?.into_iter().map(|head| head.name).collect();
    let mut wanted = heads.to_vec();
    wanted.sort();
    wanted.dedup();
    for head in &wanted {
        let member = members::rows::find(&mut tx, &viewer.organisation, head).await?;
        if member.is_none_or(|member| member.status != Status::Active) {
            return Err(Problem::field("heads", Fault::Unknown).into());
        }
    }
    rows::set_heads(&mut tx, &viewer.organisation, id, &wanted).await?;
    let after: Vec<String> = rows::heads_of(&mut tx, id).await?.into_iter().map(|head| head.name).collect();
    let record = Record::new(Verb::Update, Subject::Department, id, &row.name)
        .fields(json!({ "heads": before }), json!({ "heads": after }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    let department = shown(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(department)
}
