//! Full text: any part of a name, pinyin, address or number, from the first character.
//!
//! Three characters and more go through trigrams (FTS5 on SQLite, pg_trgm on PostgreSQL). One and two go through prefixes of
//! the stored keys and, for Chinese, through a table of the one and two characters that occur in a name: a trigram index
//! cannot find 王芳. A LIKE with ESCAPE would lose the index, so that user text never becomes a pattern.
//!
//! This is one of the two places where the databases differ; see [`crate::store`] for the other.

use crate::keys::{fold, is_han};
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer};
use model::permission::Permission;
use model::{OrganisationId, limits};
use sqlx::QueryBuilder;

/// As many are read and sorted in some tens of milliseconds.
#[cfg(not(feature = "postgres"))]
const FEW: i64 = 5_000;

/// What can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Members: name, pinyin, initials, e-mail, phone, work number.
    Member,
    /// Customers: name, pinyin, initials, company, phone, remarks.
    Customer,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Customer => "customer",
        }
    }
}

/// One record to be found.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// The record's id.
    pub id: &'a str,
    /// Its name: also found by one or two Chinese characters.
    pub name: &'a str,
    /// Everything it is found by; folded here.
    pub texts: Vec<&'a str>,
}

/// Makes the tables of the index.
///
/// # Errors
/// What the database says.
pub async fn prepare(conn: &mut Conn) -> Result<()> {
    #[cfg(not(feature = "postgres"))]
    let statements = [
        "create table if not exists search_entries (entry integer primary key, organisation_id text not null, \
         kind text not null, subject_id text not null, body text not null, unique (kind, subject_id))",
        "create virtual table if not exists search_text using fts5 \
         (body, content='', contentless_delete=1, tokenize='trigram', detail=none)",
        "create table if not exists search_grams (organisation_id text not null, kind text not null, gram text not null, \
         subject_id text not null, primary key (organisation_id, kind, gram, subject_id)) without rowid",
        "create index if not exists search_grams_by_subject on search_grams (kind, subject_id)",
    ];
    #[cfg(feature = "postgres")]
    let statements = [
        "create extension if not exists pg_trgm",
        "create table if not exists search_entries (organisation_id text not null, kind text not null, \
         subject_id text not null, body text not null, primary key (kind, subject_id))",
        "create index if not exists search_entries_text on search_entries using gin (body gin_trgm_ops)",
        "create table if not exists search_grams (organisation_id text not null, kind text not null, gram text not null, \
         subject_id text not null, primary key (organisation_id, kind, gram, subject_id))",
        "create index if not exists search_grams_by_subject on search_grams (kind, subject_id)",
    ];
    for statement in statements {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

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
    for block in entries.chunks(100) {
        put_bodies(conn, organisation, kind, block).await?;
    }
    let grams: Vec<(String, &str)> =
        entries.iter().flat_map(|entry| grams(entry.name).into_iter().map(move |gram| (gram, entry.id))).collect();
    for part in grams.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new("insert into search_grams (organisation_id, kind, gram, subject_id) ");
        query.push_values(part, |mut row, (gram, id)| {
            row.push_bind(organisation).push_bind(kind.word()).push_bind(gram).push_bind(*id);
        });
        query.build().persistent(part.len() == crate::store::BLOCK).execute(&mut *conn).await?;
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

/// Adds "matches every word of `search`" to a query, where `alias` is the name of the table of records. Nothing for an empty
/// search.
pub fn push(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    search: &str,
) {
    push_words(query, organisation, kind, alias, search, false);
}

/// As [`push`], for what a viewer may know. Whoever may not see phone numbers does not find anybody by them either: what looks
/// like a part of one has to occur elsewhere.
pub fn push_for(query: &mut QueryBuilder<Db>, viewer: &Viewer, kind: Kind, alias: &'static str, search: &str) {
    let hides = !viewer.allows(Permission::MembersPhones);
    push_words(query, &viewer.organisation, kind, alias, search, hides);
}

fn push_words(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    search: &str,
    hides: bool,
) {
    let search: String = search.chars().take(limits::SEARCH).collect();
    let folded = fold(&search);
    let mut before: Option<&str> = None;
    for word in folded.split_whitespace() {
        query.push(" and ");
        if word.chars().count() >= 3 {
            push_long(query, organisation, kind, alias, word);
            if hides && may_be_phone(word) {
                push_elsewhere(query, kind, alias, word);
            }
        } else {
            // On the way to "Li Wei" stands "Li W": the second word begins no key, but both together are three characters.
            let phrase =
                before.filter(|before| !(hides && may_be_phone(before))).map(|before| [before, " ", word].concat());
            push_short(query, organisation, kind, alias, word, phrase.as_deref());
        }
        before = Some(word);
    }
}

/// A word of three characters or more as a question to the index: all its trigrams.
#[cfg(not(feature = "postgres"))]
fn trigrams(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    characters
        .windows(3)
        .map(|three| format!("\"{}\"", three.iter().collect::<String>().replace('"', "\"\"")))
        .collect::<Vec<_>>()
        .join(" AND ")
}

/// Whether so few records are found that reading and sorting them costs less than walking over all in their order until a
/// page is full. PostgreSQL, which has statistics, decides that by itself.
///
/// # Errors
/// What the database says.
#[cfg(not(feature = "postgres"))]
pub async fn is_few(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, search: &str) -> Result<bool> {
    let folded = fold(&search.chars().take(limits::SEARCH).collect::<String>());
    let (long, short): (Vec<&str>, Vec<&str>) = folded.split_whitespace().partition(|word| word.chars().count() >= 3);
    if !long.is_empty() {
        let all = long.into_iter().map(trigrams).collect::<Vec<_>>().join(" AND ");
        let found: i64 =
            sqlx::query_scalar("select count(*) from (select 1 from search_text where search_text match $1 limit $2)")
                .bind(all)
                .bind(FEW + 1)
                .fetch_one(&mut *conn)
                .await?;
        if found <= FEW {
            return Ok(true);
        }
    }
    for word in short.into_iter().filter(|word| word.chars().any(is_han)) {
        let found: i64 = sqlx::query_scalar(
            "select count(*) from (select 1 from search_grams where organisation_id = $1 and kind = $2 and gram = $3 \
             limit $4)",
        )
        .bind(organisation)
        .bind(kind.word())
        .bind(word)
        .bind(FEW + 1)
        .fetch_one(&mut *conn)
        .await?;
        if found <= FEW {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(feature = "postgres")]
pub async fn is_few(_: &mut Conn, _: &OrganisationId, _: Kind, _: &str) -> Result<bool> {
    Ok(false)
}

#[cfg(not(feature = "postgres"))]
fn push_long(query: &mut QueryBuilder<Db>, organisation: &OrganisationId, kind: Kind, alias: &str, word: &str) {
    // In this order: SQLite without statistics would ask the index about every entry.
    query.push(alias).push(
        ".id in (select e.subject_id from search_text t cross join search_entries e where e.entry = t.rowid \
         and t.search_text match ",
    );
    query.push_bind(trigrams(word));
    query.push(" and e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone());
    // Trigrams say that the parts occur, not that they stand side by side.
    query.push(" and instr(e.body, ").push_bind(word.to_owned()).push(") > 0)");
}

#[cfg(feature = "postgres")]
fn push_long(query: &mut QueryBuilder<Db>, organisation: &OrganisationId, kind: Kind, alias: &str, word: &str) {
    let pattern = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    query.push(alias).push(".id in (select e.subject_id from search_entries e where e.body like ");
    query.push_bind(format!("%{pattern}%"));
    query.push(" and e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone()).push(")");
}

fn push_short(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &str,
    word: &str,
    phrase: Option<&str>,
) {
    if word.chars().any(is_han) {
        query.push(alias).push(".id in (select g.subject_id from search_grams g where g.organisation_id = ");
        query.push_bind(organisation.clone()).push(" and g.kind = ").push_bind(kind.word());
        query.push(" and g.gram = ").push_bind(word.to_owned()).push(")");
        return;
    }
    let capitals = word.to_uppercase();
    query.push("(");
    let columns: &[(&str, &str)] = match kind {
        // Work numbers are stored as typed: most are digits, the others mostly capitals.
        Kind::Member => &[
            ("name_key", word),
            ("initials_key", word),
            ("email_key", word),
            ("work_number", word),
            ("work_number", &capitals),
        ],
        Kind::Customer => &[("name_key", word), ("initials_key", word)],
    };
    for (at, (column, begins)) in columns.iter().enumerate() {
        if at > 0 {
            query.push(" or ");
        }
        query.push("(").push(alias).push(".").push(column).push(" >= ").push_bind((*begins).to_owned());
        query.push(" and ").push(alias).push(".").push(column).push(" < ").push_bind(format!("{begins}{}", char::MAX));
        query.push(")");
    }
    if let Some(phrase) = phrase {
        query.push(" or ");
        push_long(query, organisation, kind, alias, phrase);
    }
    query.push(")");
}

fn may_be_phone(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+')
}

/// Adds "occurs in something else than a phone number". What was typed are digits and pluses, so that it is no pattern.
fn push_elsewhere(query: &mut QueryBuilder<Db>, kind: Kind, alias: &str, word: &str) {
    let pattern = format!("%{word}%");
    let columns: &[&str] = match kind {
        Kind::Member => &["email_key", "work_number"],
        Kind::Customer => &["company"],
    };
    // Somebody who was invited by phone goes by his number until he gives a name.
    query.push(" and (").push(alias).push(".name not like '+%' and (");
    query.push(alias).push(".name like ").push_bind(pattern.clone()).push(" or ");
    query.push(alias).push(".name_key like ").push_bind(pattern.clone()).push(")");
    for column in columns {
        query.push(" or ").push(alias).push(".").push(column).push(" like ").push_bind(pattern.clone());
    }
    if kind == Kind::Customer {
        query.push(" or exists (select 1 from relations n where n.customer_id = ").push(alias);
        query.push(".id and n.state <> 'ended' and (n.remark like ").push_bind(pattern.clone());
        query.push(" or n.company like ").push_bind(pattern).push("))");
    }
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
