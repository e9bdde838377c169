//! Giving an import up.

use super::words;
use crate::api::imports;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Confirm};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::import::{Import, ImportDetail, ImportState};

/// The button with its question, as long as there is something to give up.
#[component]
pub fn GiveUp(
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let id = move || import.with(|detail| detail.import.id.clone());
    let cancel = deed(imports::cancel, move |now: Import| {
        asking.try_set(false);
        import.update(|detail| detail.import = now);
        touch(&["imports"]);
    });
    let open = move || {
        let state = import.with(|detail| detail.import.state);
        matches!(state, Some(ImportState::Mapping | ImportState::Checked | ImportState::Failed))
    };
    let ask = move || {
        cancel.set_problem(None);
        asking.set(true);
    };
    let go = move || {
        if let Some(id) = untrack(id) {
            cancel.go(id);
        }
    };
    view! {
        <Show when=open>
            <Button on_click=ask>{words().give_up}</Button>
        </Show>
        <Confirm
            open=asking
            title=words().give_up_question
            consequence=words().give_up_consequence
            way_back=words().give_up_way_back
            confirm=words().give_up
            busy=cancel.busy()
            problem=cancel.problem()
            on_confirm=go
        />
    }
}
