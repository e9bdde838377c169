//! Records in the order in which the index finds them: for one word that too many have to sort them.

use super::Kind;
use crate::{Conn, Db, Result};
use model::OrganisationId;
use sqlx::QueryBuilder;

#[cfg(not(feature = "postgres"))]
use super::ask::{FEW, is_long, trigrams};

/// Whether so many records of the installation match a word that they are not sorted.
///
/// # Errors
/// What the database says.
#[cfg(not(feature = "postgres"))]
pub async fn are_many(conn: &mut Conn, word: &str) -> Result<bool> {
    if !is_long(word) {
        return Ok(false);
    }
    let found: i64 =
        sqlx::query_scalar("select count(*) from (select 1 from search_text where search_text match $1 limit $2)")
            .bind(trigrams(word))
            .bind(FEW + 1)
            .fetch_one(conn)
            .await?;
    Ok(found > FEW)
}

/// Never: PostgreSQL has statistics and decides by itself how to reach and sort them.
///
/// # Errors
/// None.
#[cfg(feature = "postgres")]
pub async fn are_many(_: &mut Conn, _: &str) -> Result<bool> {
    Ok(false)
}

/// What entries are ordered by and gone on from.
#[cfg(not(feature = "postgres"))]
pub const ENTRY: &str = "t.rowid";
/// As on SQLite.
#[cfg(feature = "postgres")]
pub const ENTRY: &str = "e.entry";

/// Adds the index, as `t` and `e`, before the table of records.
#[cfg(not(feature = "postgres"))]
pub fn push_indexed(query: &mut QueryBuilder<Db>) {
    // In this order: SQLite without statistics would ask the index about every entry.
    query.push("search_text t cross join search_entries e cross join ");
}

/// As on SQLite; its entries have no number to go on from, but nobody asks: [`are_many`].
#[cfg(feature = "postgres")]
pub fn push_indexed(query: &mut QueryBuilder<Db>) {
    query.push("(select 0::bigint as entry, x.* from search_entries x) e cross join ");
}

/// Adds "the entry `e` matches the word".
pub fn push_matches(query: &mut QueryBuilder<Db>, organisation: &OrganisationId, kind: Kind, word: &str) {
    #[cfg(not(feature = "postgres"))]
    {
        query.push(" and e.entry = t.rowid and t.search_text match ").push_bind(trigrams(word));
        query.push(" and instr(e.body, ").push_bind(word.to_owned()).push(") > 0");
    }
    #[cfg(feature = "postgres")]
    query.push(" and e.body like ").push_bind(format!("%{}%", super::escape(word)));
    query.push(" and e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone());
}
