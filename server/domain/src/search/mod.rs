//! Full text: any part of a name, pinyin, address or number, from the first character.
//!
//! Three characters and more go through trigrams (FTS5 on SQLite, pg_trgm on PostgreSQL). One and two go through prefixes of
//! the stored keys and, for Chinese, through a table of the one and two characters that occur in a name: a trigram index
//! cannot find 王芳. A LIKE with ESCAPE would lose the index, so that user text never becomes a pattern.
//!
//! This is one of the two places where the databases differ; see [`crate::store`] for the other.

pub(crate) mod archive;
mod ask;
mod index;
mod indexed;
pub mod suggest;

pub use ask::{Reach, beginning, push, push_for, reach};
pub use index::{add, put, remove};
pub use indexed::{ENTRY, are_many, push_indexed, push_matches};

use crate::{Conn, Result, Store};

/// What can be searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Members: name, pinyin, initials, e-mail, phone, work number.
    Member,
    /// Customers: name, pinyin, initials, company, phone, remarks.
    Customer,
    /// Agents: name, pinyin, initials, nickname, number, e-mail.
    Agent,
}

impl Kind {
    /// As it stands in the tables.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Customer => "customer",
            Self::Agent => "agent",
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
        archive::TABLE,
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
        archive::TABLE,
        archive::INDEX,
    ];
    for statement in statements {
        sqlx::query(statement).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Merges the parts of the full-text index, so that nothing of records that are no longer in it remains in an old part. In
/// steps: merging all of ten million records at once would keep everybody else waiting.
///
/// # Errors
/// What the database says.
pub(crate) async fn compact(store: &Store) -> Result<()> {
    #[cfg(not(feature = "postgres"))]
    {
        merge(store, "insert into search_text (search_text, rank) values ('merge', $1)").await?;
        merge(store, "insert into archive_text (archive_text, rank) values ('merge', $1)").await
    }
    #[cfg(feature = "postgres")]
    {
        let _ = store;
        Ok(())
    }
}

#[cfg(not(feature = "postgres"))]
async fn merge(store: &Store, statement: &'static str) -> Result<()> {
    // Negative: merge everything, not only parts of one size (FTS5 documentation, 6.8); then go on until nothing changes.
    let mut pages = -COMPACTED_AT_ONCE;
    loop {
        let mut tx = store.write().await?;
        let before: i64 = sqlx::query_scalar("select total_changes()").fetch_one(&mut *tx).await?;
        sqlx::query(statement).bind(pages).execute(&mut *tx).await?;
        let after: i64 = sqlx::query_scalar("select total_changes()").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        if after - before < 2 {
            return Ok(());
        }
        pages = COMPACTED_AT_ONCE;
    }
}

/// Pages of the index that are merged in one transaction: some tens of milliseconds.
#[cfg(not(feature = "postgres"))]
const COMPACTED_AT_ONCE: i64 = 500;

/// Text of a user inside of a pattern, meaning itself; SQLite is told so by `escape '\\'`.
pub(crate) fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
