//! What somebody typed as a week, as spans.

use super::said;
use leptos::prelude::*;
use model::agent::{Span, Week};
use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// A line of a week while it is typed.
#[derive(Clone, Copy)]
pub struct Line {
    /// Tells it from other lines.
    pub id: u32,
    /// 1 for Monday.
    pub day: RwSignal<String>,
    /// `09:00`.
    pub from: RwSignal<String>,
    /// `18:00`.
    pub to: RwSignal<String>,
}

impl Line {
    /// A line with these values.
    pub fn of(span: &Span) -> Self {
        let id = NEXT.get();
        NEXT.set(id.wrapping_add(1));
        let text = |text: String| RwSignal::new(text);
        let (from, to) = (text(said::clock(span.from)), text(said::clock(span.to)));
        Self { id, day: text(span.day.to_string()), from, to }
    }
    /// What is typed; a time that is none lies outside of every day, which the check tells.
    pub fn span(&self) -> Span {
        let minute = |text: RwSignal<String>| text.with_untracked(|text| minutes(text)).unwrap_or(-1);
        let day = self.day.with_untracked(|day| day.parse().unwrap_or_default());
        Span { day, from: minute(self.from), to: minute(self.to) }
    }
}

/// Minutes after midnight, of `9:00`, `09.00` or `24:00`.
pub fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.trim().split_once([':', '.', '：', 'h'])?;
    let (hours, minutes): (i64, i64) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
    let all = hours * 60 + minutes;
    ((0..60).contains(&minutes) && (0..=1_440).contains(&all)).then_some(all)
}

/// A week while it is typed.
#[derive(Clone, Copy)]
pub struct WeekDraft {
    /// The time zone.
    pub zone: RwSignal<String>,
    /// The lines.
    pub lines: RwSignal<Vec<Line>>,
}

impl WeekDraft {
    /// This one, to begin with; where there is none, in the browser's own time zone.
    pub fn of(week: &Week) -> Self {
        let zone = if week.zone.is_empty() { crate::ui::format::zone() } else { week.zone.clone() };
        Self { zone: RwSignal::new(zone), lines: RwSignal::new(week.spans.iter().map(Line::of).collect()) }
    }
    /// What is typed.
    pub fn week(self) -> Week {
        let spans: Vec<Span> = self.lines.with_untracked(|lines| lines.iter().map(Line::span).collect());
        let zone = if spans.is_empty() { String::new() } else { self.zone.get_untracked().trim().to_owned() };
        Week { zone, spans }
    }
    /// What a further line begins with: the day after the last one, with its hours.
    pub fn next(self) -> Span {
        let last = self.lines.with_untracked(|lines| lines.last().map(Line::span));
        let usual = Span { day: 1, from: 9 * 60, to: 18 * 60 };
        last.filter(|last| 0 <= last.from && last.from < last.to)
            .map_or(usual, |last| Span { day: last.day % 7 + 1, ..last })
    }
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn times_are_read_as_people_write_them() {
        assert_eq!(minutes("9:00"), Some(540));
        assert_eq!(minutes(" 09.30 "), Some(570));
        assert_eq!(minutes("24:00"), Some(1_440));
        for wrong in ["", "9", "24:01", "10:60", "-1:00", "nine:00"] {
            assert_eq!(minutes(wrong), None, "{wrong}");
        }
    }
}
