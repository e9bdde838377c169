//! Mistyped words: which words that occur look like one that does not.
//!
//! The index cannot be asked for what is near. But one wrong letter leaves the beginning, the end, or both ends of a word whole:
//! those are asked for, and of what they bring the nearest words are taken.

use super::Kind;
#[cfg(not(feature = "postgres"))]
use super::ask::trigrams;
use super::ask::words;
use crate::keys::is_han;
use crate::{Db, Result};
use model::OrganisationId;
use sqlx::QueryBuilder;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Shorter words resemble too many others.
const SHORTEST: usize = 4;
/// So many suggestions.
const MOST: usize = 3;
/// So many records are looked at; reading them takes some ten milliseconds.
const LOOKED_AT: i64 = 2_000;

/// So many words of a search are corrected.
const CORRECTED: usize = 3;

/// The records of a noun that somebody sees and that the other filters let through.
pub trait Records {
    /// Whether a search finds any.
    fn has(&mut self, search: &str) -> impl Future<Output = Result<bool>> + Send;
    /// What is in the index about those that may hold something like this word: [`push_near`].
    fn near(&mut self, word: &str) -> impl Future<Output = Result<Vec<String>>> + Send;
}

/// Searches that find something where this one finds nothing, the likeliest first: its words that occur nowhere are taken for
/// mistyped ones.
///
/// # Errors
/// What the database says.
pub async fn suggest(search: &str, records: &mut impl Records) -> Result<Vec<String>> {
    let mut near = Vec::new();
    for word in mistypable(search).into_iter().take(CORRECTED) {
        if !records.has(&word).await? {
            let others = nearest(&word, &records.near(&word).await?);
            near.push((word, others));
        }
    }
    let mut suggestions = Vec::new();
    for search in likely(search, &near) {
        if records.has(&search).await? {
            suggestions.push(search);
        }
    }
    Ok(suggestions)
}

/// The words of a search that can be mistyped names: numbers are not corrected, and of Chinese names one character more or less
/// is another name.
fn mistypable(search: &str) -> Vec<String> {
    let is_name = |word: &String| {
        word.chars().count() >= SHORTEST && !word.chars().any(is_han) && !word.chars().all(|c| !c.is_alphabetic())
    };
    words(search).into_iter().filter(is_name).collect()
}

/// Its beginning, its end, and both ends: what a wrong letter, or two that changed places, in the rest leave as it is. Three
/// characters at least, because the index knows no less.
fn whole_parts(word: &str) -> (String, String, Option<(String, String)>) {
    let characters: Vec<char> = word.chars().collect();
    let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let length = characters.len();
    let kept = length.saturating_sub(4).max(3);
    let both = (length >= 6).then(|| (part(0..3), part(length - 3..length)));
    (part(0..kept), part(length - kept..length), both)
}

/// Adds "may hold something like `word`" to a query, where `alias` is the name of the table of records.
#[cfg(not(feature = "postgres"))]
pub fn push_near(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    word: &str,
) {
    let (begin, end, both) = whole_parts(word);
    let mut question = format!("({}) OR ({})", trigrams(&begin), trigrams(&end));
    if let Some((first, last)) = both {
        question.push_str(&format!(" OR ({} AND {})", trigrams(&first), trigrams(&last)));
    }
    query.push(" and ").push(alias).push(
        ".id in (select e.subject_id from search_text t cross join search_entries e where e.entry = t.rowid \
         and t.search_text match ",
    );
    query.push_bind(question);
    query.push(" and e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone());
    query.push(" limit ").push_bind(LOOKED_AT).push(")");
}

/// Adds "may hold something like `word`" to a query, where `alias` is the name of the table of records.
#[cfg(feature = "postgres")]
pub fn push_near(
    query: &mut QueryBuilder<Db>,
    organisation: &OrganisationId,
    kind: Kind,
    alias: &'static str,
    word: &str,
) {
    let (begin, end, both) = whole_parts(word);
    query.push(" and ").push(alias).push(".id in (select e.subject_id from search_entries e where (e.body like ");
    query.push_bind(format!("%{}%", super::escape(&begin))).push(" or e.body like ");
    query.push_bind(format!("%{}%", super::escape(&end)));
    if let Some((first, last)) = both {
        query.push(" or e.body like ");
        query.push_bind(format!("%{}%{}%", super::escape(&first), super::escape(&last)));
    }
    query.push(") and e.kind = ").push_bind(kind.word());
    query.push(" and e.organisation_id = ").push_bind(organisation.clone());
    query.push(" limit ").push_bind(LOOKED_AT).push(")");
}

/// The words in these texts that are nearest to `word`, the nearest and then the most frequent first.
fn nearest(word: &str, bodies: &[String]) -> Vec<String> {
    let length = word.chars().count();
    // One slip in a short word, two in a long one.
    let allowed = if length < 8 { 1 } else { 2 };
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for token in bodies.iter().flat_map(|body| body.split(|c: char| !c.is_alphanumeric())) {
        if token.chars().count().abs_diff(length) > allowed || !token.chars().any(char::is_alphabetic) {
            continue;
        }
        if let Some((_, times)) = found.get_mut(token) {
            *times += 1;
            continue;
        }
        let distance = strsim::osa_distance(word, token);
        if distance > 0 && distance <= allowed {
            found.insert(token, (distance, 1));
        }
    }
    let mut found: Vec<(&str, (usize, usize))> = found.into_iter().collect();
    found.sort_by_key(|(token, (distance, times))| (*distance, Reverse(*times), *token));
    found.into_iter().take(MOST).map(|(token, _)| token.to_owned()).collect()
}

/// Searches with the mistyped words replaced by what is near them, the likeliest first. Where several are mistyped, one at a
/// time takes its other possibilities and the rest its likeliest.
fn likely(search: &str, near: &[(String, Vec<String>)]) -> Vec<String> {
    let first = near.iter().filter_map(|(word, others)| Some((word.as_str(), others.first()?.as_str())));
    let first: BTreeMap<&str, &str> = first.collect();
    let mut found = Vec::new();
    for (word, others) in near {
        for other in others {
            let mut corrections = first.clone();
            corrections.insert(word, other);
            let corrected = corrected(search, &corrections);
            if !found.contains(&corrected) {
                found.push(corrected);
            }
        }
    }
    found
}

fn corrected(search: &str, corrections: &BTreeMap<&str, &str>) -> String {
    let words = words(search);
    words.iter().map(|word| corrections.get(word.as_str()).copied().unwrap_or(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn one_wrong_letter_is_forgiven_in_a_short_word_and_two_in_a_long_one() {
        let there = bodies(&["wang fang\nwangfang\nwf\nwang.fang@example.com", "wang fei\nwangfei\nwf"]);
        assert_eq!(nearest("wangfagn", &there), ["wangfang"]);
        assert_eq!(nearest("wnag", &there), ["wang"]);
        assert_eq!(nearest("wxyz", &there), Vec::<String>::new());
    }

    #[test]
    fn of_two_that_are_equally_near_the_more_frequent_comes_first() {
        let there = bodies(&["meier", "maier", "maier"]);
        assert_eq!(nearest("mxier", &there), ["maier", "meier"]);
    }

    #[test]
    fn numbers_and_chinese_names_are_not_corrected() {
        assert_eq!(mistypable("Wangfagn 13800138000 王小芳芳 ab"), ["wangfagn"]);
        assert!(nearest("138a", &bodies(&["1380"])).is_empty());
    }

    #[test]
    fn whichever_letters_are_wrong_one_of_the_parts_is_whole() {
        let right = "fernandes";
        let is_near = |wrong: &str| {
            let (begin, end, both) = whole_parts(wrong);
            let ends = both.is_some_and(|(first, last)| right.contains(&first) && right.contains(&last));
            right.contains(&begin) || right.contains(&end) || ends
        };
        for at in 0..right.len() {
            let (before, after) = right.split_at(at);
            assert!(is_near(&[before, "_", &after[1..]].concat()), "another letter at {at}");
            assert!(is_near(&[before, "_", after].concat()), "one more at {at}");
            assert!(is_near(&[before, &after[1..]].concat()), "one less at {at}");
            if after.len() > 1 {
                let changed = [before, &after[1..2], &after[..1], &after[2..]].concat();
                assert!(is_near(&changed), "{changed}");
            }
        }
    }

    #[test]
    fn the_other_words_of_a_search_stay() {
        let near = [("fagn".to_owned(), vec!["fang".to_owned(), "fan".to_owned()])];
        assert_eq!(likely(" Wang  FAGN ", &near), ["wang fang", "wang fan"]);
    }
}
