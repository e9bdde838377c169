//! Extensions as administrators see them.

use serde::Deserialize;

use super::{
    directory::{AccountType, EntryStatus},
    id::ExtensionId,
};
use crate::lenient;

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    pub id: ExtensionId,
    #[serde(default, deserialize_with = "lenient::text")]
    pub extension_number: String,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default, rename = "type")]
    pub kind: AccountType,
    #[serde(default)]
    pub status: EntryStatus,
    #[serde(default)]
    pub contact: Contact,
    #[serde(default)]
    pub hidden: bool,
}

/// Who uses it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Contact {
    #[serde(deserialize_with = "lenient::text")]
    pub first_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub last_name: String,
    #[serde(deserialize_with = "lenient::text")]
    pub job_title: String,
    #[serde(deserialize_with = "lenient::text")]
    pub email: String,
    #[serde(deserialize_with = "lenient::text")]
    pub department: String,
    /// Whether he signs in with his e-mail address, which is then nobody else's.
    pub email_as_login_name: bool,
}
