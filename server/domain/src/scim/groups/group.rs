//! What a provider sends of a group.

use crate::scim::body::sound;
use crate::scim::schema::Type;
use crate::scim::{Kind, Refusal, Told};
use model::MemberId;
use model::scim::MAX_VALUE;
use model::text::{line, optional_line};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A group, as it is sent and kept. Fields are those of `schemas/group.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Group {
    /// Its name.
    pub display_name: String,
    /// The provider's own id of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Who is in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Person>,
}

/// Somebody in a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// The id of the user.
    pub value: String,
    /// His address; only said, never read: the id says it all.
    #[serde(rename = "$ref", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What it is: always a user; see [`Person::is_group`].
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

impl Person {
    /// Whether a group is meant, by its kind or its address.
    fn is_group(&self) -> bool {
        let kind = self.kind.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("Group"));
        kind || self.address.as_deref().is_some_and(|address| address.contains("/Groups/"))
    }
}

impl Group {
    /// The group in a body.
    ///
    /// # Errors
    /// [`Kind::InvalidSyntax`], [`Kind::InvalidValue`].
    pub(crate) fn read(body: &Value) -> Told<Self> {
        let wrong = |why: &str| Refusal::new(Kind::InvalidValue, why);
        let group: Self =
            serde_json::from_value(sound(Type::Group, body)?).map_err(|error| wrong(&error.to_string()))?;
        line(&group.display_name, MAX_VALUE)
            .map_err(|_| wrong("displayName is missing, too long or has a character that cannot be taken."))?;
        optional_line(group.external_id.as_deref().unwrap_or_default(), MAX_VALUE)
            .map_err(|_| wrong("externalId is too long or has a character that cannot be taken."))?;
        // Left out in silence, the people in it would miss here without anybody knowing why.
        if let Some(inner) = group.members.iter().find(|person| person.is_group()) {
            return Err(wrong(&format!(
                "members holds the group {}. Groups inside of groups are not kept here: assign the users themselves.",
                inner.value
            )));
        }
        Ok(group)
    }

    /// The ids of those in it, each once.
    pub(crate) fn ids(&self) -> Vec<MemberId> {
        let mut ids: Vec<MemberId> = self.members.iter().map(|person| MemberId(person.value.clone())).collect();
        ids.sort();
        ids.dedup();
        ids
    }
}
