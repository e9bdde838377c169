//! Names that compare rightly, and places in a listing.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

use serde::{Deserialize, Serialize};

/// A member's id. The platform keeps its spelling but tells two apart only beyond case: `WangFang` and `wangfang` are
/// one person [D 90195], so equality, order and hash ignore the case of ASCII letters.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(String);

impl UserId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// As the platform spells it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form to index by.
    pub fn folded(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl fmt::Debug for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for UserId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

impl From<String> for UserId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

impl PartialEq for UserId {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for UserId {}

impl Hash for UserId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for byte in self.0.bytes() {
            state.write_u8(byte.to_ascii_lowercase());
        }
        state.write_u8(0xff);
    }
}

impl Ord for UserId {
    fn cmp(&self, other: &Self) -> Ordering {
        let folded = |id: &Self| id.0.clone().into_bytes().to_ascii_lowercase();
        folded(self).cmp(&folded(other))
    }
}

impl PartialOrd for UserId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A place in a listing. Opaque; keep it after every page and a broken run goes on from there. 50100 means that the
/// platform no longer knows it: begin again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

impl Cursor {
    pub(crate) fn from_wire(text: String) -> Option<Self> {
        (!text.is_empty()).then_some(Self(text))
    }
}

/// One page. The listing ends when `next` is `None`, not when a page is short.
#[derive(Debug, Clone)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<Cursor>,
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Must hold: people were imported twice where spelling counted.
    #[test]
    fn ids_that_differ_by_case_are_one_person() {
        let people: HashSet<UserId> = ["WangFang", "wangfang", "WANGFANG"].map(UserId::from).into();
        assert_eq!(people.len(), 1);
        assert_eq!(UserId::from("B").cmp(&"a".into()), Ordering::Greater);
    }
}
