//! Synchronisations: read a platform, compare, propose a change set.
//!
//! A run reads everything into staging tables page by page, saving its cursor with each page, so that a killed server goes on
//! where it was. Only when all was read is anything concluded; an error never becomes an empty list. The comparison walks both
//! sides in the order of their keys, a block at a time: a million rows need no more memory than a thousand.

pub mod contacts;
pub mod customers;

use crate::{Conn, Result};
use model::RunId;

/// Removes what a run read, once it is over.
pub(crate) async fn tidy(conn: &mut Conn, run: &RunId) -> Result<()> {
    for statement in [
        "delete from staged_departments where run_id = $1",
        "delete from staged_members where run_id = $1",
        "delete from staged_relations where run_id = $1",
    ] {
        sqlx::query(statement).bind(run).execute(&mut *conn).await?;
    }
    Ok(())
}
