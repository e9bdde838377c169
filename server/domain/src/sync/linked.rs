//! What is here of a connection, by the ids that the platform gave it.

use crate::store::push_list;
use crate::{Db, Result, change::Context};
use sqlx::QueryBuilder;

/// Every key once; the empty one, which stands for nobody, is left out.
pub(super) fn distinct(keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut keys: Vec<String> = keys.filter(|key| !key.is_empty()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Adds "of this connection, with one of these keys" to a selection.
pub(super) fn linked(select: &str, key: &str, context: &Context, keys: &[String]) -> Result<QueryBuilder<Db>> {
    let mut sql = QueryBuilder::<Db>::new(select);
    sql.push(" where connection_id = ").push_bind(context.connection()?.clone());
    sql.push(" and ").push(key).push(" in (");
    push_list(&mut sql, keys.iter().cloned());
    sql.push(")");
    Ok(sql)
}
