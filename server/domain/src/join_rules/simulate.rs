//! Trying the rules out.

use super::find;
use crate::{Result, Services, Viewer};
use model::join_rules::{Case, Explanation};
use model::permission::Permission;

/// What would happen to somebody, by the rules as they are, judged as real people are.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::JoinsRead`].
pub async fn simulate(services: &Services, viewer: &Viewer, case: Case) -> Result<Explanation> {
    viewer.require(Permission::JoinsRead)?;
    let mut conn = services.store.read().await?;
    Ok(find(&mut conn, &viewer.organisation).await?.explain(case))
}
