//! Waiting until a run has looked at what would change, and going to the review.

use crate::api::runs;
use crate::ui::kit::Spinner;
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::route;
use leptos::prelude::*;
use model::RunId;
use model::run::RunState;

/// Says that it is being looked; goes to the review once it is known.
#[component]
pub fn Looking(
    /// The run, while there is one; emptied when it ends.
    run: RwSignal<Option<RunId>>,
    /// What is said meanwhile.
    #[prop(into)]
    said: TextProp,
    /// Called before the page is left.
    #[prop(into)]
    on_found: Callback<()>,
) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let now = load(
        move || (run.get(), changed.get()),
        |(id, _)| async move {
            match id {
                Some(id) => Ok(Some(runs::get(id).await?)),
                None => Ok(None),
            }
        },
    );
    Effect::new(move |_| {
        let Some(Some(found)) = now.get() else { return };
        if !found.state.is_over() {
            return;
        }
        run.set(None);
        if let (RunState::WaitingReview, Some(set)) = (found.state, &found.change_set) {
            on_found.run(());
            route::go(&route::change_set(set));
        }
    });
    let said = StoredValue::new(said);
    view! {
        <div aria-live="polite">
            <Show when=move || run.with(Option::is_some)>
                <p class="line"><Spinner/> {move || said.with_value(TextProp::get)}</p>
            </Show>
        </div>
    }
}
