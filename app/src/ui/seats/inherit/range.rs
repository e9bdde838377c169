//! What a successor may read of the time before.

use super::words;
use crate::ui::customers::days;
use crate::ui::format;
use crate::ui::kit::{Choice, RadioGroup, TextField, TextKind};
use crate::words::fill;
use leptos::prelude::*;
use model::problem::Fault;
use model::seat::SeatRange;
use model::{Moment, Problem};

const EVERYTHING: &str = "everything";
const FROM: &str = "from";
const SUMMARY: &str = "summary";

/// What is chosen.
#[derive(Clone, Copy)]
pub struct Range {
    kind: RwSignal<String>,
    day: RwSignal<String>,
}

impl Range {
    /// What was chosen before; everything, if nothing was.
    pub fn of(range: Option<SeatRange>) -> Self {
        let (kind, day) = match range {
            None | Some(SeatRange::Everything) => (EVERYTHING, String::new()),
            Some(SeatRange::Summary) => (SUMMARY, String::new()),
            Some(SeatRange::From(from)) => (FROM, days::day(from)),
        };
        Self { kind: RwSignal::new(kind.to_owned()), day: RwSignal::new(day) }
    }

    /// # Errors
    /// [`Fault::Missing`] for no day.
    pub fn get(self) -> Result<SeatRange, Problem> {
        let begins = || -> Option<Moment> { self.day.with(|day| days::begins(day)) };
        self.kind.with(|kind| match kind.as_str() {
            SUMMARY => Ok(SeatRange::Summary),
            FROM => begins().map(SeatRange::From).ok_or_else(|| Problem::field("from", Fault::Missing)),
            _ => Ok(SeatRange::Everything),
        })
    }
}

/// The choice. Belongs into the form.
#[component]
pub fn RangeFields(
    /// What is chosen.
    range: Range,
) -> impl IntoView {
    let options = vec![
        Choice::new(EVERYTHING, words().range_everything).detail(words().range_everything_text),
        Choice::new(FROM, words().range_from).detail(words().range_from_text),
        Choice::new(SUMMARY, words().range_summary).detail(words().range_summary_text),
    ];
    let dated = Memo::new(move |_| range.kind.with(|kind| kind == FROM));
    view! {
        <RadioGroup name="range" label=words().range value=range.kind options=Signal::stored(options)/>
        <Show when=move || dated.get()>
            <TextField name="from" label=words().from_date value=range.day kind=TextKind::Date required=true/>
        </Show>
    }
}

/// `王芳 → 李娜: reads all that was said before. Begins now.`
pub fn sentence(from: &str, to: &str, range: SeatRange) -> String {
    let who = [("from", from), ("to", to)];
    match range {
        SeatRange::Everything => fill(words().says_everything, &who),
        SeatRange::Summary => fill(words().says_summary, &who),
        SeatRange::From(at) => fill(words().says_from, &[who[0], who[1], ("date", &format::date(at))]),
    }
}
