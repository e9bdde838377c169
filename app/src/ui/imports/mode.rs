//! What rows with errors mean for the others.

use super::words;
use crate::api::imports;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Choice, Select};
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::import::{Import, ImportDetail, ImportMode, ImportOptions};

/// The choice, in force at once.
#[component]
pub fn Mode(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let save = deed_in_place(
        move |mode: ImportMode| {
            let (id, revision, options) =
                now.with_untracked(|d| (d.import.id.clone(), d.import.revision, d.import.options.clone()));
            async move {
                let saved = imports::save(id, revision, ImportOptions { mode, ..options }).await;
                if saved.is_err() {
                    import.reload();
                }
                saved
            }
        },
        move |saved: Import| import.update(|detail| detail.import = saved),
    );
    let value = Signal::derive(move || now.with(|detail| detail.import.options.mode.word().to_owned()));
    let options = vec![
        Choice::new(ImportMode::ValidOnly.word(), words().mode_valid_only),
        Choice::new(ImportMode::AllOrNothing.word(), words().mode_all_or_nothing),
    ];
    let hint = move || match now.with(|detail| detail.import.options.mode) {
        ImportMode::ValidOnly => words().mode_valid_only_text,
        ImportMode::AllOrNothing => words().mode_all_or_nothing_text,
    };
    view! {
        <Select
            name="mode"
            label=words().mode
            value
            options=Signal::stored(options)
            hint=hint
            on_change=move |word: String| if let Some(mode) = ImportMode::from_word(&word) { save.go(mode) }
        />
    }
}
