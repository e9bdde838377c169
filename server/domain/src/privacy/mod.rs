//! Privacy requests: what people ask about the data that are held about them, and what is held, in a file.
//!
//! What the activity tells of a request names nobody: it stays when the person is erased.

mod close;
mod dossier;
mod due;
mod get;
mod list;
mod rows;
mod save;

pub use close::close;
pub use dossier::{File, LEFT_OUT, TABLES, fetch, start_dossier};
pub(crate) use dossier::{failed, make, sweep};
pub use get::get;
pub use list::{counts, list};
pub use save::save;

use crate::{Conn, Result};
use model::{CustomerId, OrganisationId};

/// Takes out of the requests of somebody who is erased, and out of the files made for them, what tells who it was; how many
/// requests these were.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_customer(
    conn: &mut Conn,
    organisation: &OrganisationId,
    customer: &CustomerId,
) -> Result<i64> {
    let changed = sqlx::query(
        "update privacy_requests set name = '', note = '', reason = '', erased = $1, revision = revision + 1 \
         where organisation_id = $2 and customer_id = $3",
    )
    .bind(true)
    .bind(organisation)
    .bind(customer)
    .execute(&mut *conn)
    .await?;
    dossier::forget(conn, organisation, customer).await?;
    Ok(i64::try_from(changed.rows_affected()).unwrap_or(i64::MAX))
}
