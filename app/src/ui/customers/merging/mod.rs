//! Making one customer of several: who stays, whose values count, and what goes over.

mod form;
mod side;

pub use form::MergeQuestion;

use super::edit_words as words;
use super::upkeep::{Part, part};
use crate::ui::kit::Dialog;
use leptos::prelude::*;
use model::CustomerId;

/// The dialog.
#[component]
pub fn MergeDialog(
    /// Who is meant, while it is open.
    merging: RwSignal<Option<Vec<CustomerId>>>,
    /// Called with the one who stays.
    #[prop(into)]
    on_done: Callback<CustomerId>,
) -> impl IntoView {
    let open = Signal::derive(move || merging.with(Option::is_some));
    view! {
        <Dialog open on_close=move || merging.set(None) title=words().merge_title wide=true>
            {move || merging.get().map(|ids| part(Part::Merging(ids, merging, on_done)))}
        </Dialog>
    }
}
