//! What every change of a hand-over asks first.

use super::rows::{self, Row};
use crate::{Result, Services, Viewer, Write, audit, organisation};
use model::handover::HandoverState;
use model::permission::Permission;
use model::{Code, HandoverId, Problem};

/// Begins a change of one hand-over, as it was read.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::HandoversWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`] where it is in
/// none of these states.
pub(super) async fn begin(
    services: &Services,
    viewer: &Viewer,
    (id, revision): (&HandoverId, Option<i64>),
    states: &[HandoverState],
) -> Result<(Write, Row)> {
    viewer.require_everywhere(Permission::HandoversWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    if revision.is_some_and(|revision| revision != row.revision) {
        let name = rows::name(&mut tx, id).await?;
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &name).await?.into());
    }
    if !states.contains(&row.state) {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    Ok((tx, row))
}
