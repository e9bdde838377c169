//! Asking the index.

use super::Kind;
use crate::keys::{fold, is_han};
use crate::{Conn, Db, Result, Viewer};
use model::permission::Permission;
use model::{OrganisationId, limits};
use sqlx::QueryBuilder;

/// As many are read and sorted in some tens of milliseconds.
#[cfg(not(feature = "postgres"))]
pub(super) const FEW: i64 = 5_000;

/// How the records that match are reached. PostgreSQL, which has statistics, decides that by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The index names them all: they are few, or all of them are wanted.
    Named,
    /// There are so many that one walks over all records in their order and asks of each, until a page is full.
    Asked,
}

/// The words of a search, folded.
pub(super) fn words(search: &str) -> Vec<String> {
    let cut: String = search.chars().take(limits::SEARCH).collect();
    fold(&cut).split_whitespace().map(str::to_owned).collect()
}

/// The only word of a search, if a name can begin with it: letters and digits as they stand in the keys of names. Digits alone are
/// part of a number, and whose phone number begins so is not for everybody.
pub fn beginning(search: &str) -> Option<String> {
    let mut words = words(search);
    let word = words.pop().filter(|_| words.is_empty())?;
    let fits = word.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !word.bytes().all(|byte| byte.is_ascii_digit());
    fits.then_some(word)
}

pub(super) fn is_long(word: &str) -> bool {
    word.chars().count() >= 3
}

/// Adds "matches every word of `search`" to a query, where `alias` is the name of the table of records. Nothing for an empty
/// search.
pub fn push(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    search: &str,
    reach: Reach,
) {
    push_words(query, organisation, kind, alias, &words(search), reach, false);
}

/// As [`push`], for what a viewer may know. Whoever may not see phone numbers does not find anybody by them either: what looks
/// like a part of one has to occur elsewhere.
pub fn push_for(
    query: &mut QueryBuilder<Db>,
    viewer: &Viewer,
    kind: Kind,
    alias: &'static str,
    search: &str,
    reach: Reach,
) {
    let words = words(search);
    let hides = !viewer.allows(Permission::MembersPhones);
    push_words(query, &viewer.organisation, kind, alias, &words, reach, hides);
    if hides {
        for word in words.iter().filter(|word| is_long(word) && may_be_phone(word)) {
            push_elsewhere(query, kind, alias, word);
        }
    }
}

fn push_words(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    words: &[String],
    reach: Reach,
    hides: bool,
) {
    let long: Vec<&str> = words.iter().map(String::as_str).filter(|word| is_long(word)).collect();
    if !long.is_empty() {
        query.push(" and ");
        push_long(query, organisation, kind, alias, &long, reach);
    }
    let mut before = None;
    for word in words {
        if !is_long(word) {
            // On the way to "Li Wei" stands "Li W": the second word begins no key, but both together are three characters.
            let phrase = before.filter(|before: &&String| !(hides && may_be_phone(before)));
            let phrase = phrase.map(|before| [before, " ", word].concat());
            query.push(" and ");
            push_short(query, organisation, kind, alias, word, phrase.as_deref(), reach);
        }
        before = Some(word);
    }
}

fn may_be_phone(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+')
}

/// Adds "occurs in something else than a phone number". What was typed are digits and pluses, so that it is no pattern.
fn push_elsewhere(query: &mut QueryBuilder<Db>, kind: Kind, alias: &str, word: &str) {
    let pattern = format!("%{word}%");
    let columns: &[&str] = match kind {
        Kind::Member => &["email_key", "work_number"],
        Kind::Customer => &["company", "email_key"],
        // Nothing of an agent is a phone number.
        Kind::Agent => &["nickname_key", "number_key", "email_key"],
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

/// A word of three characters or more as a question to the index: all its trigrams.
#[cfg(not(feature = "postgres"))]
pub(super) fn trigrams(word: &str) -> String {
    let characters: Vec<char> = word.chars().collect();
    characters
        .windows(3)
        .map(|three| format!("\"{}\"", three.iter().collect::<String>().replace('"', "\"\"")))
        .collect::<Vec<_>>()
        .join(" AND ")
}

#[cfg(not(feature = "postgres"))]
fn all_trigrams(words: &[&str]) -> String {
    words.iter().map(|word| trigrams(word)).collect::<Vec<_>>().join(" AND ")
}

/// Which way costs less for a page of results.
///
/// # Errors
/// What the database says.
#[cfg(not(feature = "postgres"))]
pub async fn reach(conn: &mut Conn, organisation: &OrganisationId, kind: Kind, search: &str) -> Result<Reach> {
    let words = words(search);
    let (long, short): (Vec<&str>, Vec<&str>) = words.iter().map(String::as_str).partition(|word| is_long(word));
    if !long.is_empty() {
        let found: i64 =
            sqlx::query_scalar("select count(*) from (select 1 from search_text where search_text match $1 limit $2)")
                .bind(all_trigrams(&long))
                .bind(FEW + 1)
                .fetch_one(&mut *conn)
                .await?;
        if found <= FEW {
            return Ok(Reach::Named);
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
            return Ok(Reach::Named);
        }
    }
    Ok(Reach::Asked)
}

/// As on SQLite.
///
/// # Errors
/// None.
#[cfg(feature = "postgres")]
pub async fn reach(_: &mut Conn, _: &OrganisationId, _: Kind, _: &str) -> Result<Reach> {
    Ok(Reach::Asked)
}

#[cfg(not(feature = "postgres"))]
fn push_long(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &str,
    words: &[&str],
    reach: Reach,
) {
    if reach == Reach::Asked {
        query.push("exists (select 1 from search_entries e where e.kind = ").push_bind(kind.word());
        query.push(" and e.subject_id = ").push(alias).push(".id");
    } else {
        // In this order: SQLite without statistics would ask the index about every entry.
        query.push(alias).push(
            ".id in (select e.subject_id from search_text t cross join search_entries e where e.entry = t.rowid \
             and t.search_text match ",
        );
        query.push_bind(all_trigrams(words));
        query.push(" and e.kind = ").push_bind(kind.word());
        query.push(" and e.organisation_id = ").push_bind(organisation.clone());
    }
    // Trigrams say that the parts occur, not that they stand side by side.
    for word in words {
        query.push(" and instr(e.body, ").push_bind((*word).to_owned()).push(") > 0");
    }
    query.push(")");
}

#[cfg(feature = "postgres")]
fn push_long(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &str,
    words: &[&str],
    _: Reach,
) {
    query.push(alias).push(".id in (select e.subject_id from search_entries e where e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone());
    for word in words {
        query.push(" and e.body like ").push_bind(format!("%{}%", super::escape(word)));
    }
    query.push(")");
}

fn push_short(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &str,
    word: &str,
    phrase: Option<&str>,
    reach: Reach,
) {
    if word.chars().any(is_han) {
        match reach {
            Reach::Named => query.push(alias).push(".id in (select g.subject_id from search_grams g where "),
            Reach::Asked => {
                query.push("exists (select 1 from search_grams g where g.subject_id = ").push(alias).push(".id and ")
            }
        };
        query.push("g.organisation_id = ").push_bind(organisation.clone());
        query.push(" and g.kind = ").push_bind(kind.word());
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
        Kind::Agent => &[("name_key", word), ("initials_key", word), ("nickname_key", word), ("number_key", word)],
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
        push_long(query, organisation, kind, alias, &[phrase], reach);
    }
    query.push(")");
}
