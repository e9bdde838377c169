//! Reading the rules.

use crate::{Conn, Result, Services, Viewer};
use model::OrganisationId;
use model::join_rules::JoinRules;
use model::permission::Permission;

type Stored = (bool, Option<String>, Option<String>, Option<i64>);

/// The rules of the viewer's organisation.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::JoinsRead`].
pub async fn get(services: &Services, viewer: &Viewer) -> Result<JoinRules> {
    viewer.require(Permission::JoinsRead)?;
    let mut conn = services.store.read().await?;
    find(&mut conn, &viewer.organisation).await
}

/// The rules of an organisation; the product's own where it wrote none.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId) -> Result<JoinRules> {
    let (verification, cells, details, revision): Stored = sqlx::query_as(
        "select o.inviting_verification, r.cells, r.details, r.revision from organisations o \
         left join join_rules r on r.organisation_id = o.id where o.id = $1",
    )
    .bind(organisation)
    .fetch_one(conn)
    .await?;
    let rules = JoinRules { verification, ..JoinRules::default() };
    Ok(match (cells, details, revision) {
        (Some(cells), Some(details), Some(revision)) => JoinRules {
            closed: serde_json::from_str(&cells)?,
            details: serde_json::from_str(&details)?,
            revision,
            ..rules
        },
        _ => rules,
    })
}
