//! What the fakes share: people, a clock, how they are started and steered, a list of what came in, and pages to read
//! it. A fake that is steered over HTTP is a [`Platform`].

mod calls;
mod clock;
pub(crate) mod control;
mod faults;
mod ledger;
pub(crate) mod page;
pub(crate) mod people;
mod platform;
mod running;

use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) use calls::Calls;
pub(crate) use clock::Clock;
pub use faults::Fault;
pub(crate) use faults::{Faults, bad_gateway, cut, half};
pub(crate) use ledger::Ledger;
pub use platform::Platform;
pub use running::Running;
pub(crate) use running::{serve, serve_on, start};

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
