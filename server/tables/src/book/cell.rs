//! What a person sees in a cell.

use super::Shown;
use calamine::{Data, DataRef, ExcelDateTime};

/// Seconds of a day.
const DAY: f64 = 86_400.0;
/// The day after the last that a spreadsheet has, 9999-12-31.
const LAST: f64 = 2_958_466.0;

/// What a cell shows, whichever way calamine holds it.
pub fn shown(data: &DataRef<'_>, formula: bool) -> Shown {
    let text = match data {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => self::number(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => self::truth(*truth).to_owned(),
        DataRef::DateTime(at) => moment(at),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => duration(text),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    };
    Shown { text, formula, error: matches!(data, DataRef::Error(_)) }
}

/// The same for a cell that was read into memory.
pub fn kept(data: &Data, formula: bool) -> Shown {
    match data {
        Data::String(text) => Shown { text: text.clone(), formula, error: false },
        Data::Int(number) => shown(&DataRef::Int(*number), formula),
        Data::Float(number) => shown(&DataRef::Float(*number), formula),
        Data::Bool(truth) => shown(&DataRef::Bool(*truth), formula),
        Data::DateTime(at) => shown(&DataRef::DateTime(*at), formula),
        Data::DateTimeIso(text) => shown(&DataRef::DateTimeIso(text.clone()), formula),
        Data::DurationIso(text) => shown(&DataRef::DurationIso(text.clone()), formula),
        Data::Error(error) => shown(&DataRef::Error(error.clone()), formula),
        Data::Empty => Shown::default(),
    }
}

/// How spreadsheets write what is true.
pub fn truth(truth: bool) -> &'static str {
    if truth { "TRUE" } else { "FALSE" }
}

/// A number without exponent: a phone number typed into a cell is one. Spreadsheets calculate with 15 digits, so that the sum of
/// 0.1 and 0.2 shows as 0.3; whole numbers keep all their digits, as identifiers may have more.
pub fn number(number: f64) -> String {
    if number == 0.0 {
        // Not `-0`.
        return "0".to_owned();
    }
    if number.fract() == 0.0 || !number.is_finite() {
        return number.to_string();
    }
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

/// A date, a date with a time where there is one, a time alone, or a duration.
fn moment(at: &ExcelDateTime) -> String {
    let value = at.as_f64();
    if !(0.0..LAST).contains(&value) {
        return number(value);
    }
    if at.is_duration() {
        let seconds = (value * DAY).round() as u64;
        return hours(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if value < 1.0 {
        return clock(hour.into(), minute.into(), second.into());
    }
    let date = format!("{year:04}-{month:02}-{day:02}");
    if hour == 0 && minute == 0 && second == 0 { date } else { format!("{date} {hour:02}:{minute:02}") }
}

/// A time of the day; seconds where there are some, as nothing else is left of it.
fn clock(hour: u64, minute: u64, second: u64) -> String {
    if second == 0 { format!("{hour:02}:{minute:02}") } else { format!("{hour:02}:{minute:02}:{second:02}") }
}

fn hours(hours: u64, minutes: u64, seconds: u64) -> String {
    format!("{hours}:{minutes:02}:{seconds:02}")
}

/// `2026-11-22T07:19:00` as [`moment`] writes it.
pub fn iso(text: &str) -> String {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    match time.get(..5) {
        Some(minutes) if !time.starts_with("00:00:00") => format!("{date} {minutes}"),
        _ => date.to_owned(),
    }
}

/// `PT07H19M00S` as a time of the day, which is what spreadsheets mean by it; longer ones as a duration (ISO 8601).
pub fn duration(text: &str) -> String {
    let Some(parts) = text.strip_prefix("PT") else { return text.to_owned() };
    let (mut hour, mut minute, mut second) = (0, 0, 0);
    for part in parts.split_inclusive(|c: char| c.is_ascii_alphabetic()) {
        let Some(unit) = part.chars().last() else { continue };
        let amount = part[..part.len() - unit.len_utf8()].parse::<f64>().unwrap_or(0.0).round() as u64;
        match unit {
            'H' => hour = amount,
            'M' => minute = amount,
            'S' => second = amount,
            _ => return text.to_owned(),
        }
    }
    if hour < 24 { clock(hour, minute, second) } else { hours(hour, minute, second) }
}

#[cfg(test)]
mod tests {
    use super::{duration, iso, number};

    #[test]
    fn numbers_have_no_exponent_and_no_more_than_was_typed() {
        for (value, text) in [
            (13_800_138_000.0, "13800138000"),
            (1.38e10, "13800000000"),
            (1e20, "100000000000000000000"),
            (0.1 + 0.2, "0.3"),
            (1.0 / 3.0, "0.333333333333333"),
            (1e-7, "0.0000001"),
            (-2.5, "-2.5"),
            (-0.0, "0"),
            (9_007_199_254_740_991.0, "9007199254740991"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn moments_in_words_of_iso_look_like_those_of_excel() {
        assert_eq!(iso("2026-11-22"), "2026-11-22");
        assert_eq!(iso("2026-11-22T00:00:00"), "2026-11-22");
        assert_eq!(iso("2026-11-22T07:19:30.5"), "2026-11-22 07:19");
        assert_eq!(duration("PT07H19M00S"), "07:19");
        assert_eq!(duration("PT07H19M05S"), "07:19:05");
        assert_eq!(duration("PT30H00M00S"), "30:00:00");
        assert_eq!(duration("P1Y"), "P1Y");
    }
}
