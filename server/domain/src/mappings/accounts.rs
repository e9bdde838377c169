//! Looking for an account by the name as it stands there.

use super::rows::{self, ACCOUNTS, Account};
use crate::keys::{fold, name_keys};
use crate::page::{Cursor, page};
use crate::search::escape;
use crate::{Db, Result, Services, Viewer};
use model::mapping::{AccountQuery, OutsideAccount};
use model::page::Page;
use sqlx::QueryBuilder;

/// One page of accounts by name, each with whose it is already.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::MappingsRead`], [`model::Code::NotFound`],
/// [`model::Code::Malformed`] for a damaged cursor.
pub async fn accounts(services: &Services, viewer: &Viewer, query: &AccountQuery) -> Result<Page<OutsideAccount>> {
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    rows::connection(&mut conn, viewer, &query.connection).await?;
    let mut sql = QueryBuilder::<Db>::new(ACCOUNTS);
    sql.push("where a.connection_id = ").push_bind(query.connection.clone()).push(" and not a.gone");
    if query.free {
        sql.push(" and t.id is null");
    }
    push_search(&mut sql, &query.search);
    if let Some(cursor) = cursor {
        sql.push(" and (a.name_key, a.external_id) > (").push_bind(cursor.key).push(", ");
        sql.push_bind(cursor.id).push(")");
    }
    sql.push(" order by a.name_key, a.external_id limit ").push_bind(wanted + 1);
    let found: Vec<Account> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let found =
        page(found, wanted, None, |row: &Account| Cursor { key: row.name_key.clone(), id: row.external_id.clone() });
    let items = found.items.into_iter().map(|row| row.shown(viewer)).collect();
    Ok(Page { items, next_cursor: found.next_cursor, total: None })
}

/// Any part of the name as it is written or sounds, its initials, of the address or the number.
fn push_search(sql: &mut QueryBuilder<Db>, search: &str) {
    let text = fold(search);
    if text.is_empty() {
        return;
    }
    let sound = name_keys(&text).full;
    let part = format!("%{}%", escape(&text));
    sql.push(" and (a.name like ")
        .push_bind(format!("%{}%", escape(search.trim())))
        .push(" escape '\\' or a.email_key like ");
    sql.push_bind(part.clone()).push(" escape '\\' or a.number like ").push_bind(part).push(" escape '\\'");
    if !sound.is_empty() {
        sql.push(" or a.name_key like ").push_bind(format!("%{sound}%"));
        sql.push(" or a.turned_key like ").push_bind(format!("%{sound}%"));
        sql.push(" or a.initials_key like ").push_bind(format!("{sound}%"));
    }
    sql.push(")");
}
