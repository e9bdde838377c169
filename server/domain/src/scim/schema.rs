//! What users and groups are made of: the documents that `/Schemas` answers are also what bodies are read by.

use serde::Deserialize;
use serde_json::Value;
use std::sync::LazyLock;

/// The URN of users.
pub const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// The URN of what users are at work.
pub const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/// The URN of groups.
pub const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

/// The documents, as they are sent.
pub static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    [
        include_str!("schemas/user.json"),
        include_str!("schemas/enterprise_user.json"),
        include_str!("schemas/group.json"),
    ]
    .iter()
    .filter_map(|text| serde_json::from_str(text).ok())
    .collect()
});

static SCHEMAS: LazyLock<Vec<Schema>> =
    LazyLock::new(|| DOCUMENTS.iter().filter_map(|document| serde_json::from_value(document.clone()).ok()).collect());

/// One schema (RFC 7643 §7).
#[derive(Debug, Deserialize)]
pub struct Schema {
    /// Its URN.
    pub id: String,
    /// Its attributes.
    pub attributes: Vec<Attribute>,
}

/// One attribute.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub form: Form,
    /// Whether it has several.
    pub multi_valued: bool,
    /// Whether only the server sets it, and who else.
    pub mutability: Mutability,
    /// What a complex one is made of.
    #[serde(default)]
    pub sub_attributes: Vec<Attribute>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Form {
    /// A text.
    String,
    /// True or false.
    Boolean,
    /// The address of a resource.
    Reference,
    /// An object.
    Complex,
}

/// Who may set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Mutability {
    /// Only the server.
    ReadOnly,
    /// Clients too.
    ReadWrite,
    /// Clients, once.
    Immutable,
}

/// What every resource has (RFC 7643 §3.1).
static COMMON: LazyLock<Vec<Attribute>> = LazyLock::new(|| {
    let attribute = |name: &str, form, mutability| Attribute {
        name: name.to_owned(),
        form,
        multi_valued: false,
        mutability,
        sub_attributes: Vec::new(),
    };
    vec![
        attribute("id", Form::String, Mutability::ReadOnly),
        attribute("externalId", Form::String, Mutability::ReadWrite),
        attribute("meta", Form::Complex, Mutability::ReadOnly),
        attribute("schemas", Form::Reference, Mutability::ReadOnly),
    ]
});

/// A kind of resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Users.
    User,
    /// Groups.
    Group,
}

impl Type {
    /// Its name, as `meta.resourceType` has it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// The name of its endpoint.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Self::User => "Users",
            Self::Group => "Groups",
        }
    }

    /// The URN of its schema.
    pub const fn urn(self) -> &'static str {
        match self {
            Self::User => USER,
            Self::Group => GROUP,
        }
    }

    /// The URN of its extension, if it has one.
    pub const fn extension(self) -> Option<&'static str> {
        match self {
            Self::User => Some(ENTERPRISE),
            Self::Group => None,
        }
    }

    /// An attribute by its name, whatever the case of its letters, of the schema with this URN; of the type's own
    /// without one.
    pub(crate) fn attribute(self, urn: Option<&str>, name: &str) -> Option<(Part, &'static Attribute)> {
        let (part, urn) = match urn {
            None => (Part::Core, self.urn()),
            Some(urn) if urn.eq_ignore_ascii_case(self.urn()) => (Part::Core, self.urn()),
            Some(urn) => (Part::Extension, self.extension().filter(|extension| urn.eq_ignore_ascii_case(extension))?),
        };
        let own = SCHEMAS.iter().find(|schema| schema.id == urn).map_or(&[][..], |schema| &schema.attributes);
        let common = if part == Part::Core { COMMON.as_slice() } else { &[] };
        let found = own.iter().chain(common).find(|attribute| attribute.name.eq_ignore_ascii_case(name))?;
        Some((part, found))
    }
}

impl Attribute {
    /// A part of a complex attribute by its name, whatever the case of its letters.
    pub(crate) fn sub(&self, name: &str) -> Option<&Self> {
        self.sub_attributes.iter().find(|sub| sub.name.eq_ignore_ascii_case(name))
    }
}

/// Where in the body of a resource an attribute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// At the top.
    Core,
    /// In the object of the extension.
    Extension,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_is_read() {
        assert_eq!(DOCUMENTS.len(), 3);
        let ids: Vec<&str> = SCHEMAS.iter().map(|schema| schema.id.as_str()).collect();
        assert_eq!(ids, [USER, ENTERPRISE, GROUP]);
    }

    #[test]
    fn attributes_are_found_whatever_the_case_and_only_where_they_belong() {
        let (part, found) = Type::User.attribute(None, "USERNAME").unwrap();
        assert_eq!((part, found.name.as_str()), (Part::Core, "userName"));
        let (part, found) = Type::User.attribute(Some(&ENTERPRISE.to_uppercase()), "manager").unwrap();
        assert_eq!((part, found.name.as_str(), found.sub("$REF").is_some()), (Part::Extension, "manager", true));
        assert!(Type::User.attribute(None, "manager").is_none());
        assert!(Type::Group.attribute(Some(ENTERPRISE), "manager").is_none());
        assert!(Type::Group.attribute(Some(GROUP), "externalId").is_some());
    }
}
