//! The history of imports, and the rows of one.

use super::{find_for, kinds, only_own, require, require_any, rows};
use crate::keys::fold;
use crate::page::{Cursor, page};
use crate::store::push_list;
use crate::{Db, Result, Services, Viewer};
use model::import::{Import, ImportKind, ImportRow, ImportRowQuery};
use model::page::{Page, PageRequest};
use sqlx::QueryBuilder;

/// One page of imports, newest first, of one kind or of all that the viewer may import; see [`only_own`].
///
/// # Errors
/// [`model::Code::Forbidden`]
pub async fn list(
    services: &Services,
    viewer: &Viewer,
    kind: Option<ImportKind>,
    request: &PageRequest,
) -> Result<Page<Import>> {
    match kind {
        Some(kind) => require(viewer, kind)?,
        None => require_any(viewer)?,
    }
    let wanted = request.rows();
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where i.organisation_id = ").push_bind(viewer.organisation.clone());
    sql.push(" and i.state <> 'uploading' and i.kind in (");
    push_list(&mut sql, kinds(viewer).filter(|known| kind.is_none_or(|kind| *known == kind)));
    sql.push(")");
    if only_own(viewer) {
        match viewer.key() {
            Some(key) => sql.push(" and i.created_by_key = ").push_bind(key),
            None => sql.push(" and i.created_by_member = ").push_bind(viewer.member.clone()),
        };
    }
    if let Some(cursor) = Cursor::of(request)? {
        let key = cursor.number()?;
        sql.push(" and (i.created_at, i.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
    }
    sql.push(" order by i.created_at desc, i.id desc limit ").push_bind(wanted + 1);
    let mut conn = services.store.read().await?;
    let found: Vec<rows::Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let imports: Vec<Import> = found.into_iter().map(Import::from).collect();
    Ok(page(imports, wanted, None, |import: &Import| Cursor {
        key: import.created_at.0.to_string(),
        id: import.id.0.clone(),
    }))
}

/// One page of the rows below the header, in their order.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn list_rows(services: &Services, viewer: &Viewer, query: &ImportRowQuery) -> Result<Page<ImportRow>> {
    require_any(viewer)?;
    let wanted = query.page.rows();
    let mut conn = services.store.read().await?;
    let import = find_for(&mut conn, viewer, &query.import).await?;
    let header = import.options()?.header_row.unwrap_or(0);
    let after = Cursor::of(&query.page)?.map(|cursor| cursor.number()).transpose()?.unwrap_or(header).max(header);
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT_ROWS);
    sql.push("where import_id = ").push_bind(query.import.clone()).push(" and number > ").push_bind(after);
    push_filters(&mut sql, query);
    sql.push(" order by number limit ").push_bind(wanted + 1);
    let found: Vec<rows::FileRow> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from import_rows where import_id = ");
        sql.push_bind(query.import.clone()).push(" and number > ").push_bind(header);
        push_filters(&mut sql, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    let shown = found.into_iter().map(rows::FileRow::shown).collect::<Result<Vec<_>>>()?;
    Ok(page(shown, wanted, total, |row: &ImportRow| Cursor { key: row.number.to_string(), id: String::new() }))
}

fn push_filters(sql: &mut QueryBuilder<Db>, query: &ImportRowQuery) {
    if let Some(level) = query.level {
        sql.push(" and skipped = ").push_bind(false).push(" and level = ").push_bind(level);
    }
    if let Some(skipped) = query.skipped {
        sql.push(" and skipped = ").push_bind(skipped);
    }
    // What is left after taking it out differs only if it was there: both databases know this, and no text becomes a pattern.
    let mut holds = |column: &'static str, text: String| {
        sql.push(" and replace(").push(column).push(", ").push_bind(text).push(", '') <> ").push(column);
    };
    if let Some(code) = query.code {
        holds("issues", format!("\"code\":\"{code}\""));
    }
    let search: String = fold(&query.search).chars().take(model::limits::SEARCH).collect();
    if !search.is_empty() {
        holds("body", search);
    }
}
