//! A person by his number, the same in every made-up platform: whoever is number 7 of a seed here is number 7 there,
//! and can have the same e-mail address.

use super::{mix, names, pick};

/// Who a number is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// The part of an address before `@`, once in small letters.
    pub(crate) userid: String,
    /// As colleagues write it.
    pub(crate) name: String,
    /// In Latin letters.
    pub(crate) first: String,
    pub(crate) last: String,
    /// `None` where the name does not tell.
    pub(crate) woman: Option<bool>,
}

/// The person of a number.
pub(crate) fn person(seed: u64, number: u32) -> Person {
    let dice = mix(seed, 3, number.into());
    if is_latin(dice) {
        let (first, last) = (pick(&names::LATIN_FIRST, dice >> 24), pick(&names::LATIN_LAST, dice >> 32));
        return Person {
            userid: format!("{first}.{last}{number}"),
            name: format!("{first} {last}"),
            first: first.to_owned(),
            last: last.to_owned(),
            woman: None,
        };
    }
    let ((surname, last), (given, first)) = (pick(&names::SURNAMES, dice >> 24), pick(&names::GIVEN, dice >> 36));
    let capital = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    let place = names::GIVEN.iter().position(|(name, _)| *name == given);
    Person {
        // Some administrators write ids with capitals.
        userid: if dice.is_multiple_of(9) {
            format!("{}{}{number}", capital(last), capital(first))
        } else {
            format!("{last}{first}{number}")
        },
        name: format!("{surname}{given}"),
        first: capital(first),
        last: capital(last),
        woman: Some(place >= Some(names::GIVEN.len() / 2)),
    }
}

fn is_latin(dice: u64) -> bool {
    (dice >> 16).is_multiple_of(14)
}
