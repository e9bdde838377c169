//! Who somebody is now who became part of another.

use crate::{Conn, Result};
use model::{CustomerId, OrganisationId};

/// The customer with this id, or the one whom he became part of.
///
/// # Errors
/// What the database says.
pub(in crate::customers) async fn now(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &CustomerId,
) -> Result<CustomerId> {
    // Whoever is merged takes those along who were merged into him: one step leads to the end.
    let into: Option<CustomerId> =
        sqlx::query_scalar("select into_id from customer_merges where organisation_id = $1 and customer_id = $2")
            .bind(organisation)
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(into.unwrap_or_else(|| id.clone()))
}

/// Who became part of this customer.
///
/// # Errors
/// What the database says.
pub(in crate::customers) async fn absorbed(conn: &mut Conn, id: &CustomerId) -> Result<Vec<CustomerId>> {
    Ok(sqlx::query_scalar("select customer_id from customer_merges where into_id = $1 order by customer_id")
        .bind(id)
        .fetch_all(conn)
        .await?)
}
