//! Deleting customers on request: few at once, many through a change set to be reviewed.

use super::judge::{Case, draft, look};
use super::{count_all, explain};
use crate::audit::{self, Actor, Record};
use crate::change::{at_once, draft as drafts};
use crate::customers::rules;
use crate::{Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::change::{BRAKE_PERCENT, Brake, ChangeKind};
use model::customer::Outcomes;
use model::deletion::Deletion;
use model::member::Outcome;
use model::permission::Permission;
use model::problem::Fault;
use model::run::{Run, RunKind};
use model::{Code, CustomerId, Problem};
use serde_json::json;
use std::collections::HashMap;

/// As many as somebody names one by one go at once, whatever their share.
const FEW: i64 = 100;

/// Deletes customers by id, in one transaction; each has an outcome of his own. Where the organisation has two people look at so
/// many, or so many go that a copy of everything is made first, nothing is deleted yet: the change set waits, and every outcome
/// says so. With `rehearse` nothing is kept.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::Invalid`].
pub async fn delete(services: &Services, viewer: &Viewer, deletion: &Deletion, rehearse: bool) -> Result<Outcomes> {
    at(services, viewer, deletion, rehearse, None).await
}

/// Deletes one customer as it was read.
///
/// # Errors
/// As [`delete`]; [`Code::Stale`] if it changed since, and what stands in the way.
pub async fn delete_one(services: &Services, viewer: &Viewer, deletion: &Deletion, revision: i64) -> Result<()> {
    let deleted = at(services, viewer, deletion, false, Some(revision)).await?;
    match deleted.outcomes.into_iter().find_map(|outcome| outcome.problem) {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}

async fn at(
    services: &Services,
    viewer: &Viewer,
    deletion: &Deletion,
    rehearse: bool,
    revision: Option<i64>,
) -> Result<Outcomes> {
    viewer.require(Permission::CustomersDelete)?;
    let deletion = deletion.clone().check()?;
    if deletion.ids.is_empty() {
        return Err(Problem::field("ids", Fault::Missing).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let cases = look(&mut tx, viewer, &deletion.ids, services.clock.now()).await?;
    if let Some(case) = cases.iter().find(|case| revision.is_some_and(|revision| revision != case.revision)) {
        return Err(audit::stale(&mut tx, &viewer.organisation, case.id.as_str(), &case.name).await?.into());
    }
    let free = cases.iter().filter(|case| case.bar.is_none()).count();
    let rules = rules::find(&mut tx, &viewer.organisation).await?;
    let second = rules.second_above.is_some_and(|most| free as i64 > most);
    let of = count_all(&mut tx, &viewer.organisation).await?;
    let removal = Brake { leave: free as i64, of, limit: BRAKE_PERCENT };
    // A copy of everything is made before so many are removed, and that takes longer than a request may.
    let many = removal.leave > FEW && removal.holds();
    let waits = || match second {
        true => Problem::new(Code::SecondPerson).with("by", &viewer.name),
        false => Problem::new(Code::Brake).with("leave", removal.leave).with("of", of).with("limit", removal.limit),
    };
    let outcome = |case: &Case| Outcome {
        id: case.id.clone(),
        name: case.name.clone(),
        problem: case.bar.map(|bar| bar.problem()).or_else(|| (second || many).then(waits)),
    };
    let mut outcomes: HashMap<CustomerId, Outcome<CustomerId>> =
        cases.iter().map(|case| (case.id.clone(), outcome(case))).collect();
    let unknown =
        |id: &CustomerId| Outcome { id: id.clone(), name: String::new(), problem: Some(Code::NotFound.into()) };
    let mut outcomes: Vec<_> =
        deletion.ids.iter().map(|id| outcomes.remove(id).unwrap_or_else(|| unknown(id))).collect();
    if rehearse || free == 0 {
        return Ok(Outcomes { set: None, outcomes });
    }
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Deletion).await?;
    explain(&mut tx, &set, &deletion).await?;
    let proposed: Vec<_> = cases.iter().map(draft).collect();
    at_once::propose(&mut tx, services, viewer, &set, (&proposed, of)).await?;
    if second {
        drafts::ask_second_person(&mut tx, &set).await?;
    } else if !many {
        let mut failed = at_once::carry_out(&mut tx, services, viewer, (&set, ChangeKind::Deletion)).await?;
        for outcome in &mut outcomes {
            outcome.problem = outcome.problem.take().or_else(|| failed.remove(outcome.id.as_str()));
        }
    }
    tx.commit().await?;
    Ok(Outcomes { set: Some(set), outcomes })
}

/// Begins to look which customers would be deleted, of these or of all that a query finds; the change set waits for review.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::Invalid`].
pub async fn delete_many(services: &Services, viewer: &Viewer, deletion: &Deletion) -> Result<Run> {
    viewer.require(Permission::CustomersDelete)?;
    let deletion = deletion.clone().check()?;
    let mut tx = services.store.write().await?;
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::DraftDeletion, &serde_json::to_string(&deletion)?)
        .await?;
    let record = Record::new(Verb::Start, Subject::Run, &run.id, "")
        .fields(json!(null), json!({ "kind": RunKind::DraftDeletion }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(run)
}
