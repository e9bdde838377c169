//! Who is mapped to whom, as the platform itself keeps it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lenient;

/// One side of a mapping: two entities with the same `correlation_id` are one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Correlation {
    #[serde(deserialize_with = "lenient::text")]
    pub correlation_id: String,
    /// What kind of thing it is, such as `USER`.
    #[serde(alias = "entityType", deserialize_with = "lenient::text")]
    pub entity: String,
    /// Which platform the thing belongs to. The platform's word for others than itself is not published.
    #[serde(deserialize_with = "lenient::text")]
    pub domain: String,
    #[serde(deserialize_with = "lenient::text")]
    pub entity_id: String,
    #[serde(deserialize_with = "lenient::text")]
    pub entity_name: String,
    #[serde(deserialize_with = "lenient::int")]
    pub version: i64,
    #[serde(deserialize_with = "lenient::flag")]
    pub is_primary: bool,
    pub status: CorrelationStatus,
    #[serde(deserialize_with = "lenient::flag")]
    pub sync_done: bool,
}

/// Where a mapping stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CorrelationStatus {
    #[default]
    Active,
    Inactive,
    Pending,
    /// A word nobody listed, as it came.
    Other(String),
}

impl CorrelationStatus {
    /// The platform's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Pending => "PENDING",
            Self::Other(word) => word,
        }
    }
}

impl Serialize for CorrelationStatus {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        output.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CorrelationStatus {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let word = lenient::text(input)?;
        Ok(match word.to_ascii_uppercase().as_str() {
            "ACTIVE" => Self::Active,
            "INACTIVE" => Self::Inactive,
            "PENDING" => Self::Pending,
            _ => Self::Other(word),
        })
    }
}

/// Which correlations are looked for; an empty one finds all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CorrelationSearch {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub correlation_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CorrelationStatus>,
}
