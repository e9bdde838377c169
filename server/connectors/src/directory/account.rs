//! An account, and what is wrong with a row that is none.

use std::fmt;

use thiserror::Error;

/// An account on some platform. Texts are trimmed and never empty where they are `Some`; the spelling of addresses and
/// numbers is the platform's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// The platform's own, which never changes.
    pub id: String,
    /// To show; the e-mail address or the id of an account without a name.
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub department: Option<String>,
    pub title: Option<String>,
    /// Of the extension or the work place: what people know each other by.
    pub number: Option<String>,
    pub active: bool,
}

/// A row that could not be read. Texts carry no words of the row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {fault}")]
pub struct BadRow {
    pub place: Place,
    pub fault: RowFault,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a file, counted from 1; the heading counts.
    Line(u64),
    /// In a listing, counted from 1.
    Entry(u64),
}

/// Why a row is no account.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RowFault {
    #[error("it has no id")]
    NoId,
    #[error("its e-mail address is none")]
    BadEmail,
    /// Neither a word for yes nor one for no.
    #[error("it does not say whether the account is active")]
    BadActive,
    #[error("it has {has} fields where the heading has {wants}")]
    FieldCount { has: usize, wants: usize },
    #[error("it is not UTF-8")]
    NotUtf8,
    #[error("it is no JSON object: {detail}")]
    NotAnObject { detail: String },
    /// A list or an object where a text belongs.
    #[error("its field {field} is no text")]
    Nested { field: &'static str },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Entry(entry) => write!(f, "entry {entry}"),
        }
    }
}

/// What a platform says about an account, before anybody looked whether it makes sense.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) phone: String,
    pub(super) department: String,
    pub(super) title: String,
    pub(super) number: String,
    pub(super) active: bool,
}

impl Draft {
    /// # Errors
    /// There is no id, or what stands for an e-mail address is none.
    pub(super) fn account(self) -> Result<Account, RowFault> {
        let some = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let id = some(self.id).ok_or(RowFault::NoId)?;
        let email = some(self.email);
        if email.as_ref().is_some_and(|email| !is_email(email)) {
            return Err(RowFault::BadEmail);
        }
        Ok(Account {
            name: some(self.name).or_else(|| email.clone()).unwrap_or_else(|| id.clone()),
            id,
            email,
            phone: some(self.phone),
            department: some(self.department),
            title: some(self.title),
            number: some(self.number),
            active: self.active,
        })
    }
}

/// Whether a text has the form of an e-mail address. Whether there is such a mailbox nobody can tell from its form.
pub(super) fn is_email(text: &str) -> bool {
    let wrong = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>');
    match text.rsplit_once('@') {
        Some((user, host)) => !user.is_empty() && !user.contains('@') && !host.is_empty() && !text.chars().any(wrong),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_two_sides_and_no_blanks() {
        for good in ["a@b", "Anna.Tan7@Example.com", "wang+x@例子.中国"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "@b", "a@", "a b@c", "a@b@c", "a@b,c@d", "Anna <a@b>"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    #[test]
    fn whoever_has_no_name_is_called_by_his_address_or_id() {
        let draft = |name: &str, email: &str| Draft {
            id: " 7 ".to_owned(),
            name: name.to_owned(),
            email: email.to_owned(),
            ..Draft::default()
        };
        assert_eq!(draft(" Anna ", "a@b").account().unwrap().name, "Anna");
        assert_eq!(draft("", "a@b").account().unwrap().name, "a@b");
        assert_eq!(draft("", " ").account().unwrap().name, "7");
        assert_eq!(draft("", "x").account(), Err(RowFault::BadEmail));
        assert_eq!(Draft::default().account(), Err(RowFault::NoId));
    }
}
