//! What a provider sends of a user.

use crate::scim::body::sound;
use crate::scim::schema::Type;
use crate::scim::{Kind, Refusal, Told};
use model::text::{Email, Phone};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A user, as it is sent and kept. Fields are those of the schemas in `schemas/`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct User {
    /// What the provider knows him by.
    pub user_name: String,
    /// The provider's own id of him.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The parts of his name.
    #[serde(skip_serializing_if = "Name::is_empty")]
    pub name: Name,
    /// The name that is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// His position.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether he is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// His e-mail addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<Item>,
    /// His phone numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub phone_numbers: Vec<Item>,
    /// What he is at work.
    #[serde(rename = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    #[serde(skip_serializing_if = "Work::is_empty")]
    pub work: Work,
}

/// The parts of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Name {
    /// The whole name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    /// The family name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
}

impl Name {
    const fn is_empty(&self) -> bool {
        self.formatted.is_none() && self.family_name.is_none() && self.given_name.is_none()
    }
}

/// One address or number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Item {
    /// It.
    pub value: String,
    /// What it is for.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it is the preferred one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}

/// What he is at work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Work {
    /// His work number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employee_number: Option<String>,
    /// The organisation, as the provider calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// His department.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// Who manages him.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<Manager>,
}

impl Work {
    const fn is_empty(&self) -> bool {
        self.employee_number.is_none()
            && self.organization.is_none()
            && self.department.is_none()
            && self.manager.is_none()
    }
}

/// Another user.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manager {
    /// His id.
    pub value: String,
    /// His address; only said, never read: the id says it all.
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

impl User {
    /// The user in a body.
    ///
    /// # Errors
    /// [`Kind::InvalidSyntax`], [`Kind::InvalidValue`].
    pub(crate) fn read(body: &Value) -> Told<Self> {
        let mut user: Self = serde_json::from_value(sound(Type::User, body)?)
            .map_err(|error| Refusal::new(Kind::InvalidValue, error.to_string()))?;
        if let Some(manager) = &mut user.work.manager {
            manager.address = None;
        }
        user.work.manager = user.work.manager.filter(|manager| !manager.value.is_empty());
        Ok(user)
    }

    /// The e-mail address that becomes the member's: the preferred one, else that for work, else the first, else the
    /// user name if it is one.
    pub(crate) fn email(&self) -> Option<Email> {
        let sound = |item: &Item| Email::parse(&item.value).ok();
        let chosen = preferred(&self.emails).or_else(|| of_kind(&self.emails, "work")).or(self.emails.first());
        chosen.and_then(sound).or_else(|| Email::parse(&self.user_name).ok())
    }

    /// The phone number that becomes the member's: the mobile one, else the preferred one, else the first, if it is in
    /// international form.
    pub(crate) fn phone(&self) -> Option<Phone> {
        let all = &self.phone_numbers;
        let chosen = of_kind(all, "mobile").or_else(|| preferred(all)).or(all.first())?;
        // RFC 3966, which the schema asks for.
        Phone::parse(chosen.value.strip_prefix("tel:").unwrap_or(&chosen.value)).ok()
    }

    /// The id of the manager.
    pub(crate) fn manager(&self) -> Option<&str> {
        self.work.manager.as_ref().map(|manager| manager.value.as_str())
    }
}

fn preferred(items: &[Item]) -> Option<&Item> {
    items.iter().find(|item| item.primary == Some(true))
}

fn of_kind<'a>(items: &'a [Item], kind: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.kind.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(kind)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scim::schema::ENTERPRISE;
    use serde_json::json;

    #[test]
    fn a_user_is_read_and_said_alike() {
        let body = json!({
            "userName": "Ana", "externalId": "7", "name": { "givenName": "Ana" }, "displayName": "Ana", "title": "Pilot",
            "active": true, "emails": [{ "value": "a@b.co", "type": "work", "primary": false }],
            "phoneNumbers": [{ "value": "1" }], ENTERPRISE: { "department": "Ops", "manager": { "value": "x" } },
        });
        let user = User::read(&body).unwrap();
        assert_eq!(serde_json::to_value(&user).unwrap(), body);
    }

    #[test]
    fn of_several_addresses_one_is_the_members() {
        let read = |body| User::read(&body).unwrap();
        let email = |body| read(body).email().map(|email| email.as_str().to_owned());
        let all = json!([{ "value": "a@b.co" }, { "value": "w@b.co", "type": "Work" }, { "value": "p@b.co", "primary": true }]);
        assert_eq!(email(json!({ "userName": "u@b.co", "emails": all })).unwrap(), "p@b.co");
        assert_eq!(email(json!({ "userName": "u", "emails": [all[0], all[1]] })).unwrap(), "w@b.co");
        assert_eq!(email(json!({ "userName": "u", "emails": [all[0]] })).unwrap(), "a@b.co");
        assert_eq!(email(json!({ "userName": "u@b.co" })).unwrap(), "u@b.co");
        assert_eq!(email(json!({ "userName": "u" })), None);
        let phone = |numbers| read(json!({ "phoneNumbers": numbers })).phone().map(|phone| phone.as_str().to_owned());
        let numbers = json!([{ "value": "+1 202 555 0100", "primary": true }, { "value": "tel:+55-11-99999-0000", "type": "mobile" }]);
        assert_eq!(phone(numbers).unwrap(), "+5511999990000");
        assert_eq!(phone(json!([{ "value": "+1 202 555 0100" }])).unwrap(), "+12025550100");
        assert_eq!(phone(json!([{ "value": "ext. 7" }])), None);
    }
}
