//! The full text of archived messages.
//!
//! Parts of names are found through trigrams beside a table of short pieces; for messages that table would hold forty rows each. So
//! the pieces are made here and the index takes them for words: of Chinese, each two characters side by side; of everything else, each
//! three. What is shorter begins a piece, so that one character, too, is asked for in one step.

use crate::keys::{fold, is_han};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::limits;
use sqlx::QueryBuilder;

/// Nobody looks for the middle of a longer word: it is a key or an address.
const WORD: usize = 100;

#[cfg(not(feature = "postgres"))]
pub(super) const TABLE: &str = "create virtual table if not exists archive_text using fts5 \
     (body, content='', contentless_delete=1, tokenize='ascii', detail=none)";
#[cfg(feature = "postgres")]
pub(super) const TABLE: &str =
    "create table if not exists archive_text (number bigint primary key, tokens tsvector not null)";
#[cfg(feature = "postgres")]
pub(super) const INDEX: &str = "create index if not exists archive_text_tokens on archive_text using gin (tokens)";

/// Runs of characters that belong together: Chinese, or letters and digits.
fn runs(folded: &str) -> Vec<(bool, Vec<char>)> {
    let mut runs: Vec<(bool, Vec<char>)> = Vec::new();
    let mut open = false;
    for c in folded.chars() {
        let han = is_han(c);
        if !han && !c.is_alphanumeric() {
            open = false;
            continue;
        }
        match runs.last_mut().filter(|(kind, _)| open && *kind == han) {
            Some((_, run)) => run.push(c),
            None => runs.push((han, vec![c])),
        }
        open = true;
    }
    runs
}

/// The pieces of a text, each once.
fn pieces(folded: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    for (han, run) in runs(folded) {
        let (size, run) = if han { (2, run.as_slice()) } else { (3, &run[..run.len().min(WORD)]) };
        pieces.extend((0..run.len()).map(|at| run[at..run.len().min(at + size)].iter().collect::<String>()));
    }
    pieces.sort_unstable();
    pieces.dedup();
    pieces
}

/// Pieces that a word has to have, and whether they only begin one; nothing of what is too short.
fn wanted(word: &str) -> Vec<(String, bool)> {
    let mut wanted = Vec::new();
    for (han, run) in runs(word) {
        let size = if han { 2 } else { 3 };
        let run = &run[..run.len().min(WORD)];
        if run.len() >= size {
            wanted.extend(run.windows(size).map(|piece| (piece.iter().collect(), false)));
        } else if han || run.len() > 1 {
            wanted.push((run.iter().collect(), true));
        }
    }
    wanted
}

/// Words of a search, folded.
fn words(search: &str) -> Vec<String> {
    let cut: String = search.chars().take(limits::SEARCH).collect();
    fold(&cut).split_whitespace().map(str::to_owned).collect()
}

/// The text as a search compares it, where that is another one.
pub(crate) fn folded(text: &str) -> Option<String> {
    let folded = text.to_lowercase();
    (folded != text).then_some(folded)
}

/// Puts messages into the index that were never in it.
pub(crate) async fn add(conn: &mut Conn, messages: &[(i64, &str)]) -> Result<()> {
    let rows: Vec<(i64, String)> = messages
        .iter()
        .filter_map(|(number, text)| {
            let pieces = pieces(&text.to_lowercase());
            (!pieces.is_empty()).then(|| (*number, pieces.join(" ")))
        })
        .collect();
    for block in blocks(&rows) {
        #[cfg(not(feature = "postgres"))]
        let mut sql = QueryBuilder::<Db>::new("insert into archive_text (rowid, body) ");
        #[cfg(feature = "postgres")]
        let mut sql = QueryBuilder::<Db>::new(
            "insert into archive_text (number, tokens) select n.number, array_to_tsvector(string_to_array(n.body, ' ')) from (",
        );
        sql.push_values(block, |mut row, (number, body)| {
            row.push_bind(*number).push_bind(body);
        });
        #[cfg(feature = "postgres")]
        sql.push(") n (number, body)");
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Takes messages out of the index.
pub(crate) async fn remove(conn: &mut Conn, numbers: &[i64]) -> Result<()> {
    for block in blocks(numbers) {
        #[cfg(not(feature = "postgres"))]
        let mut sql = QueryBuilder::<Db>::new("delete from archive_text where rowid in (");
        #[cfg(feature = "postgres")]
        let mut sql = QueryBuilder::<Db>::new("delete from archive_text where number in (");
        push_list(&mut sql, block.iter().copied());
        sql.push(")").build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// What to ask the index; nothing for a search that names nothing it knows.
fn question(words: &[String]) -> Option<String> {
    let wanted: Vec<(String, bool)> = words.iter().flat_map(|word| wanted(word)).collect();
    #[cfg(not(feature = "postgres"))]
    let parts = wanted.iter().map(|(piece, begins)| format!("\"{piece}\"{}", if *begins { "*" } else { "" }));
    #[cfg(not(feature = "postgres"))]
    let joined = parts.collect::<Vec<_>>().join(" AND ");
    #[cfg(feature = "postgres")]
    let parts = wanted.iter().map(|(piece, begins)| format!("'{piece}'{}", if *begins { ":*" } else { "" }));
    #[cfg(feature = "postgres")]
    let joined = parts.collect::<Vec<_>>().join(" & ");
    (!wanted.is_empty()).then_some(joined)
}

/// Where messages that a search finds are read from: the index as `t`, then the messages as `m`.
#[cfg(not(feature = "postgres"))]
pub(crate) const FOUND: &str = "archive_text t cross join archive_messages m";
/// As on SQLite.
#[cfg(feature = "postgres")]
pub(crate) const FOUND: &str = "archive_text t join archive_messages m on m.number = t.number";

/// What the newest come first by.
#[cfg(not(feature = "postgres"))]
pub(crate) const NEWEST: &str = "t.rowid desc";
/// As on SQLite.
#[cfg(feature = "postgres")]
pub(crate) const NEWEST: &str = "t.number desc";

/// Adds "holds every word", where the index is `t` and the messages are `m`; for the first condition of a query.
pub(crate) fn push_found(sql: &mut QueryBuilder<Db>, search: &str) {
    let words = words(search);
    let Some(question) = question(&words) else {
        #[cfg(not(feature = "postgres"))]
        sql.push("m.number = t.rowid and 1 = 0");
        #[cfg(feature = "postgres")]
        sql.push("1 = 0");
        return;
    };
    #[cfg(not(feature = "postgres"))]
    sql.push("m.number = t.rowid and t.archive_text match ").push_bind(question);
    #[cfg(feature = "postgres")]
    sql.push("t.tokens @@ ").push_bind(question).push("::tsquery");
    push_contains(sql, &words);
}

/// Adds "holds every word" for messages `m` that are few.
pub(crate) fn push_holds(sql: &mut QueryBuilder<Db>, search: &str) {
    push_contains(sql, &words(search));
}

/// Pieces say that the parts occur, not that they stand side by side.
fn push_contains(sql: &mut QueryBuilder<Db>, words: &[String]) {
    for word in words {
        #[cfg(not(feature = "postgres"))]
        sql.push(" and instr(coalesce(m.folded, m.text), ").push_bind(word.clone()).push(") > 0");
        #[cfg(feature = "postgres")]
        sql.push(" and strpos(coalesce(m.folded, m.text), ").push_bind(word.clone()).push(") > 0");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_into_pairs_and_everything_else_into_threes() {
        assert_eq!(pieces("合同ok 第7"), ["7", "k", "ok", "合同", "同", "第"]);
        assert_eq!(pieces("invoice"), ["ce", "e", "ice", "inv", "nvo", "oic", "voi"]);
        assert!(pieces("?! …").is_empty());
    }

    #[test]
    fn whatever_is_asked_for_is_among_the_pieces() {
        let there = pieces("合同已寄出 invoice-88 ok");
        for word in ["合", "合同", "寄出", "合同已", "invoice", "voi", "nvoice-88", "ok", "88"] {
            for (piece, begins) in wanted(word) {
                let fits = |one: &String| if begins { one.starts_with(&piece) } else { *one == piece };
                assert!(there.iter().any(fits), "{word}: {piece}");
            }
        }
        assert!(wanted("a ?").is_empty());
    }
}
