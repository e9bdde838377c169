//! Putting records into the index and taking them out.

use super::{Entry, Kind};
use crate::keys::{fold, is_han};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::OrganisationId;
use sqlx::QueryBuilder;

fn body(entry: &Entry<'_>) -> String {
    let mut body = String::new();
    for text in entry.texts.iter().filter(|text| !text.is_empty()) {
        if !body.is_empty() {
            body.push('\n');
        }
        body.push_str(&fold(text));
    }
    body
}

/// The single Chinese characters of a name and each two that stand side by side.
fn grams(name: &str) -> Vec<String> {
    let characters: Vec<char> = name.chars().filter(|c| is_han(*c)).collect();
    let mut grams: Vec<String> = characters.iter().map(char::to_string).collect();
    grams.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
    grams.sort();
    grams.dedup();
    grams
}

/// Puts records into the index, or brings them up to date.
///
/// # Errors
/// What the database says.
pub async fn put(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, entries: &[Entry<'_>]) -> Result<()> {
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id).collect();
    remove(conn, kind, &ids).await?;
    add(conn, organisation, kind, entries).await
}

/// Puts records into the index that were never in it.
///
/// # Errors
/// What the database says; one of them is in it already.
pub async fn add(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, entries: &[Entry<'_>]) -> Result<()> {
    for block in blocks(entries) {
        put_bodies(conn, organisation, kind, block).await?;
    }
    let grams: Vec<(String, &str)> =
        entries.iter().flat_map(|entry| grams(entry.name).into_iter().map(move |gram| (gram, entry.id))).collect();
    for part in blocks(&grams) {
        let mut query = QueryBuilder::<Db>::new("insert into search_grams (organisation_id, kind, gram, subject_id) ");
        query.push_values(part, |mut row, (gram, id)| {
            row.push_bind(organisation).push_bind(kind.word()).push_bind(gram).push_bind(*id);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

#[cfg(not(feature = "postgres"))]
async fn put_bodies(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, block: &[Entry<'_>]) -> Result<()> {
    let mut query = QueryBuilder::<Db>::new("insert into search_entries (organisation_id, kind, subject_id, body) ");
    query.push_values(block, |mut row, entry| {
        row.push_bind(organisation).push_bind(kind.word()).push_bind(entry.id).push_bind(body(entry));
    });
    query.push(" returning entry, body");
    let rows: Vec<(i64, String)> = query.build_query_as().fetch_all(&mut *conn).await?;
    let mut query = QueryBuilder::<Db>::new("insert into search_text (rowid, body) ");
    query.push_values(rows, |mut row, (entry, body)| {
        row.push_bind(entry).push_bind(body);
    });
    query.build().execute(&mut *conn).await?;
    Ok(())
}

#[cfg(feature = "postgres")]
async fn put_bodies(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, block: &[Entry<'_>]) -> Result<()> {
    let mut query = QueryBuilder::<Db>::new("insert into search_entries (organisation_id, kind, subject_id, body) ");
    query.push_values(block, |mut row, entry| {
        row.push_bind(organisation).push_bind(kind.word()).push_bind(entry.id).push_bind(body(entry));
    });
    query.build().execute(&mut *conn).await?;
    Ok(())
}

/// Takes records out of the index.
///
/// # Errors
/// What the database says.
pub async fn remove(conn: &mut Conn, kind: Kind, ids: &[&str]) -> Result<()> {
    for part in ids.chunks(crate::store::BLOCK) {
        #[cfg(not(feature = "postgres"))]
        {
            let mut query = QueryBuilder::<Db>::new(
                "delete from search_text where rowid in (select entry from search_entries where kind = ",
            );
            push_ids(&mut query, kind, part);
            query.push(")");
            query.build().execute(&mut *conn).await?;
        }
        for table in ["delete from search_entries where kind = ", "delete from search_grams where kind = "] {
            let mut query = QueryBuilder::<Db>::new(table);
            push_ids(&mut query, kind, part);
            query.build().execute(&mut *conn).await?;
        }
    }
    Ok(())
}

fn push_ids(query: &mut QueryBuilder<Db>, kind: Kind, ids: &[&str]) {
    query.push_bind(kind.word());
    query.push(" and subject_id in (");
    push_list(query, ids.iter().map(|id| (*id).to_owned()));
    query.push(")");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_name_is_found_by_each_character_and_each_pair() {
        assert_eq!(grams("王小芳"), ["小", "小芳", "王", "王小", "芳"]);
        assert!(grams("Ann").is_empty());
    }
}
