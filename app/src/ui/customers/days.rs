//! Days in the URL, `2025-11-05`, as moments of the reader's own zone.

use model::Moment;

/// The beginning of a day.
pub fn begins(day: &str) -> Option<Moment> {
    midnight(day, 0)
}

/// The end of a day: the beginning of the next.
pub fn ends(day: &str) -> Option<Moment> {
    midnight(day, 1)
}

/// The day of a moment.
pub fn day(at: Moment) -> String {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    let two = |number: u32| if number < 10 { ["0", &number.to_string()].concat() } else { number.to_string() };
    [date.get_full_year().to_string(), two(date.get_month() + 1), two(date.get_date())].join("-")
}

/// The last moment of a day.
pub fn last_moment(day: &str) -> Option<Moment> {
    midnight(day, 1).map(|next| next.plus(-1))
}

fn midnight(day: &str, later: u32) -> Option<Moment> {
    // With a time and without a zone, JavaScript reads the text in the reader's zone.
    let date = js_sys::Date::new(&[day, "T00:00:00"].concat().into());
    if date.get_time().is_nan() {
        return None;
    }
    // By the calendar, not by 24 hours: a day may have 23 or 25.
    date.set_date(date.get_date() + later);
    Some(Moment(date.get_time() as i64))
}
