//! The next rows of a query, in its order.
//!
//! By name, a search of one word that a name can begin with brings first those whose name does: they stand side by side in the
//! index, so that a page of them costs no more than a page of all members, however many there are.

use super::list::push_filter;
use super::rows::{self, Row};
use crate::page::Cursor;
use crate::search::{self, Kind, Reach};
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer};
use model::member::{MemberQuery, MemberSort, Status};
use model::{Code, MemberId};
use sqlx::QueryBuilder;

/// What leads the cursor behind somebody whose name begins with the word, and behind everybody else.
const BEGINS: char = '0';
const OTHERS: char = '1';

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
        (MemberSort::Name, Some(word)) => {
            let part = if row.name_key.starts_with(&word) { BEGINS } else { OTHERS };
            format!("{part}{}", row.name_key)
        }
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
    let (begins, cursor) = match cursor {
        None => (true, None),
        Some(cursor) => {
            let begins = cursor.key.starts_with(BEGINS);
            let key = cursor.key.strip_prefix([BEGINS, OTHERS]).ok_or(Code::Malformed)?.to_owned();
            (begins, Some(Cursor { key, ..cursor }))
        }
    };
    if !begins {
        return part(conn, viewer, query, ids, (&Part::Others(&word), cursor), most).await;
    }
    let mut found = part(conn, viewer, query, ids, (&Part::Begins(&word), cursor), most).await?;
    let left = most - found.len() as i64;
    if left > 0 {
        found.extend(part(conn, viewer, query, ids, (&Part::Others(&word), None), left).await?);
    }
    Ok(found)
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
        sql.push(" and (m.name_key < ").push_bind((*word).to_owned());
        sql.push(" or m.name_key >= ").push_bind(format!("{word}{}", char::MAX)).push(")");
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
