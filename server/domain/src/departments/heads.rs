//! Setting who heads a department.

use super::rows::{self, Row};
use super::{find_for, shown};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, members, organisation};
use model::audit::{Subject, Verb};
use model::department::{Department, Head};
use model::member::Status;
use model::permission::Permission;
use model::problem::Fault;
use model::{DepartmentId, MemberId, Moment, Problem};
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
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    appoint(&mut tx, viewer, &row, heads, now).await?;
    let department = shown(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(department)
}

/// Replaces the heads, in a transaction under way.
pub(super) async fn appoint(tx: &mut Write, viewer: &Viewer, row: &Row, heads: &[MemberId], now: Moment) -> Result<()> {
    if heads.len() > MOST {
        return Err(Problem::field("heads", Fault::OutOfRange).into());
    }
    let (before, was) = named(rows::heads_of(tx, &row.id).await?);
    let mut wanted = heads.to_vec();
    wanted.sort();
    wanted.dedup();
    for head in &wanted {
        let member = members::rows::find(tx, &viewer.organisation, head).await?;
        if member.is_none_or(|member| member.status != Status::Active) {
            return Err(Problem::field("heads", Fault::Unknown).into());
        }
    }
    rows::set_heads(tx, &viewer.organisation, &row.id, &wanted).await?;
    let (after, is) = named(rows::heads_of(tx, &row.id).await?);
    let record = Record::new(Verb::Update, Subject::Department, &row.id, &row.name)
        .fields(json!({ "heads": before }), json!({ "heads": after }))
        .back(json!({ "heads": was }), json!({ "heads": is }));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "departments");
    Ok(())
}

/// Names for people, and ids in an order of their own.
fn named(heads: Vec<Head>) -> (Vec<String>, Vec<MemberId>) {
    let (names, mut ids): (Vec<_>, Vec<_>) = heads.into_iter().map(|head| (head.name, head.member_id)).unzip();
    ids.sort();
    (names, ids)
}
