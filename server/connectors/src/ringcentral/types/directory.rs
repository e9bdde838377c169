//! Entries of the account's directory.

use serde::Deserialize;

use super::{id::ExtensionId, words::words};
use crate::lenient;

words! {
    /// Whether an extension is in use. The directory lists the first three only.
    EntryStatus { Enabled, Disabled, NotActivated, Frozen, Unassigned, Unknown }
}

words! {
    /// What an extension is. The directory calls every person `User`, whatever licence he has.
    AccountType { User, Department, Announcement, Voicemail, SharedLinesGroup, PagingOnly, ParkLocation, IvrMenu, Site }
}

/// One extension in the directory. **Two may have one e-mail address**: it must be unique only where it is a login
/// name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryEntry {
    pub id: ExtensionId,
    #[serde(default, rename = "type")]
    pub kind: AccountType,
    #[serde(default)]
    pub status: EntryStatus,
    #[serde(default, deserialize_with = "lenient::text")]
    pub first_name: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub last_name: String,
    /// The whole name; empty where the platform tells only its parts. See [`DirectoryEntry::full_name`].
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// As the platform spells it, with capitals.
    #[serde(default, deserialize_with = "lenient::text")]
    pub email: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub extension_number: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub department: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub job_title: String,
    #[serde(default, deserialize_with = "lenient::list")]
    pub phone_numbers: Vec<PhoneNumber>,
    #[serde(default)]
    pub site: Option<Site>,
    #[serde(default)]
    pub hidden: bool,
}

impl DirectoryEntry {
    /// The whole name, put together where the platform did not.
    pub fn full_name(&self) -> String {
        if self.name.is_empty() {
            format!("{} {}", self.first_name, self.last_name).trim().to_owned()
        } else {
            self.name.clone()
        }
    }

    /// A person who can work with it: not a queue or a menu, and neither disabled nor still to be activated.
    pub fn is_active_user(&self) -> bool {
        self.kind == AccountType::User && self.status == EntryStatus::Enabled
    }
}

/// A number of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PhoneNumber {
    /// E.164.
    #[serde(default, deserialize_with = "lenient::text")]
    pub phone_number: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub usage_type: String,
    #[serde(default)]
    pub primary: bool,
    #[serde(default)]
    pub hidden: bool,
}

/// Where an entry belongs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Site {
    #[serde(default, deserialize_with = "lenient::text")]
    pub id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
}
