//! What a rule would clear, before it is switched on.

use super::due;
use crate::{Result, Services, Viewer};
use model::permission::Permission;
use model::problem::Fault;
use model::retention::{Example, RetentionKind, RetentionPreview};
use model::{Problem, retention::RetentionRules};

/// Examples that are shown.
const SHOWN: i64 = 10;

/// How many a rule of so many days would clear now, and the oldest of them.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::OrganisationWrite`], [`model::Code::Invalid`] for days that no rule may have.
pub async fn preview(services: &Services, viewer: &Viewer, kind: RetentionKind, days: i64) -> Result<RetentionPreview> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let rules = RetentionRules { days: vec![(kind, days)], ..RetentionRules::default() };
    rules.check().map_err(|_| Problem::field(kind.word(), Fault::OutOfRange))?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let amount = due::count(&mut conn, &viewer.organisation, (kind, days), now).await?;
    let found = due::due(&mut conn, &viewer.organisation, (kind, days), now, SHOWN).await?;
    let examples = found.into_iter().map(|one| Example { name: viewer.text(one.name), at: one.at }).collect();
    Ok(RetentionPreview { amount, examples })
}
