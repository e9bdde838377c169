//! Merging customers on request, in one transaction.

use super::judge::{bar, chosen, draft};
use super::preview::copies;
use crate::change::at_once;
use crate::customers::deletion::outside;
use crate::{Result, Services, Viewer, organisation};
use model::change::{ChangeKind, Reason};
use model::customer::Outcomes;
use model::member::Outcome;
use model::merge::Merge;
use model::permission::Permission;
use model::{Code, CustomerId, Problem};

/// Makes one customer of several. Who cannot become part of the kept one is left as he is and says why. With `rehearse` nothing is kept.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`], [`Code::Invalid`], [`Code::NotFound`] for one whom the viewer does not
/// see.
pub async fn merge(services: &Services, viewer: &Viewer, merge: &Merge, rehearse: bool) -> Result<Outcomes> {
    viewer.require(Permission::CustomersWrite)?;
    let merge = merge.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let ids: Vec<CustomerId> = std::iter::once(&merge.keep).chain(&merge.ids).cloned().collect();
    let mut copies = copies(&mut tx, viewer, &ids).await?;
    let keep = copies.remove(0);
    let outside = outside(&mut tx, viewer, &ids).await?;
    let mut outcomes = Vec::with_capacity(copies.len());
    let mut drafts = Vec::new();
    for gone in &copies {
        let id = gone.customer.id.clone();
        let foreign = outside.contains(&id) || outside.contains(&merge.keep);
        let forbidden = || Problem::new(Code::Forbidden).with("permission", Permission::CustomersWrite);
        let problem = if foreign { Some(forbidden()) } else { bar(&keep, gone) };
        if problem.is_none() {
            drafts.push(draft(&keep, gone, &chosen(&merge, &keep, gone), Reason::Asked));
        }
        outcomes.push(Outcome { id, name: viewer.text(gone.customer.name.clone()), problem });
    }
    if rehearse || drafts.is_empty() {
        return Ok(Outcomes { set: None, outcomes });
    }
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Merge).await?;
    at_once::propose(&mut tx, services, viewer, &set, (&drafts, 0)).await?;
    let mut failed = at_once::carry_out(&mut tx, services, viewer, (&set, ChangeKind::Merge)).await?;
    for outcome in &mut outcomes {
        outcome.problem = outcome.problem.take().or_else(|| failed.remove(outcome.id.as_str()));
    }
    tx.commit().await?;
    Ok(Outcomes { set: Some(set), outcomes })
}
