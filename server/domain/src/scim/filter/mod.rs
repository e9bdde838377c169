//! Filters (RFC 7644 §3.4.2.2) and the paths of PATCH operations (§3.5.2), which share a grammar.
//!
//! * [`parse`]: from text to a [`Filter`] or a [`Path`].
//! * [`matches`]: whether one value of a list is meant, for paths like `emails[type eq "work"]`.
//! * [`sql`]: the same question, asked of the database.
//!
//! Our own parser, because filters and PATCH paths share it and both become a question to the database or a match here. The crate
//! `scim-filter` reads filters too; it was not weighed against this yet.

mod matches;
mod parse;
mod show;
pub(super) mod sql;

pub(super) use matches::matches;
pub(super) use parse::{filter, path};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Filter {
    /// All of them hold.
    And(Vec<Filter>),
    /// One of them holds.
    Or(Vec<Filter>),
    /// It does not hold.
    Not(Box<Filter>),
    /// The attribute has a value: `pr`.
    Present(Name),
    /// The attribute compares like that.
    Compare(Name, Operator, Literal),
    /// One value of the list meets the condition: `emails[type eq "work"]`. Names in it are those of the value's parts.
    Has(Name, Box<Filter>),
}

/// The name of an attribute, in lower case: names are not case-sensitive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// The URN of the schema, where it is named.
    pub urn: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// A part of it.
    pub sub: Option<String>,
}

/// Where a PATCH operation works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    /// The attribute and, where no filter stands between them, its part.
    pub name: Name,
    /// Which values of a list.
    pub filter: Option<Filter>,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    Contains,
    StartsWith,
    EndsWith,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

impl Operator {
    const ALL: [(&'static str, Self); 9] = [
        ("eq", Self::Equal),
        ("ne", Self::NotEqual),
        ("co", Self::Contains),
        ("sw", Self::StartsWith),
        ("ew", Self::EndsWith),
        ("gt", Self::Greater),
        ("ge", Self::GreaterOrEqual),
        ("lt", Self::Less),
        ("le", Self::LessOrEqual),
    ];

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, operator)| *operator)
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, operator)| *operator == self).map_or("", |(word, _)| word)
    }
}

/// What an attribute is compared with. Numbers are kept as they are written: no attribute here is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    Text(String),
    Boolean(bool),
    Number(String),
    Null,
}
