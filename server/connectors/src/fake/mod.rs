//! What the fakes share: people, a list of what came in, and pages to read it.

mod ledger;
pub(crate) mod page;
pub(crate) mod people;

use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use ledger::Ledger;

/// Unix seconds.
#[expect(clippy::disallowed_methods, reason = "a fake is its own platform, with its own clock")]
pub(crate) fn machine_time() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0))
}

/// Whether a word begins `text` and stands alone: `grey@`, `grey7@` and `grey.anna@`, but not a person called Greyson.
pub(crate) fn begins_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.get(..word.len()) else { return false };
    head.eq_ignore_ascii_case(word) && !text[word.len()..].starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_a_word_of_its_own() {
        for text in ["grey", "Grey7", "grey.anna", "grey+x"] {
            assert!(begins_with_word(text, "grey"), "{text}");
        }
        for text in ["greyson", "gre", "灰grey", "grè", ""] {
            assert!(!begins_with_word(text, "grey"), "{text}");
        }
    }
}
