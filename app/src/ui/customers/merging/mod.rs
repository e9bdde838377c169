//! Making one customer of several: who stays, whose values count, and what goes over.

mod form;
mod side;

use super::edit_words as words;
use crate::ui::kit::Dialog;
use form::MergeQuestion;
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
            {move || merging.get().map(|ids| view! { <MergeQuestion ids merging on_done/> })}
        </Dialog>
    }
}
