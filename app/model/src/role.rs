//! Roles of an organisation's own, beside the six built in: a name and rights.

use crate::permission::{Permission, Rights, Role};
use crate::problem::Fault;
use crate::text::{Check, line};
use crate::{Problem, RoleId, limits};
use serde::{Deserialize, Serialize};

/// The most roles of an organisation's own: a matrix with more columns is read by nobody.
pub const MOST: usize = 50;

/// A role of an organisation's own, as screens name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRole {
    /// The role.
    pub id: RoleId,
    /// Its name.
    pub name: String,
}

/// Which role is meant: on the wire and in URLs the word of a built-in one, or the id of one of the organisation's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RoleKey {
    /// One of the six.
    BuiltIn(Role),
    /// One of the organisation's own.
    Own(RoleId),
}

impl RoleKey {
    /// What a member holds. Whoever holds a role of the organisation's own is, beside it, an ordinary member.
    pub fn of(role: Role, own: Option<&NamedRole>) -> Self {
        own.map_or(Self::BuiltIn(role), |own| Self::Own(own.id.clone()))
    }

    /// Reads a word or an id; `None` for what can be neither. Words of roles have no digits, ids do.
    pub fn parse(text: &str) -> Option<Self> {
        match Role::from_word(text) {
            Some(role) => Some(Self::BuiltIn(role)),
            None if text.contains(|c: char| c.is_ascii_digit()) => Some(Self::Own(RoleId(text.to_owned()))),
            None => None,
        }
    }

    /// The word or the id.
    pub fn as_str(&self) -> &str {
        match self {
            Self::BuiltIn(role) => role.word(),
            Self::Own(id) => id.as_str(),
        }
    }
}

impl Default for RoleKey {
    fn default() -> Self {
        Self::BuiltIn(Role::Member)
    }
}

impl From<Role> for RoleKey {
    fn from(role: Role) -> Self {
        Self::BuiltIn(role)
    }
}

impl TryFrom<String> for RoleKey {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("neither the word nor the id of a role")
    }
}

impl From<RoleKey> for String {
    fn from(key: RoleKey) -> Self {
        key.as_str().to_owned()
    }
}

/// A role of the organisation's own, as the matrix shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRole {
    /// The role.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// What its holders may do.
    pub rights: Rights,
    /// How many hold it, those who have left among them: they would come back with it.
    pub holders: i64,
    /// Changes with every change.
    pub revision: i64,
}

/// The roles of an organisation: its own, and how many hold each of the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Roles {
    /// Holders of the built-in roles, without ordinary members; a role that nobody holds is missing.
    pub built_in: Vec<(Role, i64)>,
    /// The organisation's own, by name.
    pub own: Vec<OwnRole>,
}

/// A role to be made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveRole {
    /// The role; `None` makes a new one.
    #[serde(default)]
    pub id: Option<RoleId>,
    /// The revision that the editor saw; of a new one 0.
    #[serde(default)]
    pub revision: i64,
    /// Its name.
    #[serde(default)]
    pub name: String,
    /// What its holders may do; what these rights need is added.
    #[serde(default)]
    pub permissions: Vec<Permission>,
    /// Whether the rights reach only into the departments given to the holder.
    #[serde(default)]
    pub scoped: bool,
}

impl SaveRole {
    /// Checks every field, trims the name and adds the rights that others need.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`]: `name` missing, too long, or that of a built-in role; `permissions` missing, or
    /// [`Fault::OutOfRange`] for a right that cannot be narrowed to departments in a role that is.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.name = check.take("name", line(&self.name, limits::NAME));
        // Whoever reads "Super Admin" beside a name must be able to rely on it.
        if Role::from_word(&self.name.to_lowercase().replace([' ', '-'], "_")).is_some() {
            check.fault("name", Fault::Taken, None);
        }
        let rights = Rights::new(&self.permissions, self.scoped);
        if rights.permissions.is_empty() {
            check.fault("permissions", Fault::Missing, None);
        }
        if self.scoped && !rights.permissions.iter().all(|permission| permission.fits_departments()) {
            check.fault("permissions", Fault::OutOfRange, None);
        }
        self.permissions = rights.permissions;
        check.done()?;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(name: &str, permissions: &[Permission], scoped: bool) -> Vec<String> {
        let save = SaveRole { name: name.into(), permissions: permissions.to_vec(), scoped, ..SaveRole::default() };
        let fields = save.check().err().map(|problem| problem.fields).unwrap_or_default();
        fields.iter().map(|field| format!("{} {}", field.field, field.fault)).collect()
    }

    #[test]
    fn a_role_has_a_name_of_its_own_and_rights_that_fit_its_reach() {
        use Permission::{AuditRead, JoinsRead};
        assert_eq!(faults(" ", &[], false), ["name missing", "permissions missing"]);
        assert_eq!(faults("Super Admin", &[JoinsRead], false), ["name taken"]);
        assert_eq!(faults("super-admin", &[JoinsRead], false), ["name taken"]);
        assert_eq!(faults("Doorkeeper", &[JoinsRead, AuditRead], true), ["permissions out_of_range"]);
        assert!(faults("Doorkeeper", &[JoinsRead, AuditRead], false).is_empty());
        assert!(faults("Doorkeeper", &[JoinsRead], true).is_empty());
    }

    #[test]
    fn a_role_is_named_by_its_word_or_its_id() {
        assert_eq!(RoleKey::parse("auditor"), Some(RoleKey::BuiltIn(Role::Auditor)));
        let id = "0190c9a2-7b3c-7def-8123-456789abcdef";
        assert_eq!(RoleKey::parse(id), Some(RoleKey::Own(id.into())));
        assert_eq!((RoleKey::parse("emperor"), RoleKey::parse("")), (None, None));
    }
}
