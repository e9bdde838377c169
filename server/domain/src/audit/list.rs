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
    previous: String,
}

impl From<Row> for Entry {
    fn from(row: Row) -> Self {
        let Row {
            seq,
            at,
            actor,
            origin,
            address,
            verb,
            subject,
            subject_id,
            subject_name,
            before,
            after,
            hash,
            previous,
        } = row;
        Self { seq, at, actor, origin, address, verb, subject, subject_id, subject_name, before, after, hash, previous }
    }
}

const COLUMNS: &str = "select seq, at, actor, origin, address, verb, subject, subject_id, subject_name, before, after, hash, \
     coalesce((select p.hash from audit p where p.organisation_id = audit.organisation_id and p.seq = audit.seq - 1), '') \
     as previous from audit ";

/// One page of the activity, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`].
pub async fn list(services: &Services, viewer: &Viewer, query: &EntryQuery) -> Result<Page<Entry>> {
    viewer.require_everywhere(Permission::AuditRead)?;
    let rows = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let mut conn = services.store.read().await?;
    let entries = read(&mut conn, viewer, query, cursor, rows + 1).await?;
    let total = if query.page.count { Some(count(&mut conn, viewer, query).await?) } else { None };
    Ok(page(entries, rows, total, |entry: &Entry| Cursor { key: entry.seq.to_string(), id: String::new() }))
}

/// The next entries that a query finds, newest first, as the viewer may see them.
pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &EntryQuery,
    after: Option<Cursor>,
    most: i64,
) -> Result<Vec<Entry>> {
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = after {
        sql.push(" and seq < ").push_bind(cursor.number()?);
    }
    sql.push(" order by seq desc limit ").push_bind(most);
    let entries: Vec<Row> = sql.build_query_as().fetch_all(conn).await?;
    Ok(entries.into_iter().map(|row| seen_by(viewer, row.into())).collect())
}

/// How many entries a query finds.
pub(super) async fn count(conn: &mut Conn, viewer: &Viewer, query: &EntryQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new("select count(*) from audit ");
    push_filter(&mut sql, viewer, query);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
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
    if !query.name.trim().is_empty() {
        let name = query.name.trim().to_ascii_lowercase();
        // Whoever may not see phone numbers finds nobody by them.
        if !viewer.allows(Permission::MembersPhones) && name.chars().filter(char::is_ascii_digit).count() > 2 {
            sql.push(" and 1 = 0");
        }
        sql.push(" and replace(lower(subject_name), ").push_bind(name).push(", '') <> lower(subject_name)");
    }
    if let Some(from) = query.from {
        sql.push(" and at >= ").push_bind(from);
    }
    if let Some(until) = query.until {
        sql.push(" and at < ").push_bind(until);
    }
}

/// One entry by its number, with what putting it back needs; the second is empty where there is nothing.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AuditRead`], [`model::Code::NotFound`].
pub(crate) async fn one(conn: &mut Conn, viewer: &Viewer, seq: i64) -> Result<(Entry, String)> {
    viewer.require_everywhere(Permission::AuditRead)?;
    let mut sql = QueryBuilder::<Db>::new(COLUMNS);
    sql.push("where organisation_id = ").push_bind(viewer.organisation.clone()).push(" and seq = ").push_bind(seq);
    let row: Option<Row> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    let row = row.ok_or(model::Code::NotFound)?;
    let put_back = sqlx::query_scalar("select put_back from audit where organisation_id = $1 and seq = $2")
        .bind(&viewer.organisation)
        .bind(seq)
        .fetch_one(conn)
        .await?;
    Ok((row.into(), put_back))
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
