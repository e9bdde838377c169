//! Tags of an organisation's own, in groups, and putting them on many customers.

use crate::customer::{CustomerQuery, Tag};
use crate::customer_edit::several;
use crate::problem::Fault;
use crate::text::{Check, line, optional_line};
use crate::{CustomerId, Problem, TagId, limits};
use serde::{Deserialize, Serialize};

/// A tag as the page of tags shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagRow {
    /// The tag.
    pub tag: Tag,
    /// The platform that owns it; nothing for the organisation's own.
    pub connection: Option<String>,
    /// Changes with every change.
    pub revision: i64,
    /// How many customers carry it, counted up to [`MOST_COUNTED`].
    pub used: i64,
}

/// Customers of a tag are counted no further than this.
pub const MOST_COUNTED: i64 = 1_000;

/// A tag to be made or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct SaveTag {
    /// Which; nothing for a new one.
    #[serde(default)]
    pub id: Option<TagId>,
    /// The revision that was looked at; of a new one nothing.
    #[serde(default)]
    pub revision: i64,
    /// The group; empty for none.
    #[serde(default)]
    pub group: String,
    /// The name.
    pub name: String,
}

impl SaveTag {
    /// Checks both texts and trims them.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        self.group = check.take("group", optional_line(&self.group, limits::TAG));
        self.name = check.take("name", line(&self.name, limits::TAG));
        check.done()?;
        Ok(self)
    }
}

/// A group of tags that gets another name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameGroup {
    /// As it is called now.
    pub group: String,
    /// As it is called from now on; empty for tags without a group.
    pub name: String,
}

/// Tags put on many customers, or taken off them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Tagging {
    /// These; empty for all that `query` finds.
    #[serde(default)]
    pub ids: Vec<CustomerId>,
    /// All that this finds, if no ids are given.
    #[serde(default)]
    pub query: CustomerQuery,
    /// Tags to put on.
    #[serde(default)]
    pub add: Vec<TagId>,
    /// Tags to take off.
    #[serde(default)]
    pub remove: Vec<TagId>,
}

impl Tagging {
    /// Checks that something is to be done, and not two things with one tag.
    ///
    /// # Errors
    /// [`crate::Code::Invalid`] with one entry a field at fault.
    pub fn check(mut self) -> Result<Self, Problem> {
        let mut check = Check::new();
        several(&mut check, "ids", &mut self.ids, limits::BULK);
        several(&mut check, "add", &mut self.add, limits::TAGS_AT_ONCE);
        several(&mut check, "remove", &mut self.remove, limits::TAGS_AT_ONCE);
        if self.add.is_empty() && self.remove.is_empty() {
            check.fault("add", Fault::Missing, None);
        }
        if self.add.iter().any(|tag| self.remove.contains(tag)) {
            check.fault("remove", Fault::Malformed, None);
        }
        check.done()?;
        Ok(self)
    }
}
