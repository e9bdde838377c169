//! The next rows of a query, in its order.
//!
//! By name, a search of one word that a name can begin with brings first those whose name does: they stand side by side in the
//! index, so that a page of them costs no more than a page of all members, however many there are. Others who match follow by
//! name while they are few; thousands follow in the order in which the search index finds them.

use super::list::push_filter;
use super::rows::{self, Row};
use crate::page::Cursor;
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer};
use model::member::{MemberQuery, MemberSort, Status};
use model::{Code, MemberId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// What leads the cursor behind somebody whose name begins with the word, behind one of a few others, who follow by name, and
/// behind one of many others, who follow as they stand in the search index.
const BEGINS: char = '0';
const OTHERS: char = '1';
const INDEXED: char = '2';

/// The rows that a statement is about.
enum Part<'a> {
    /// All that match.
    All,
    /// Those whose name begins with this.
    Begins(&'a str),
    /// All others that match.
    Others(&'a str),
}

/// The word that comes first, in a list by name.
fn beginning(query: &MemberQuery) -> Option<String> {
    let by_name = query.sort.unwrap_or(MemberSort::Name) == MemberSort::Name;
    search::beginning(&query.search).filter(|_| by_name)
}

/// The sort key of a row in the order of a query.
pub(super) fn key(query: &MemberQuery, row: &Row) -> String {
    match (query.sort.unwrap_or(MemberSort::Name), beginning(query)) {
        (MemberSort::Newest, _) => row.created_at.0.to_string(),
        (MemberSort::Name, None) => row.name_key.clone(),
        (MemberSort::Name, Some(word)) => match row.entry {
            Some(entry) => format!("{INDEXED}{entry}"),
            None if row.name_key.starts_with(&word) => format!("{BEGINS}{}", row.name_key),
            None => format!("{OTHERS}{}", row.name_key),
        },
    }
}

/// The next rows of a query that the viewer sees, of `ids` only unless that is empty.
pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &MemberQuery,
    ids: &[MemberId],
    cursor: Option<Cursor>,
    most: i64,
) -> Result<Vec<Row>> {
    let Some(word) = beginning(query) else { return part(conn, viewer, query, ids, (&Part::All, cursor), most).await };
    let (lead, cursor) = match cursor {
        None => (BEGINS, None),
        Some(cursor) => {
            let (lead, key) = cursor.key.split_at_checked(1).ok_or(Code::Malformed)?;
            let (lead, key) = (lead.chars().next().unwrap_or(BEGINS), key.to_owned());
            (lead, Some(Cursor { key, ..cursor }))
        }
    };
    match lead {
        BEGINS => {}
        OTHERS => return part(conn, viewer, query, ids, (&Part::Others(&word), cursor), most).await,
        INDEXED => return indexed(conn, viewer, query, (&word, cursor), most).await,
        _ => return Err(Code::Malformed.into()),
    }
    let mut found = part(conn, viewer, query, ids, (&Part::Begins(&word), cursor), most).await?;
    let left = most - found.len() as i64;
    if left <= 0 {
        return Ok(found);
    }
    let many = ids.is_empty() && search::are_many(conn, &word).await?;
    found.extend(if many {
        indexed(conn, viewer, query, (&word, None), left).await?
    } else {
        part(conn, viewer, query, ids, (&Part::Others(&word), None), left).await?
    });
    Ok(found)
}

/// Those whose name does not begin with the word, in the order of the search index: however many there are and wherever their
/// names stand, a page of them is read and no more.
async fn indexed(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &MemberQuery,
    (word, cursor): (&str, Option<Cursor>),
    most: i64,
) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new("select ");
    sql.push(search::ENTRY).push(", m.id from ");
    search::push_indexed(&mut sql);
    sql.push("members m ");
    push_filter(conn, &mut sql, viewer, &MemberQuery { search: String::new(), ..query.clone() }, true, Reach::Asked)
        .await?;
    search::push_matches(&mut sql, &viewer.organisation, Kind::Member, word);
    sql.push(" and m.id = e.subject_id");
    push_not_begins(&mut sql, word);
    if let Some(cursor) = cursor {
        sql.push(" and ").push(search::ENTRY).push(" > ").push_bind(cursor.number()?);
    }
    sql.push(" order by ").push(search::ENTRY).push(" limit ").push_bind(most);
    let entries: Vec<(i64, MemberId)> = sql.build_query_as().fetch_all(&mut *conn).await?;
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    sql.push("where m.id in (");
    push_list(&mut sql, entries.iter().map(|(_, id)| id.clone()));
    sql.push(")");
    let mut found: HashMap<MemberId, Row> =
        sql.build_query_as::<Row>().fetch_all(conn).await?.into_iter().map(|row| (row.id.clone(), row)).collect();
    let rows = entries.into_iter().filter_map(|(entry, id)| Some(Row { entry: Some(entry), ..found.remove(&id)? }));
    Ok(rows.collect())
}

fn push_not_begins(sql: &mut QueryBuilder<Db>, word: &str) {
    // Not as two ranges: SQLite would take the index of names for them and walk over everybody.
    sql.push(" and substr(m.name_key, 1, ").push_bind(i32::try_from(word.len()).unwrap_or(i32::MAX));
    sql.push(") <> ").push_bind(word.to_owned());
}

async fn part(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &MemberQuery,
    ids: &[MemberId],
    (part, cursor): (&Part<'_>, Option<Cursor>),
    most: i64,
) -> Result<Vec<Row>> {
    let sort = query.sort.unwrap_or(MemberSort::Name);
    let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
    let reach = match part {
        // Their own range of the index.
        Part::Begins(_) => Reach::Asked,
        _ if !ids.is_empty() => Reach::Named,
        _ => search::reach(conn, &viewer.organisation, Kind::Member, &query.search).await?,
    };
    match part {
        Part::Begins(word) => {
            // Every such name matches. The index begins with the status.
            let mut all = MemberQuery { search: String::new(), ..query.clone() };
            if all.statuses.is_empty() {
                all.statuses = Status::ALL.to_vec();
            }
            push_filter(conn, &mut sql, viewer, &all, true, reach).await?;
            sql.push(" and m.name_key >= ").push_bind((*word).to_owned());
            sql.push(" and m.name_key < ").push_bind(format!("{word}{}", char::MAX));
        }
        Part::All | Part::Others(_) => push_filter(conn, &mut sql, viewer, query, true, reach).await?,
    }
    if let Part::Others(word) = part {
        push_not_begins(&mut sql, word);
    }
    if !ids.is_empty() {
        sql.push(" and m.id in (");
        push_list(&mut sql, ids.iter().cloned());
        sql.push(")");
    }
    match (sort, cursor) {
        (MemberSort::Name, Some(cursor)) => {
            sql.push(" and (m.name_key, m.id) > (").push_bind(cursor.key).push(", ").push_bind(cursor.id).push(")");
        }
        (MemberSort::Newest, Some(cursor)) => {
            let key = cursor.number()?;
            sql.push(" and (m.created_at, m.id) < (").push_bind(key).push(", ").push_bind(cursor.id).push(")");
        }
        (_, None) => {}
    }
    // An expression has no index: the few that were found are sorted.
    sql.push(match (sort, reach) {
        (MemberSort::Name, Reach::Asked) => " order by m.name_key, m.id limit ",
        (MemberSort::Name, Reach::Named) => " order by m.name_key || '', m.id limit ",
        (MemberSort::Newest, Reach::Asked) => " order by m.created_at desc, m.id desc limit ",
        (MemberSort::Newest, Reach::Named) => " order by m.created_at + 0 desc, m.id desc limit ",
    });
    sql.push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}
