//! Days as people and spreadsheets write them.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use model::Moment;

/// A day with the year first, in digits or Chinese, perhaps with a time of day; in UTC, as our own files have it. Nothing for what may
/// be two days, like `3/4/2026`.
pub(super) fn day(text: &str) -> Option<Moment> {
    let text = text.trim().trim_end_matches('Z');
    let (date, time) = match text.find([' ', 'T']) {
        Some(at) => (&text[..at], text[at + 1..].trim()),
        None => (text, ""),
    };
    let date: String = date
        .chars()
        .map(|c| if matches!(c, '/' | '.' | '年' | '月') { '-' } else { c })
        .filter(|c| *c != '日')
        .collect();
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse::<i16>().ok().filter(|year| *year >= 1970)?;
    let month = parts.next()?.parse::<i8>().ok()?;
    let day = parts.next()?.parse::<i8>().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let time = if time.is_empty() { Time::midnight() } else { time.parse::<Time>().ok()? };
    let at = Date::new(year, month, day).ok()?.to_datetime(time).to_zoned(TimeZone::UTC).ok()?;
    Some(Moment(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_and_spreadsheets_write_them() {
        let midnight = Moment(1_774_915_200_000);
        for text in
            ["2026-03-31", "2026/3/31", "2026.03.31", "2026年3月31日", "2026-03-31 00:00", "2026-03-31T00:00:00Z"]
        {
            assert_eq!(day(text), Some(midnight), "{text}");
        }
        assert_eq!(day("2026-03-31 07:19"), Some(midnight.plus(439 * 60_000)));
        for text in
            ["31/03/2026", "3/4/2026", "2026-02-30", "2026-13-01", "26-03-31", "yesterday", "1969-12-31", "2026-03", ""]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
