//! Trying the failed rows again.

use super::words;
use crate::api::changes;
use crate::ui::count;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Icon};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::ChangeSetId;
use model::run::Started;

/// The button; absent while nothing failed.
#[component]
pub fn Retry(
    /// Of which set.
    id: ChangeSetId,
    /// How many failed.
    #[prop(into)]
    failed: Signal<i64>,
) -> impl IntoView {
    let retry = deed_in_place(move |()| changes::retry(id.clone()), |_: Started| touch(&["changes", "runs"]));
    view! {
        <Show when=move || { failed.get() > 0 }>
            <Button icon=Icon::Refresh busy=retry.busy() on_click=move || retry.go(())>
                {move || count(&words().retry_failed, failed.get())}
            </Button>
        </Show>
    }
}
