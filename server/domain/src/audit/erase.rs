//! Making what the activity tells about somebody illegible.

use super::told;
use crate::{Conn, Result};
use model::OrganisationId;

/// Takes names and fields out of all entries about these records; that something was done, when and by whom, stays. How many
/// entries these were. [`super::verify`] accepts it for whoever has a certificate of erasure.
///
/// # Errors
/// What the database says.
pub(crate) async fn erase(conn: &mut Conn, organisation: &OrganisationId, subject: &str) -> Result<i64> {
    let rows: Vec<(i64, String, String, String, String, String)> = sqlx::query_as(
        "select seq, salt, subject_name, before, after, put_back from audit where organisation_id = $1 and subject_id = $2 \
         and erased is null",
    )
    .bind(organisation)
    .bind(subject)
    .fetch_all(&mut *conn)
    .await?;
    for (seq, salt, name, before, after, put_back) in &rows {
        sqlx::query(
            "update audit set subject_name = '', before = '', after = '', put_back = '', salt = '', erased = $1 \
             where organisation_id = $2 and seq = $3",
        )
        .bind(told(salt, name, before, after, put_back))
        .bind(organisation)
        .bind(seq)
        .execute(&mut *conn)
        .await?;
    }
    Ok(rows.len() as i64)
}
