//! What a merge would bring together, side by side.

use super::judge::{bar, best};
use crate::customers::bin::copy::{self, Copy};
use crate::customers::get::details;
use crate::customers::tagging::seen;
use crate::{Conn, Result, Services, Viewer};
use model::customer_edit::CustomerField;
use model::merge::{MergePreview, MergeSide};
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, CustomerId, Problem, limits};

/// Copies of these customers, all of whom the viewer sees.
///
/// # Errors
/// [`Code::NotFound`]
pub(super) async fn copies(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId]) -> Result<Vec<Copy>> {
    if seen(conn, viewer, ids).await?.len() != ids.len() {
        return Err(Code::NotFound.into());
    }
    copy::of(conn, &viewer.organisation, ids).await
}

/// All that is known of customers who may be the same person, the one to keep first, with what stands in the way.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`], [`Code::Invalid`] for fewer than two or too many, [`Code::NotFound`].
pub async fn preview(services: &Services, viewer: &Viewer, ids: &[CustomerId]) -> Result<MergePreview> {
    viewer.require(Permission::CustomersWrite)?;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 || ids.len() > limits::MERGED_AT_ONCE + 1 {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let mut conn = services.store.read().await?;
    let mut copies = copies(&mut conn, viewer, &ids).await?;
    let keep = best(&copies);
    copies.swap(0, keep);
    let order: Vec<CustomerId> = copies.iter().map(|copy| copy.customer.id.clone()).collect();
    let mut rows = seen(&mut conn, viewer, &order).await?;
    rows.sort_by_key(|row| order.iter().position(|id| *id == row.id));
    let details = details(&mut conn, viewer, rows).await?;
    let problem = |at: usize| if at == 0 { None } else { bar(&copies[0], &copies[at]) };
    let source = copies[0].customer.source;
    Ok(MergePreview {
        sides: details
            .into_iter()
            .enumerate()
            .map(|(at, customer)| MergeSide { customer, problem: problem(at) })
            .collect(),
        locked: CustomerField::ALL.iter().copied().filter(|field| field.lock(source).is_some()).collect(),
    })
}
