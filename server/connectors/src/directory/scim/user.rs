//! From a user of SCIM (RFC 7643 § 4.1) to an account.

use serde_json::Value;

use crate::directory::{
    Account, RowFault,
    account::{Draft, is_email},
};

/// Where the department stands: the extension of SCIM 2.0, and its name in 1.1, which some providers still use.
const ENTERPRISE: [&str; 2] =
    ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:scim:schemas:extension:enterprise:1.0"];

pub(super) fn account(user: &Value) -> Result<Account, RowFault> {
    if !user.is_object() {
        return Err(RowFault::NotAnObject { detail: "a user".to_owned() });
    }
    let user_name = text(field(user, "userName"));
    let enterprise = ENTERPRISE.iter().find_map(|name| field(user, name));
    let active = match field(user, "active") {
        None | Some(Value::Null) => true,
        Some(value) => truth(value).ok_or(RowFault::BadActive)?,
    };
    // Many providers sign people in by their address and list no other.
    let email = best(field(user, "emails"), &["work"])
        .or_else(|| Some(user_name.clone()).filter(|name| is_email(name)))
        .unwrap_or_default();
    let names = [display_name(user), user_name];
    Draft {
        id: id(user),
        name: names.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
        email,
        phone: best(field(user, "phoneNumbers"), &["mobile", "work"]).unwrap_or_default(),
        department: text(enterprise.and_then(|extension| field(extension, "department"))),
        title: text(field(user, "title")),
        number: String::new(),
        active,
    }
    .account()
}

/// The provider's own id; empty where there is none.
pub(super) fn id(user: &Value) -> String {
    text(field(user, "id"))
}

fn display_name(user: &Value) -> String {
    let part = |part: &str| text(field(user, "name").and_then(|name| field(name, part)));
    let joined = format!("{} {}", part("givenName"), part("familyName"));
    let candidates =
        [text(field(user, "displayName")), part("formatted"), joined.trim().to_owned(), text(field(user, "nickName"))];
    candidates.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

/// The primary value of a list, else the first of the best kind, else the first.
fn best(list: Option<&Value>, kinds: &[&str]) -> Option<String> {
    let one;
    let list = match list? {
        Value::Array(list) => list.as_slice(),
        other => {
            one = [other.clone()];
            &one
        }
    };
    let value = |item: &Value| {
        let value = if item.is_object() { text(field(item, "value")) } else { text(Some(item)) };
        Some(value).filter(|value| !value.is_empty())
    };
    let is_primary = |item: &&Value| field(item, "primary").and_then(truth) == Some(true);
    let is_kind = |item: &Value, kind: &str| text(field(item, "type")).eq_ignore_ascii_case(kind);
    let primary = list.iter().filter(is_primary).find_map(value);
    let by_kind = || kinds.iter().find_map(|kind| list.iter().filter(|item| is_kind(item, kind)).find_map(value));
    primary.or_else(by_kind).or_else(|| list.iter().find_map(value))
}

/// An attribute; their names are the same in every case (RFC 7643 § 2.1).
pub(super) fn field<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    let fields = object.as_object()?;
    fields
        .get(name)
        .or_else(|| fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// A number, also when written as a text.
pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

fn text(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Entra writes `"True"`.
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn email(emails: Value) -> Option<String> {
        account(&json!({"id": "1", "userName": "anna", "emails": emails})).unwrap().email
    }

    #[test]
    fn the_primary_address_counts_and_then_the_one_of_work() {
        let home = json!({"value": "home@example.com", "type": "home"});
        let work = json!({"value": "work@example.com", "type": "Work"});
        let main = json!({"value": "main@example.com", "type": "other", "primary": "True"});
        assert_eq!(email(json!([home, work, main])).as_deref(), Some("main@example.com"));
        assert_eq!(email(json!([home, work])).as_deref(), Some("work@example.com"));
        assert_eq!(email(json!([home])).as_deref(), Some("home@example.com"));
        assert_eq!(email(json!([{"primary": true, "value": ""}, home])).as_deref(), Some("home@example.com"));
        assert_eq!(email(json!("plain@example.com")).as_deref(), Some("plain@example.com"));
        assert_eq!(email(json!(null)), None, "a user name that is no address stands for none");
    }

    #[test]
    fn attributes_have_any_case_and_truths_are_words() {
        let user = json!({
            "ID": "1", "username": "anna@example.com", "Active": "False", "DISPLAYNAME": "Anna",
            "URN:scim:schemas:extension:enterprise:1.0": {"Department": "Support"},
        });
        let account = account(&user).unwrap();
        assert_eq!((account.active, account.name.as_str()), (false, "Anna"));
        assert_eq!(
            (account.department.as_deref(), account.email.as_deref()),
            (Some("Support"), Some("anna@example.com"))
        );
        assert_eq!(super::account(&json!({"id": "1", "active": "sometimes"})), Err(RowFault::BadActive));
        assert_eq!(super::account(&json!("x")).unwrap_err(), RowFault::NotAnObject { detail: "a user".to_owned() });
    }
}
