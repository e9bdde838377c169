//! From the cells of a row to an account.

use super::columns::Column;
use crate::directory::{
    Account, RowFault,
    account::{Draft, is_email},
};

/// An account out of what a row says about each column; an empty text where it says nothing.
pub(super) fn account(cell: impl Fn(Column) -> String) -> Result<Account, RowFault> {
    let trimmed = |column| cell(column).trim().to_owned();
    let email = trimmed(Column::Email);
    let mut id = trimmed(Column::Id);
    if id.is_empty() {
        if !email.is_empty() && !is_email(&email) {
            return Err(RowFault::BadEmail);
        }
        // Two spellings of one address are one account.
        id = email.to_ascii_lowercase();
    }
    let mut name = trimmed(Column::Name);
    if name.is_empty() {
        name = joined(&trimmed(Column::FirstName), &trimmed(Column::LastName));
    }
    Draft {
        id,
        name,
        email,
        phone: cell(Column::Phone),
        department: cell(Column::Department),
        title: cell(Column::Title),
        number: cell(Column::Number),
        active: active(&trimmed(Column::Active)).ok_or(RowFault::BadActive)?,
    }
    .account()
}

/// Chinese names are written last name first, without a blank.
fn joined(first: &str, last: &str) -> String {
    let chinese = |text: &str| text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if !first.is_empty() && !last.is_empty() && chinese(first) && chinese(last) {
        return format!("{last}{first}");
    }
    format!("{first} {last}").trim().to_owned()
}

/// Whoever is listed without a word about it is active.
fn active(word: &str) -> Option<bool> {
    match word.to_lowercase().as_str() {
        "" | "true" | "yes" | "y" | "1" | "active" | "enabled" | "activated" | "是" | "启用" | "已启用" | "在职"
        | "正常" | "已激活" => Some(true),
        "false" | "no" | "n" | "0" | "inactive" | "disabled" | "suspended" | "deactivated" | "left" | "否" | "停用"
        | "已停用" | "禁用" | "已禁用" | "离职" | "已离职" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[(Column, &str)]) -> Result<Account, RowFault> {
        account(|column| cells.iter().find(|(known, _)| *known == column).map_or("", |(_, text)| text).to_owned())
    }

    #[test]
    fn an_address_stands_for_an_id() {
        let account = read(&[(Column::Email, "Anna@Example.com")]).unwrap();
        assert_eq!((account.id.as_str(), account.email.as_deref()), ("anna@example.com", Some("Anna@Example.com")));
        assert_eq!(read(&[(Column::Email, "anna")]), Err(RowFault::BadEmail));
        assert_eq!(read(&[(Column::Name, "Anna")]), Err(RowFault::NoId));
    }

    #[test]
    fn names_are_joined_as_they_are_written() {
        let named = |first, last| {
            read(&[(Column::Id, "1"), (Column::FirstName, first), (Column::LastName, last)]).unwrap().name
        };
        assert_eq!(
            (named("Anna", "Tan"), named("芳", "王"), named("", "王")),
            ("Anna Tan".into(), "王芳".into(), "王".into())
        );
    }

    #[test]
    fn active_is_said_in_many_words() {
        let said = |word| read(&[(Column::Id, "1"), (Column::Active, word)]).map(|account| account.active);
        assert_eq!((said("Enabled"), said("离职"), said("")), (Ok(true), Ok(false), Ok(true)));
        assert_eq!(said("perhaps"), Err(RowFault::BadActive));
    }
}
