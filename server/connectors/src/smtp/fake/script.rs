//! What happens to letters for certain recipients; the table heads the module.

use crate::fake::begins_with_word;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Bounce,
    Grey,
    Slow,
    Full,
    Spam,
    Cut,
    Busy,
}

const WORDS: [(&str, Script); 7] = [
    ("bounce", Script::Bounce),
    ("grey", Script::Grey),
    ("slow", Script::Slow),
    ("full", Script::Full),
    ("spam", Script::Spam),
    ("cut", Script::Cut),
    ("busy", Script::Busy),
];

/// The script of an address, if it has one.
pub(super) fn script(address: &str) -> Option<Script> {
    let local = address.rsplit_once('@').map_or(address, |(local, _)| local);
    WORDS.into_iter().find(|(word, _)| begins_with_word(local, word)).map(|(_, script)| script)
}
