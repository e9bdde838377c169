//! How long the text before a rotation works on.

use super::words;
use crate::ui::kit::{Choice, Select};
use leptos::prelude::*;

/// Hours, as the choice has them: a day unless told otherwise.
pub const USUAL: &str = "24";

/// The field; its value is a number of hours.
#[component]
pub fn KeepHours(
    /// The chosen number.
    value: RwSignal<String>,
) -> impl IntoView {
    let words = words();
    let names = [
        ("0", words.keep_none),
        ("1", words.keep_hour),
        (USUAL, words.keep_day),
        ("72", words.keep_three_days),
        ("168", words.keep_week),
    ];
    let options: Vec<Choice> = names.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    view! { <Select name="keep_hours" label=words.keep value bind=value options=Signal::stored(options)/> }
}

/// The hours of a choice.
pub fn hours(value: RwSignal<String>) -> i64 {
    value.get_untracked().parse().unwrap_or_default()
}
