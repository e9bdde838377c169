//! Reading the activity.

use super::mask::seen_by;
use crate::page::{Cursor, page};
use crate::{Conn, Db, Result, Services, Viewer};
use model::audit::{Entry, EntryQuery, Origin, Subject, Verb};
use model::page::Page;
use model::permission::Permission;
use model::{Moment, OrganisationId};
use sqlx::QueryBuilder;

#[derive(sqlx::FromRow)]
struct Row {
    seq: i64,
    at: Moment,
    actor: String,
    origin: Origin,
    address: String,
    verb: Verb,
    subject: Subject,
    subject_id: String,
    subject_name: String,
    before: String,
    after: String,
    hash: String,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let Row { seq, at, actor, origin, address, verb, subject, subject_id, subject_name, before, after, hash } = row;
        Self { seq, at, actor, origin, address, verb, subject, subject_id, subject_name, before, after, hash }
    }
}

const COLUMNS: &str =
    "select seq, at, actor, origin, address, verb, subject, subject_id, subject_name, before, after, hash from audit ";

/// One page of the activity, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`].
pub async fn list(services: &Services, viewer: &Viewer, query: &EntryQuery) -> Result<Page<Entry>> {
    viewer.require_everywhere(Permission::AuditRead)?;
    let rows = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = cursor {
        sql.push(" and seq < ").push_bind(cursor.number()?);
    }
    sql.push(" order by seq desc limit ").push_bind(rows + 1);
    let mut conn = services.store.read().await?;
    let entries: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    let entries = entries.into_iter().map(|row| seen_by(viewer, row.into())).collect();
    let total = if query.page.count {
        let mut sql = QueryBuilder::<Db>::new("select count(*) from audit ");
        push_filter(&mut sql, viewer, query);
        Some(sql.build_query_scalar().fetch_one(&mut *conn).await?)
    } else {
        None
    };
    Ok(page(entries, rows, total, |entry: &Entry| Cursor { key: entry.seq.to_string(), id: String::new() }))
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &EntryQuery) {
    sql.push("where organisation_id = ").push_bind(viewer.organisation.clone());
    if let Some(subject) = query.subject {
        sql.push(" and subject = ").push_bind(subject);
    }
    if let Some(id) = &query.subject_id {
        sql.push(" and subject_id = ").push_bind(id.clone());
    }
    if let Some(verb) = query.verb {
        sql.push(" and verb = ").push_bind(verb);
    }
    if let Some(origin) = query.origin {
        sql.push(" and origin = ").push_bind(origin);
    }
    if !query.actor.trim().is_empty() {
        // Both databases fold letters of ASCII only; and what was typed is no pattern.
        let actor = query.actor.trim().to_ascii_lowercase();
        sql.push(" and replace(lower(actor), ").push_bind(actor).push(", '') <> lower(actor)");
    }
    if let Some(from) = query.from {
        sql.push(" and at >= ").push_bind(from);
    }
    if let Some(until) = query.until {
        sql.push(" and at < ").push_bind(until);
    }
}

/// The newest entries about one thing, for its page.
///
/// # Errors
/// What the database says.
pub async fn about(conn: &mut Conn, viewer: &Viewer, id: &str, most: i64) -> Result<Vec<Entry>> {
    let entries = about_raw(conn, &viewer.organisation, id, most).await?;
    Ok(entries.into_iter().map(|entry| seen_by(viewer, entry)).collect())
}

/// The same as it is stored, for what never leaves the server.
pub(super) async fn about_raw(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &str,
    most: i64,
) -> Result<Vec<Entry>> {
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    sql.push("where organisation_id = ").push_bind(organisation.clone());
    sql.push(" and subject_id = ").push_bind(id.to_owned());
    sql.push(" order by seq desc limit ").push_bind(most);
    let rows: Vec<Row> = sql.build_query_as().fetch_all(conn).await?;
    Ok(rows.into_iter().map(Entry::from).collect())
}
