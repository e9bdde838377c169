//! People who are not there, the same on every platform: a seed and a number make one name and one address wherever the
//! person turns up, so that fakes of several platforms hold one company.

pub(crate) mod names;

/// Somebody, as far as platforms agree about him.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// As an administrator writes it, some with capitals; ends in the number.
    pub(crate) id: String,
    /// As he writes it himself, in Chinese for most.
    pub(crate) name: String,
    /// Given name in Latin letters.
    pub(crate) first: String,
    /// Surname in Latin letters.
    pub(crate) last: String,
    pub(crate) female: bool,
}

impl Person {
    pub(crate) fn new(seed: u64, number: u32) -> Self {
        let dice = mix(seed, 3, number.into());
        let id = id(seed, number);
        if is_latin(dice) {
            let (first, last) = latin(dice);
            let female = mix(seed, 4, number.into()).is_multiple_of(2);
            return Self {
                id,
                name: format!("{first} {last}"),
                first: first.to_owned(),
                last: last.to_owned(),
                female,
            };
        }
        let ((surname, last), (given, first)) = chinese(dice);
        let female = names::GIVEN.iter().position(|(name, _)| *name == given) >= Some(names::GIVEN.len() / 2);
        Self { id, name: format!("{surname}{given}"), first: capital(first), last: capital(last), female }
    }

    /// His address in a domain, in small letters.
    pub(crate) fn mail(&self, domain: &str) -> String {
        format!("{}@{domain}", self.id.to_ascii_lowercase())
    }
}

/// The [`Person::id`] alone.
pub(crate) fn id(seed: u64, number: u32) -> String {
    let dice = mix(seed, 3, number.into());
    if is_latin(dice) {
        let (first, last) = latin(dice);
        return format!("{first}.{last}{number}");
    }
    let ((_, surname), (_, given)) = chinese(dice);
    if dice.is_multiple_of(9) {
        // Some administrators write ids with capitals.
        return format!("{}{}{number}", capital(surname), capital(given));
    }
    format!("{surname}{given}{number}")
}

/// A number that depends on the seed, the purpose and the index alone (SplitMix64), and is as good as random.
pub(crate) fn mix(seed: u64, purpose: u64, index: u64) -> u64 {
    let mut z = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(purpose.wrapping_mul(0xd1b5_4a32_d192_ed03))
        .wrapping_add(index.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One of a list, chosen by a number.
pub(crate) fn pick<T: Copy>(list: &[T], number: u64) -> T {
    list[usize::try_from(number % list.len() as u64).unwrap_or(0)]
}

fn capital(word: &str) -> String {
    word[..1].to_ascii_uppercase() + &word[1..]
}

fn is_latin(dice: u64) -> bool {
    (dice >> 16).is_multiple_of(14)
}

fn latin(dice: u64) -> (&'static str, &'static str) {
    (pick(&names::LATIN_FIRST, dice >> 24), pick(&names::LATIN_LAST, dice >> 32))
}

type Word = (&'static str, &'static str);

fn chinese(dice: u64) -> (Word, Word) {
    (pick(&names::SURNAMES, dice >> 24), pick(&names::GIVEN, dice >> 36))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_a_number_are_always_the_same_person() {
        for number in 0..500 {
            let person = Person::new(7, number);
            assert_eq!((&person, &person.id), (&Person::new(7, number), &id(7, number)));
            assert!(person.id.ends_with(&number.to_string()), "{}", person.id);
            assert_eq!(person.mail("example.com"), format!("{}@example.com", person.id.to_lowercase()));
        }
        assert!((0..500).filter(|number| Person::new(7, *number).id != Person::new(8, *number).id).count() > 450);
    }
}
