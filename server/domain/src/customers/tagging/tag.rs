//! Tagging customers on request: those named at once, all that a query finds through a change set to be reviewed.

use super::judge::{Wanted, drafts, seen};
use crate::audit::{self, Actor, Record};
use crate::change::at_once;
use crate::customers::tags::own;
use crate::{Conn, Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::change::ChangeKind;
use model::customer::Outcomes;
use model::member::Outcome;
use model::permission::Permission;
use model::problem::Fault;
use model::run::{Run, RunKind};
use model::tag::Tagging;
use model::{Code, CustomerId, OrganisationId, Problem};
use serde_json::json;
use std::collections::HashMap;

/// The tags that a tagging names.
pub(super) async fn wanted(conn: &mut Conn, organisation: &OrganisationId, tagging: &Tagging) -> Result<Wanted> {
    Ok(Wanted {
        add: own(conn, organisation, "add", &tagging.add).await?,
        remove: own(conn, organisation, "remove", &tagging.remove).await?,
    })
}

/// Tags customers by id, in one transaction; each has an outcome of his own. Who carries the tags already is left as he is. With
/// `rehearse` nothing is kept.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`], [`Code::Invalid`], also for tags of a platform.
pub async fn tag(services: &Services, viewer: &Viewer, tagging: &Tagging, rehearse: bool) -> Result<Outcomes> {
    viewer.require(Permission::CustomersWrite)?;
    let tagging = tagging.clone().check()?;
    if tagging.ids.is_empty() {
        return Err(Problem::field("ids", Fault::Missing).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let wanted = wanted(&mut tx, &viewer.organisation, &tagging).await?;
    let found = seen(&mut tx, viewer, &tagging.ids).await?;
    let proposed = drafts(&mut tx, &wanted, &found).await?;
    let mut names: HashMap<CustomerId, String> = found.into_iter().map(|row| (row.id, row.name)).collect();
    let mut outcomes: Vec<Outcome<CustomerId>> = Vec::with_capacity(tagging.ids.len());
    for id in &tagging.ids {
        let name = names.remove(id);
        outcomes.push(Outcome {
            id: id.clone(),
            problem: name.is_none().then(|| Code::NotFound.into()),
            name: viewer.text(name.unwrap_or_default()),
        });
    }
    if rehearse || proposed.is_empty() {
        return Ok(Outcomes { set: None, outcomes });
    }
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Tagging).await?;
    at_once::propose(&mut tx, services, viewer, &set, (&proposed, 0)).await?;
    let mut failed = at_once::carry_out(&mut tx, services, viewer, (&set, ChangeKind::Tagging)).await?;
    for outcome in &mut outcomes {
        outcome.problem = outcome.problem.take().or_else(|| failed.remove(outcome.id.as_str()));
    }
    tx.commit().await?;
    Ok(Outcomes { set: Some(set), outcomes })
}

/// Begins to look who would be tagged of all that a query finds; the change set waits for review.
///
/// # Errors
/// As [`tag`].
pub async fn tag_many(services: &Services, viewer: &Viewer, tagging: &Tagging) -> Result<Run> {
    viewer.require(Permission::CustomersWrite)?;
    let tagging = tagging.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    wanted(&mut tx, &viewer.organisation, &tagging).await?;
    let input = serde_json::to_string(&tagging)?;
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::DraftTagging, &input).await?;
    let record = Record::new(Verb::Start, Subject::Run, &run.id, "")
        .fields(json!(null), json!({ "kind": RunKind::DraftTagging }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(run)
}
