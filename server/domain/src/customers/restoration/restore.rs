//! Asking for customers in the recycle bin to come back.

use super::judge::{draft, losses};
use crate::change::at_once;
use crate::customers::bin::copy::Copy;
use crate::customers::bin::rows;
use crate::{Result, Services, Viewer, organisation};
use model::change::{ChangeKind, Verdict};
use model::customer::Outcomes;
use model::member::Outcome;
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, CustomerId, Problem, limits};
use std::collections::HashMap;

/// Brings customers back at once; each has an outcome of his own. If one of them is here again by now, nothing is carried out: the
/// change set waits for a person to decide whether both become one. With `rehearse` nothing is kept.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersDelete`], [`Code::Invalid`] for no ids and for more than [`limits::BULK`].
pub async fn restore(services: &Services, viewer: &Viewer, ids: &[CustomerId], rehearse: bool) -> Result<Outcomes> {
    viewer.require(Permission::CustomersDelete)?;
    if ids.is_empty() || ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let mut drafts = Vec::with_capacity(ids.len());
    let mut outcomes: HashMap<CustomerId, Outcome<CustomerId>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        for row in rows::page(&mut tx, viewer, block, None, limits::BULK as i64).await? {
            let copy = Copy::open(services, &row.id, &row.copy_sealed, &row.key_sealed)?;
            let draft = draft(&copy, &losses(&mut tx, &copy).await?);
            let here = || Problem::new(Code::WrongState).with("state", "here_again");
            let problem = (draft.verdict == Verdict::Conflict).then(here);
            let name = viewer.text(copy.customer.name);
            outcomes.insert(row.id.clone(), Outcome { id: row.id, name, problem });
            drafts.push(draft);
        }
    }
    let unknown =
        |id: &CustomerId| Outcome { id: id.clone(), name: String::new(), problem: Some(Code::NotFound.into()) };
    let conflicts = drafts.iter().any(|draft| draft.verdict == Verdict::Conflict);
    let mut seen = std::collections::HashSet::new();
    let mut outcomes: Vec<_> =
        ids.iter().filter(|id| seen.insert(*id)).map(|id| outcomes.remove(id).unwrap_or_else(|| unknown(id))).collect();
    if rehearse || drafts.is_empty() {
        return Ok(Outcomes { set: None, outcomes });
    }
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Restoration).await?;
    at_once::propose(&mut tx, services, viewer, &set, (&drafts, 0)).await?;
    if !conflicts {
        let mut failed = at_once::carry_out(&mut tx, services, viewer, (&set, ChangeKind::Restoration)).await?;
        for outcome in &mut outcomes {
            outcome.problem = outcome.problem.take().or_else(|| failed.remove(outcome.id.as_str()));
        }
    }
    tx.commit().await?;
    Ok(Outcomes { set: Some(set), outcomes })
}
