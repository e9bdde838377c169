//! How a noun declares its sentences.

use super::{Language, Plural};

/// A sentence without a count.
pub type Text = &'static str;

/// Something that holds the text of a sentence.
pub trait Sentence {
    /// Every form of the sentence.
    fn forms(&self) -> Vec<&'static str>;
}

impl Sentence for Text {
    fn forms(&self) -> Vec<&'static str> {
        vec![*self]
    }
}

impl Sentence for Plural {
    fn forms(&self) -> Vec<&'static str> {
        vec![self.other, self.one]
    }
}

/// Gives the values of enumerations their words, by exhaustive matches: a new value fails the build until it has one.
#[macro_export]
macro_rules! labels {
    ($words:ident; $($name:ident: $kind:ident { $($variant:ident => $key:ident),+ $(,)? })+) => {
        impl $words {
            $(
                #[doc = concat!("The word for a [`", stringify!($kind), "`].")]
                pub const fn $name(&self, value: $kind) -> $crate::words::Text {
                    match value { $($kind::$variant => self.$key),+ }
                }
            )+
        }
    };
}

/// Declares the sentences of a noun as a struct, with `get(language)` and with the test that every language keeps
/// the same placeholders. The module has `mod en; mod pt_br; mod zh_cn;`, each with one `pub const WORDS`.
///
/// ```ignore
/// crate::sentences! {
///     /// What the member screens say.
///     MembersWords {
///         title: Text,
///         selected: Plural,
///     }
/// }
/// ```
#[macro_export]
macro_rules! sentences {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $key:ident: $kind:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name { $($(#[$doc])* pub $key: $kind),+ }

        impl $name {
            /// The sentences of a language.
            pub const fn get(language: $crate::words::Language) -> &'static Self {
                match language {
                    $crate::words::Language::En => &en::WORDS,
                    $crate::words::Language::ZhCn => &zh_cn::WORDS,
                    $crate::words::Language::PtBr => &pt_br::WORDS,
                }
            }
            /// Every key with the forms of its sentence.
            #[cfg(test)]
            pub fn entries(&self) -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$((stringify!($key), $crate::words::Sentence::forms(&self.$key))),+]
            }
        }

        #[cfg(test)]
        #[test]
        fn every_language_keeps_the_placeholders() {
            $crate::words::agree(|language| $name::get(language).entries());
        }
    };
}

/// Panics unless every language has a text for every key, with the same placeholders as English.
pub fn agree(entries: impl Fn(Language) -> Vec<(&'static str, Vec<&'static str>)>) {
    let english = entries(Language::En);
    for language in Language::ALL.iter().copied() {
        for ((key, ours), (_, theirs)) in entries(language).iter().zip(&english) {
            let wanted = placeholders(theirs[0]);
            for (at, form) in ours.iter().enumerate() {
                assert!(!form.trim().is_empty(), "{}: {key} is empty", language.word());
                let found = placeholders(form);
                // "One member" may leave the number out; nothing else may.
                let agrees = found == wanted || at > 0 && found.iter().all(|name| wanted.contains(name));
                assert!(agrees, "{}: {key} has {found:?}, English has {wanted:?}", language.word());
            }
        }
    }
}

fn placeholders(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}
