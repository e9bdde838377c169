//! Which filters are in force, each to be taken away.

use super::filters::Filters;
use super::words;
use crate::ui::kit::{Chip, FilterChips};
use crate::ui::labels;
use crate::ui::param::set_params;
use leptos::prelude::*;
use model::audit::{Origin, Subject, Verb};

/// The chips.
#[component]
pub fn Chips(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let chips = Signal::derive(move || {
        let values = [
            ("actor", words().actor, filters.actor.some()),
            ("name", words().name, filters.name.some()),
            (
                "subject",
                words().subject,
                Subject::from_word(&filters.subject.get()).map(|s| labels().subject(s).to_owned()),
            ),
            ("thing", words().only_one, filters.thing.some().map(|_| String::new())),
            ("verb", words().verb, Verb::from_word(&filters.verb.get()).map(|v| labels().verb(v).to_owned())),
            ("origin", words().origin, Origin::from_word(&filters.origin.get()).map(|o| labels().origin(o).to_owned())),
            ("from", words().from, filters.from.some()),
            ("until", words().until, filters.until.some()),
        ];
        let chip = |(id, name, value): (&'static str, &str, Option<String>)| {
            let value = value?;
            let label = if value.is_empty() { name.to_owned() } else { [name, ": ", &value].concat() };
            Some(Chip { id, label })
        };
        values.into_iter().filter_map(chip).collect::<Vec<_>>()
    });
    let remove = move |id: &'static str| set_params(&[(id, "")]);
    view! { <FilterChips chips on_remove=remove on_clear=move || filters.clear()/> }
}
