//! Consent to the message archive, and its groups.

use serde::Deserialize;

use super::{UserId, lenient};

/// What a member's seat in the archive is: 1 office, 2 service, 3 enterprise edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveEdition {
    Office = 1,
    Service = 2,
    Enterprise = 3,
}

/// Whether an external person lets his messages be archived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Consent {
    Agreed,
    Disagreed,
    /// Taken for agreed without being asked; other clients know it, the page does not.
    AgreedByDefault,
    /// Something not listed here.
    #[default]
    Unknown,
}

impl Consent {
    fn from_wire(text: &str) -> Self {
        match text {
            "Agree" => Self::Agreed,
            "Disagree" => Self::Disagreed,
            "Default_Agree" => Self::AgreedByDefault,
            _ => Self::Unknown,
        }
    }
}

/// The state of one pair, or of one external person in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The member; empty in a group.
    pub userid: UserId,
    pub external_userid: String,
    pub consent: Consent,
    /// Unix seconds.
    pub changed_at: i64,
}

/// An internal group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArchivedGroup {
    #[serde(rename = "roomname", default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default)]
    pub creator: UserId,
    /// Unix seconds.
    #[serde(rename = "room_create_time", default, deserialize_with = "lenient::int")]
    pub created_at: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub notice: String,
    #[serde(default, deserialize_with = "lenient::list")]
    pub members: Vec<ArchivedGroupMember>,
}

/// Who is in an internal group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ArchivedGroupMember {
    /// A userid.
    #[serde(rename = "memberid", default, deserialize_with = "lenient::text")]
    pub id: String,
    /// Unix seconds.
    #[serde(rename = "jointime", default, deserialize_with = "lenient::int")]
    pub joined_at: i64,
}

/// As it travels.
#[derive(Deserialize)]
pub(crate) struct AgreementRow {
    #[serde(default)]
    userid: UserId,
    /// The platform's own spelling.
    #[serde(rename = "exteranalopenid", default, deserialize_with = "lenient::text")]
    external_userid: String,
    #[serde(default, deserialize_with = "lenient::text")]
    agree_status: String,
    #[serde(default, deserialize_with = "lenient::int")]
    status_change_time: i64,
}

impl From<AgreementRow> for Agreement {
    fn from(row: AgreementRow) -> Self {
        Self {
            userid: row.userid,
            external_userid: row.external_userid,
            consent: Consent::from_wire(&row.agree_status),
            changed_at: row.status_change_time,
        }
    }
}
