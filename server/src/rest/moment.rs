//! Moments as RFC 3339 in UTC.

use jiff::Timestamp;
use model::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A moment on its way to or from a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct At(pub Moment);

impl At {
    /// The moment that was given as text; any offset is taken.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self(Moment(text.parse::<Timestamp>().ok()?.as_millisecond())))
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stamp = Timestamp::from_millisecond(self.0.0).map_err(serde::ser::Error::custom)?;
        serializer.collect_str(&stamp)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a moment of RFC 3339"))
    }
}

impl PartialSchema for At {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::DateTime);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for At {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_goes_out_in_utc_and_comes_in_with_any_offset() {
        let at = At::parse("2026-03-01T10:00:00+08:00").unwrap();
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2026-03-01T02:00:00Z\"");
        assert_eq!(At::parse("2026-03-01T02:00:00.250Z").unwrap().0.since(at.0), 250);
        for wrong in ["", "yesterday", "2026-03-01", "2026-03-01T10:00:00"] {
            assert_eq!(At::parse(wrong), None, "{wrong}");
        }
    }
}
