//! Times: ISO 8601 with milliseconds and `Z`, in old services with `+0000`.

use jiff::Timestamp;
use serde::{Deserialize, Deserializer};

/// A time that may be missing or nonsense, which are the same here: no use of it decides anything by its absence.
pub(in super::super) fn moment<'de, D: Deserializer<'de>>(input: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(input)?;
    Ok(text.and_then(|text| text.trim().parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct At(#[serde(deserialize_with = "moment")] Option<Timestamp>);

    #[test]
    fn both_spellings_of_the_zone_are_one_moment() {
        let read = |text: &str| serde_json::from_str::<At>(text).unwrap().0;
        let z = read(r#""2026-01-05T10:15:00.120Z""#);
        assert_eq!(z.map(Timestamp::as_millisecond), Some(1_767_608_100_120));
        assert_eq!(read(r#""2026-01-05T10:15:00.120+0000""#), z);
        assert_eq!((read("null"), read(r#""soon""#)), (None, None));
    }
}
