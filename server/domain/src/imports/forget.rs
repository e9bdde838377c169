//! Taking an erased customer out of the files that customers came with.

use crate::{Conn, Db, Result};
use model::OrganisationId;
use sqlx::QueryBuilder;

/// By what a customer is found in files.
pub(crate) struct Erased<'a> {
    pub name: &'a str,
    pub company: &'a str,
    pub phone: &'a str,
    /// The address as addresses are compared; empty for none.
    pub email_key: &'a str,
}

/// Removes the rows about somebody from all files of customers, and the bytes of those files that nobody reads again. In how many
/// files he was.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_customer(conn: &mut Conn, organisation: &OrganisationId, erased: Erased<'_>) -> Result<i64> {
    let begun = |what: &'static str| {
        let mut sql = QueryBuilder::<Db>::new(what);
        sql.push(" from import_rows where import_id in (select id from imports where kind = 'customers' and organisation_id = ");
        sql.push_bind(organisation.clone()).push(") and ((phone <> '' and phone = ").push_bind(erased.phone.to_owned());
        sql.push(") or (email_key <> '' and email_key = ").push_bind(erased.email_key.to_owned());
        sql.push(") or other_key = ").push_bind([erased.name, erased.company].join("\n")).push(")");
        sql
    };
    let files: i64 = begun("select count(distinct import_id)").build_query_scalar().fetch_one(&mut *conn).await?;
    begun("delete").build().execute(&mut *conn).await?;
    // A file whose columns still wait to be assigned may have to be read in another way.
    sqlx::query(
        "delete from import_files where import_id in (select id from imports where organisation_id = $1 and kind = 'customers' \
         and state in ('checked', 'drafting', 'drafted', 'failed'))",
    )
    .bind(organisation)
    .execute(conn)
    .await?;
    Ok(files)
}
