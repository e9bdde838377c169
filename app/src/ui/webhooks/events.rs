//! Choosing events: all, all of a subject, or one by one.

use super::words;
use crate::ui::kit::{Checkbox, SearchBox};
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::event::{ALL, hears, named};

/// The group of check boxes.
#[component]
pub fn Events(
    /// The chosen ones.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let search = RwSignal::new(String::new());
    let groups = move || {
        let wanted = search.get().trim().to_lowercase();
        let group = |(subject, names): (model::audit::Subject, Vec<String>)| {
            let title = labels().subject(subject);
            let found = title.to_lowercase().contains(&wanted);
            let names: Vec<String> = names.into_iter().filter(|name| found || name.contains(&wanted)).collect();
            (!names.is_empty()).then(|| {
                let all = [subject.word(), ".*"].concat();
                let label = fill(words().all_of, &[("subject", title)]);
                view! {
                    <li class="stack tight">
                        {one(all, label, chosen)}
                        <div class="columns-2">{names.into_iter().map(|name| one(name.clone(), name, chosen)).collect_view()}</div>
                    </li>
                }
            })
        };
        named().into_iter().filter_map(group).collect_view()
    };
    view! {
        <fieldset class="scopes">
            <legend>{words().events}</legend>
            <p class="hint">{words().events_hint}</p>
            {one(ALL.to_owned(), words().every_event.to_owned(), chosen)}
            <SearchBox
                label=w().common.search
                value=search
                on_search=move |text: String| search.set(text)
                minor=true
            />
            <ul class="stack">{groups}</ul>
        </fieldset>
    }
}

fn one(event: String, label: String, chosen: RwSignal<Vec<String>>) -> impl IntoView {
    let (own, other) = (event.clone(), event.clone());
    let change = move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|known| *known != event);
            if on {
                chosen.push(event.clone());
            }
        });
    };
    // All includes each, and all of a subject each of the subject.
    let by_more =
        move || chosen.with(|chosen| hears(chosen.iter().map(String::as_str).filter(|known| *known != own), &own));
    let included = Memo::new(move |_| by_more());
    let checked = Signal::derive(move || included.get() || chosen.with(|chosen| chosen.contains(&other)));
    view! { <Checkbox label=label checked on_change=change disabled=included/> }
}
