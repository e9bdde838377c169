//! Points in time in plain text. Without a script a page cannot know the reader's zone, so it names the one it uses.

use model::{Moment, moment};

/// `2026-03-01 17:05 UTC`, the form that every language reads.
pub(super) fn utc(at: Moment) -> String {
    let (year, month, day) = civil(at.0.div_euclid(moment::DAY));
    let minutes = at.0.rem_euclid(moment::DAY) / moment::MINUTE;
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// Year, month and day of a number of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + if month <= 2 { 1 } else { 0 }, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(utc(Moment(0)), "1970-01-01 00:00 UTC");
        assert_eq!(utc(Moment(951_827_696_000)), "2000-02-29 12:34 UTC");
        assert_eq!(utc(Moment(1_772_384_700_000)), "2026-03-01 17:05 UTC");
    }
}
