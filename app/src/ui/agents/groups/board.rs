//! The agents of the groups side by side, to be dragged from one to another.

use super::super::place::Place;
use super::super::words;
use super::column::GroupColumn;
use super::moving::Moving;
use crate::ui::count;
use crate::ui::kit::Button;
use leptos::prelude::*;

/// Groups whose agents are asked for at once.
const AT_ONCE: usize = 12;

/// The columns.
#[component]
pub fn Board(place: Place) -> impl IntoView {
    let moving = Moving::new();
    let shown = RwSignal::new(AT_ONCE);
    let ids = Memo::new(move |_| {
        place.known_groups().into_iter().take(shown.get()).map(|group| group.id).collect::<Vec<_>>()
    });
    let left = move || place.known_groups().len().saturating_sub(shown.get());
    view! {
        <div class="agent-board">
            <For each=move || ids.get() key=|id| id.clone() let:id>
                <GroupColumn place moving id/>
            </For>
        </div>
        <Show when=move || left() != 0>
            <div class="line">
                <Button on_click=move || shown.update(|n| *n += AT_ONCE)>
                    {move || count(&words().more_columns, left() as i64)}
                </Button>
            </div>
        </Show>
    }
}
