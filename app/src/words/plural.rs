//! Sentences with values inside.

use super::Language;

/// A sentence that counts, with the plural forms of the languages that are here (CLDR: English one/other, Portuguese
/// one/other, Chinese other). `{n}` stands for the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plural {
    /// English 1; Portuguese 0 and 1; not used by Chinese.
    pub one: &'static str,
    /// Every other number.
    pub other: &'static str,
}

impl Plural {
    /// A sentence of a language without plural forms.
    pub const fn same(text: &'static str) -> Self {
        Self { one: text, other: text }
    }

    /// The form for a number, its placeholder not yet filled.
    pub const fn form(&self, language: Language, n: i64) -> &'static str {
        let one = match language {
            Language::En => n == 1,
            Language::PtBr => n == 0 || n == 1,
            Language::ZhCn => false,
        };
        if one { self.one } else { self.other }
    }

    /// The sentence for a number; `shown` is the number as the reader writes it.
    pub fn say(&self, language: Language, n: i64, shown: &str) -> String {
        fill(self.form(language, n), &[("n", shown)])
    }
}

/// Puts values into the placeholders of a sentence. A placeholder without a value stays as it is, so that it is seen.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        let name = &rest[open + 1..open + length];
        out.push_str(&rest[..open]);
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in_once_and_never_read_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{missing} {", &[]), "{missing} {");
    }

    #[test]
    fn each_language_has_its_own_plural() {
        let members = Plural { one: "{n} member", other: "{n} members" };
        assert_eq!(members.say(Language::En, 1, "1"), "1 member");
        assert_eq!(members.say(Language::En, 0, "0"), "0 members");
        assert_eq!(members.form(Language::PtBr, 0), members.one);
        assert_eq!(members.form(Language::ZhCn, 1), members.other);
    }
}
