//! Who may be the same person, on the page of one.

use super::edit_words as words;
use crate::api::customers;
use crate::ui::kit::{Button, Person, Pill, Section};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{may, route};
use leptos::prelude::*;
use model::CustomerId;
use model::customer::CustomerDetail;
use model::merge::Alike;
use model::permission::Permission;

/// The section; nothing where nobody is alike.
#[component]
pub fn AlikeSection(
    /// The customer, as known now.
    customer: Signal<CustomerDetail>,
    /// Who is to be merged, while that is asked.
    merging: RwSignal<Option<Vec<CustomerId>>>,
) -> impl IntoView {
    let id = Memo::new(move |_| customer.with(|customer| customer.row.id.clone()));
    let changed = use_hint(&["customers"]);
    let found = load(move || (id.get(), changed.get()), |(id, _)| customers::alike(id));
    let writes = may(Permission::CustomersWrite);
    let line = move |alike: Alike| {
        let other = alike.row.id.clone();
        let ask = move || merging.set(Some(vec![id.get_untracked(), other.clone()]));
        let pills = alike.likeness.into_iter().map(|likeness| view! { <Pill>{words().likeness(likeness)}</Pill> " " });
        let pills = pills.collect_view();
        view! {
            <li class="line apart">
                <a href=route::customer(&alike.row.id)><Person name=alike.row.name detail=alike.row.company/></a>
                <span class="line">{pills}{writes.then(|| view! { <Button small=true on_click=ask>{words().merge}</Button> })}</span>
            </li>
        }
    };
    let any = Memo::new(move |_| found.with(|found| !found.is_empty()).unwrap_or_default());
    view! {
        <Show when=move || any.get()>
            <Section title=words().alike>
                <ul class="impact">{move || found.get().unwrap_or_default().into_iter().map(line).collect_view()}</ul>
            </Section>
        </Show>
    }
}
