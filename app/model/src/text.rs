//! Parse, don't validate: names, addresses and numbers that have passed their rule.

use crate::limits;
use crate::problem::{Fault, Field};
use serde::{Deserialize, Serialize};

/// Collects the faults of a form, so that a person sees all of them at once instead of one a try.
#[derive(Debug, Default)]
pub struct Check {
    faults: Vec<Field>,
}

impl Check {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }
    /// Notes a fault of a field.
    pub fn fault(&mut self, field: &str, fault: Fault, limit: Option<i64>) {
        self.faults.push(Field { field: field.to_owned(), fault, limit });
    }
    /// The value, or the default of its type with the fault noted.
    pub fn take<T: Default>(&mut self, field: &str, value: Result<T, Wrong>) -> T {
        value.unwrap_or_else(|wrong| {
            self.fault(field, wrong.fault, wrong.limit);
            T::default()
        })
    }
    /// Nothing if all was well, else one problem with every fault.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with the faults.
    pub fn done(self) -> Result<(), crate::Problem> {
        if self.faults.is_empty() { Ok(()) } else { Err(crate::Problem::fields(self.faults)) }
    }
}

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong {
    /// The kind of fault.
    pub fault: Fault,
    /// The bound that was passed.
    pub limit: Option<i64>,
}

const fn wrong(fault: Fault) -> Wrong {
    Wrong { fault, limit: None }
}

/// A trimmed line of text between one and `limit` characters without control characters.
///
/// # Errors
/// Missing, too long, or a control character inside.
pub fn line(text: &str, limit: usize) -> Result<String, Wrong> {
    let text = optional_line(text, limit)?;
    if text.is_empty() { Err(wrong(Fault::Missing)) } else { Ok(text) }
}

/// As [`line`], but nothing is allowed too.
///
/// # Errors
/// Too long, or a control character inside.
pub fn optional_line(text: &str, limit: usize) -> Result<String, Wrong> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(Wrong { fault: Fault::TooLong, limit: Some(limit as i64) });
    }
    // Direction overrides let a name pretend to be another one.
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')) {
        return Err(wrong(Fault::BadCharacter));
    }
    Ok(text.to_owned())
}

/// A note of several lines, up to `limit` characters.
///
/// # Errors
/// Too long, or a control character other than a line break or tab inside.
pub fn note(text: &str, limit: usize) -> Result<String, Wrong> {
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(Wrong { fault: Fault::TooLong, limit: Some(limit as i64) });
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(wrong(Fault::BadCharacter));
    }
    Ok(text.to_owned())
}

/// A department's name: a line without the characters that WeCom refuses (document 90205).
///
/// # Errors
/// As [`line`], or one of `\ : * ? " < > |` inside.
pub fn department_name(text: &str) -> Result<String, Wrong> {
    let text = line(text, limits::NAME)?;
    if text.contains(['\\', ':', '*', '?', '"', '<', '>', '|', '/']) {
        return Err(wrong(Fault::BadCharacter));
    }
    Ok(text)
}

/// A new password. No rules of composition: length is what counts (OWASP ASVS 5.0 6.2).
///
/// # Errors
/// Too short or too long.
pub fn password(text: &str) -> Result<String, Wrong> {
    let length = text.chars().count();
    if length < limits::PASSWORD_MIN {
        return Err(Wrong { fault: Fault::TooShort, limit: Some(limits::PASSWORD_MIN as i64) });
    }
    if length > limits::PASSWORD_MAX {
        return Err(Wrong { fault: Fault::TooLong, limit: Some(limits::PASSWORD_MAX as i64) });
    }
    Ok(text.to_owned())
}

/// An e-mail address that passed the rule. Kept as typed; compared by [`Email::key`].
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Takes an address: one `@`, a local part and a domain with a dot, no spaces.
    ///
    /// # Errors
    /// Missing, too long or malformed.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let text = line(text, limits::EMAIL)?;
        let Some((local, domain)) = text.rsplit_once('@') else { return Err(wrong(Fault::Malformed)) };
        let domain_is_sound = domain.split('.').count() >= 2
            && domain.split('.').all(|part| {
                !part.is_empty() && !part.starts_with('-') && part.chars().all(|c| c.is_alphanumeric() || c == '-')
            });
        let local_is_sound = !local.is_empty()
            && local.len() <= 64
            && !local.contains(|c: char| c.is_whitespace() || "@<>()[],;:\\\"".contains(c));
        if domain_is_sound && local_is_sound { Ok(Self(text)) } else { Err(wrong(Fault::Malformed)) }
    }
    /// The form in which two addresses are compared: lower case. Dots and `+tags` are kept, they can be other people.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
    /// The address as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A phone number in international form (E.164): `+`, then 7 to 15 digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Takes a number as people write it: spaces, dashes, dots and brackets are dropped, `00` counts as `+`, and
    /// eleven digits that begin with 1 and a 3 to 9 are a Chinese mobile number (+86).
    ///
    /// # Errors
    /// Missing or malformed.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let mut digits = String::new();
        let mut international = false;
        for (at, c) in text.trim().chars().enumerate() {
            match c {
                '+' | '＋' if at == 0 => international = true,
                ' ' | '-' | '.' | '(' | ')' | '\u{a0}' => {}
                c if c.is_ascii_digit() => digits.push(c),
                _ => return Err(wrong(Fault::Malformed)),
            }
        }
        if digits.is_empty() {
            return Err(wrong(Fault::Missing));
        }
        if !international {
            if let Some(rest) = digits.strip_prefix("00") {
                digits = rest.to_owned();
            } else if digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9') {
                digits.insert_str(0, "86");
            } else {
                return Err(wrong(Fault::Malformed));
            }
        }
        if (7..=15).contains(&digits.len()) && !digits.starts_with('0') {
            Ok(Self(format!("+{digits}")))
        } else {
            Err(wrong(Fault::Malformed))
        }
    }
    /// The number with its `+`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A phone number with its middle hidden, for whoever may not see numbers in full: `+86 138****5678`. Of what is no number in
/// international form, such as a note about a customer, the same of its digits. As many stars whatever the length.
pub fn mask_phone(text: &str) -> String {
    let parsed = Phone::parse(text).ok();
    let digits: String =
        parsed.as_ref().map_or(text, |phone| phone.as_str()).chars().filter(char::is_ascii_digit).collect();
    let country = if parsed.is_some() { country_code(&digits) } else { 0 };
    let (code, rest) = digits.split_at(country);
    let (head, tail) = match rest.len() {
        10.. => (3, 4),
        6..10 => (1, 2),
        0 => return String::new(),
        _ => (0, 1),
    };
    let shown =
        [rest.get(..head).unwrap_or_default(), "****", rest.get(rest.len() - tail..).unwrap_or_default()].concat();
    if code.is_empty() { shown } else { ["+", code, " ", &shown].concat() }
}

/// The text, masked if it is a phone number as they are stored: somebody invited by phone goes by his number until he gives a
/// name.
pub fn mask_if_phone(text: &str) -> String {
    let is_phone = text
        .strip_prefix('+')
        .is_some_and(|digits| (7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if is_phone { mask_phone(text) } else { text.to_owned() }
}

/// How many digits of an international number are its country code (ITU-T E.164, list of assigned codes): North America and
/// Russia have one, the zones with large countries two, all others three.
fn country_code(digits: &str) -> usize {
    let two: u32 = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or(0);
    match two {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => 2,
        _ => digits.len().min(3),
    }
}

/// Characters of a door number: no vowels (so that no word appears) and nothing that looks like something else.
pub const DOOR_ALPHABET: &[u8] = b"23456789BCDFGHJKMNPQRTVWXY";
/// Length of a door number.
pub const DOOR_LENGTH: usize = 8;

/// A door number as people type it, brought to its stored form: upper case, without dashes and spaces.
///
/// # Errors
/// Malformed unless eight characters of [`DOOR_ALPHABET`] remain.
pub fn door_number(text: &str) -> Result<String, Wrong> {
    let cleaned: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_uppercase()).collect();
    let sound = cleaned.len() == DOOR_LENGTH && cleaned.bytes().all(|byte| DOOR_ALPHABET.contains(&byte));
    if sound { Ok(cleaned) } else { Err(wrong(Fault::Malformed)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chinese_mobile_number_gets_its_country() {
        assert_eq!(Phone::parse("139 0000-0001").unwrap().as_str(), "+8613900000001");
        assert_eq!(Phone::parse("+55 (11) 91234-5678").unwrap().as_str(), "+5511912345678");
        assert_eq!(Phone::parse("0044 20 7946 0000").unwrap().as_str(), "+442079460000");
        assert_eq!(Phone::parse("12345").unwrap_err().fault, Fault::Malformed);
    }

    #[test]
    fn a_masked_number_keeps_its_country_and_its_ends() {
        for (number, masked) in [
            ("+8613812345678", "+86 138****5678"),
            ("13812345678", "+86 138****5678"),
            ("+12025550123", "+1 202****0123"),
            ("+5511912345678", "+55 119****5678"),
            ("+3541234567", "+354 1****67"),
            ("021-5555 1234", "021****1234"),
            ("110", "****0"),
            ("by the door", ""),
        ] {
            assert_eq!(mask_phone(number), masked, "{number}");
        }
        assert_eq!(mask_if_phone("+8613812345678"), "+86 138****5678");
        assert_eq!((mask_if_phone("8613812345678"), mask_if_phone("+86 x")), ("8613812345678".into(), "+86 x".into()));
    }

    #[test]
    fn an_address_needs_a_local_part_and_a_domain() {
        for good in ["a@b.co", "Wang.Fang+x@Example.test", "王芳@例子.测试"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in ["a@b", "@b.co", "a b@c.de", "a@b..c", "a@-b.c", "a"] {
            assert_eq!(Email::parse(bad).unwrap_err().fault, Fault::Malformed, "{bad}");
        }
        assert_eq!(Email::parse(" Wang@Example.TEST ").unwrap().key(), "wang@example.test");
    }

    #[test]
    fn a_name_cannot_turn_the_reading_direction() {
        assert_eq!(line("Ann\u{202E}xe", 64).unwrap_err().fault, Fault::BadCharacter);
        assert_eq!(line(&"x".repeat(65), 64).unwrap_err().limit, Some(64));
    }

    #[test]
    fn a_door_number_is_read_with_and_without_its_dash() {
        assert_eq!(door_number("bcdf-2345").unwrap(), "BCDF2345");
        assert!(door_number("ABCD2345").is_err());
    }
}
