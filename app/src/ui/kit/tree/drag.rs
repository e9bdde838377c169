//! Dragging a node: a line between two, or a filled target.

use super::State;
use super::rows::TreeMove;
use leptos::ev::DragEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

pub fn begin(state: State, id: &str, event: &DragEvent) {
    if let Some(data) = event.data_transfer() {
        data.set_effect_allowed("move");
        // Firefox drags nothing that carries nothing.
        let _ = data.set_data("text/plain", id);
    }
    state.dragged.set(Some(id.to_owned()));
}

pub fn over(state: State, onto: &str, event: &DragEvent) {
    let Some(id) = state.dragged.get_untracked() else { return };
    let to = state.saplings.with_untracked(|tree| tree.drop(&id, onto, part(event)));
    if to.is_some() {
        event.prevent_default();
    }
    if state.target.with_untracked(|old| *old != to) {
        state.target.set(to);
    }
}

pub fn end(state: State) {
    state.dragged.set(None);
    state.target.set(None);
}

pub fn drop(state: State, event: &DragEvent) {
    event.prevent_default();
    let to = state.target.get_untracked();
    end(state);
    if let (Some(to), Some(on_move)) = (to, state.on_move) {
        state.fold(&to.parent, false);
        on_move.run(to);
    }
}

/// How a row shows where the dragged node would go.
pub fn mark(target: Option<&TreeMove>, id: &str) -> &'static str {
    match target {
        Some(to) if to.before.as_deref() == Some(id) => "tree-row line-above",
        Some(to) if to.before.is_none() && to.parent == id => "tree-row target",
        _ => "tree-row",
    }
}

fn part(event: &DragEvent) -> f64 {
    let Some(row) = event.current_target().and_then(|t| t.dyn_into::<web_sys::Element>().ok()) else { return 0.5 };
    let at = row.get_bounding_client_rect();
    if at.height() > 0.0 { (f64::from(event.client_y()) - at.top()) / at.height() } else { 0.5 }
}
