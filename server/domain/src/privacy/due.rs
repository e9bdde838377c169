//! Until when a request has to be answered.

use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _, Zoned};
use model::Moment;
use model::privacy::PrivacyLaw;

/// Working days of the practice under PIPL article 50. Public holidays are announced year by year and not known here: whoever
/// answers sooner is on the safe side.
const PIPL_WORKING_DAYS: i32 = 15;
/// LGPD article 19 II.
const LGPD_DAYS: i32 = 15;
/// Where no law says anything else.
const OTHER_DAYS: i32 = 30;

/// The end of the day on which a request has to be answered, in UTC.
pub(super) fn due(law: PrivacyLaw, received: Moment) -> Moment {
    let begin = Timestamp::from_millisecond(received.0).unwrap_or_default().to_zoned(TimeZone::UTC);
    let day = match law {
        // GDPR article 12 (3): a month, and not 30 days; of a day that the next month does not have, its last (Regulation (EEC,
        // Euratom) 1182/71 article 3 (2) c).
        PrivacyLaw::Gdpr => begin.checked_add(1.month()).unwrap_or(begin),
        PrivacyLaw::Lgpd => begin.checked_add(LGPD_DAYS.days()).unwrap_or(begin),
        PrivacyLaw::Other => begin.checked_add(OTHER_DAYS.days()).unwrap_or(begin),
        PrivacyLaw::Pipl => working(begin, PIPL_WORKING_DAYS),
    };
    let end = day.with().time(Time::constant(23, 59, 59, 0)).build().unwrap_or(day);
    Moment(end.timestamp().as_millisecond())
}

fn working(mut day: Zoned, mut left: i32) -> Zoned {
    while left > 0 {
        let Ok(next) = day.checked_add(1.day()) else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_law_has_its_time() {
        let at = |text: &str| Moment(text.parse::<Timestamp>().unwrap().as_millisecond());
        let said = |law, received| {
            let end = Timestamp::from_millisecond(due(law, at(received)).0).unwrap();
            end.strftime("%Y-%m-%d %H:%M").to_string()
        };
        assert_eq!(said(PrivacyLaw::Gdpr, "2026-01-31T10:00:00Z"), "2026-02-28 23:59");
        assert_eq!(said(PrivacyLaw::Lgpd, "2026-01-31T10:00:00Z"), "2026-02-15 23:59");
        // A Friday: three weeks of five days.
        assert_eq!(said(PrivacyLaw::Pipl, "2026-01-30T10:00:00Z"), "2026-02-20 23:59");
        assert_eq!(said(PrivacyLaw::Other, "2026-01-01T00:00:00Z"), "2026-01-31 23:59");
    }
}
