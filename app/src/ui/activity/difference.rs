//! Field by field: what was before, what is after.

use super::words;
use crate::ui::history::fields::{Changed, changed};
use leptos::prelude::*;
use model::audit::Entry;

/// The table of changed fields, or that none are recorded.
#[component]
pub fn Difference(
    /// The entry.
    entry: Entry,
) -> impl IntoView {
    let fields = changed(&entry);
    if fields.is_empty() {
        return view! { <p class="soft">{words().no_fields}</p> }.into_any();
    }
    view! {
        <table class="differences">
            <thead>
                <tr>
                    <th scope="col">{words().field}</th>
                    <th scope="col">{words().before}</th>
                    <th scope="col">{words().after}</th>
                </tr>
            </thead>
            <tbody>{fields.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn line(field: Changed) -> impl IntoView {
    let differs = field.before != field.after;
    view! {
        <tr>
            <th scope="row">{field.name}</th>
            <td class:was=differs>{field.before.unwrap_or_else(|| "–".to_owned())}</td>
            <td class:is=differs>{field.after.unwrap_or_else(|| "–".to_owned())}</td>
        </tr>
    }
}
