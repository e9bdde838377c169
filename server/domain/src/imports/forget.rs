//! Taking an erased customer out of the files that customers came with.

use crate::{Conn, Result};
use model::OrganisationId;

/// By what a customer is found in files.
pub(crate) struct Erased<'a> {
    pub name: &'a str,
    pub company: &'a str,
    pub phone: &'a str,
    /// The address as addresses are compared; empty for none.
    pub email_key: &'a str,
}

/// Removes the rows about somebody from all files of customers, and the bytes of those files that nobody reads again. How many rows and
/// files these were.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_customer(conn: &mut Conn, organisation: &OrganisationId, erased: Erased<'_>) -> Result<i64> {
    let rows = sqlx::query(
        "delete from import_rows where import_id in (select id from imports where organisation_id = $1 and kind = 'customers') \
         and ((phone <> '' and phone = $2) or (email_key <> '' and email_key = $3) or other_key = $4)",
    )
    .bind(organisation)
    .bind(erased.phone)
    .bind(erased.email_key)
    .bind([erased.name, erased.company].join("\n"))
    .execute(&mut *conn)
    .await?;
    // A file whose columns still wait to be assigned may have to be read in another way.
    let files = sqlx::query(
        "delete from import_files where import_id in (select id from imports where organisation_id = $1 and kind = 'customers' \
         and state in ('checked', 'drafting', 'drafted', 'failed'))",
    )
    .bind(organisation)
    .execute(conn)
    .await?;
    Ok((rows.rows_affected() + files.rows_affected()) as i64)
}
