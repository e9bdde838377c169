//! The language of this page load, and sentences in it.

use super::{dom, format};
use crate::words::labels::LabelWords;
use crate::words::{self, Language, Plural, Words};
use model::permission::Permission;
use model::{Code, Problem};
use std::cell::Cell;

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::En) };
}

/// Fixes the language: the person's, else the first of the browser's that is here.
pub fn choose(wish: Option<&str>) {
    let language = wish
        .and_then(Language::from_tag)
        .or_else(|| dom::languages().iter().find_map(|tag| Language::from_tag(tag)))
        .unwrap_or_default();
    LANGUAGE.set(language);
    dom::root().set_lang(language.word());
}

/// The language. It stays the same until the page is loaded again, so nothing has to watch it.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// The sentences that every screen needs.
pub fn w() -> Words {
    Words::get(language())
}

/// A word for each value that only some screens show.
pub fn labels() -> &'static LabelWords {
    LabelWords::get(language())
}

/// A problem as a sentence.
pub fn say(problem: &Problem) -> String {
    words::problems::say(language(), problem)
}

/// That the role does not include a right: why something is shown and not possible.
pub fn lacks(permission: Permission) -> String {
    say(&Problem::new(Code::Forbidden).with("permission", permission))
}

/// A sentence that counts, with the number as the reader writes it.
pub fn count(sentence: &Plural, n: i64) -> String {
    sentence.say(language(), n, &format::number(n))
}
