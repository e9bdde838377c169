//! Enumerations of the platform, which it makes longer without telling anybody.

/// Makes an enum whose variants are the platform's words, and which keeps other words as they came.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $word:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $name {
            $($(#[$doc])* $word,)+
            /// A word that is not known here, as it came; empty where none came.
            Other(String),
        }

        impl $name {
            /// As the platform writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$word => stringify!($word),)+
                    Self::Other(word) => word,
                }
            }
        }

        /// What the platform did not say.
        impl Default for $name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $(stringify!($word) => Self::$word,)+
                    _ => Self::Other(word),
                }
            }
        }

        impl From<$name> for String {
            fn from(word: $name) -> Self {
                word.as_str().to_owned()
            }
        }
    };
}

pub(super) use words;

#[cfg(test)]
mod tests {
    words! {
        /// A word for the test.
        Word { Known }
    }

    #[test]
    fn a_word_nobody_knows_is_kept() {
        for text in ["\"Known\"", "\"BrandNew\""] {
            let word: Word = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&word).unwrap(), text);
        }
        assert_eq!(Word::from("BrandNew".to_owned()), Word::Other("BrandNew".to_owned()));
        assert_eq!(Word::from("Known".to_owned()), Word::Known);
    }
}
