//! Keys that texts are searched, compared and sorted by.

use pinyin::ToPinyin as _;

/// What a person's or a department's name is found and sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameKeys {
    /// Letters and digits only: pinyin for Chinese characters, transliteration for other scripts.
    pub full: String,
    /// The first letter of each character or word.
    pub initials: String,
}

/// The keys of a name. 王芳 gives `wangfang` and `wf`; Zoë Fox gives `zoefox` and `zf`.
pub fn name_keys(name: &str) -> NameKeys {
    let mut keys = NameKeys::default();
    let mut word_begins = true;
    for c in name.chars() {
        if let Some(reading) = c.to_pinyin() {
            let plain = reading.plain().replace('ü', "v");
            keys.initials.extend(plain.chars().next());
            keys.full.push_str(&plain);
            word_begins = true;
            continue;
        }
        if !c.is_alphanumeric() {
            word_begins = true;
            continue;
        }
        let plain = deunicode::deunicode_char(c).unwrap_or_default();
        for letter in plain.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()) {
            if word_begins {
                keys.initials.push(letter);
                word_begins = false;
            }
            keys.full.push(letter);
        }
    }
    keys
}

/// Lower case without surrounding blanks: names that differ only so are the same among siblings.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// Whether a character is written without blanks between words, so that two of them are already a name.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(text: &str) -> String {
    use sha2::Digest as _;
    hex::encode(sha2::Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_pinyin_and_its_initials() {
        let keys = |name| name_keys(name);
        assert_eq!(keys("王芳"), NameKeys { full: "wangfang".into(), initials: "wf".into() });
        assert_eq!(keys("Zoë Fox-Lund").full, "zoefoxlund");
        assert_eq!(keys("Zoë Fox-Lund").initials, "zfl");
        assert_eq!(keys("吕布").full, "lvbu");
        assert_eq!(keys("  ").full, "");
    }
}
