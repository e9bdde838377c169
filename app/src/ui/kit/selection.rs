//! Which rows are chosen: some by id, or all that match.

use super::Button;
use super::ButtonKind;
use crate::ui::{count, speech::w};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The chosen rows of a table.
#[derive(Clone, Copy)]
pub struct Selection {
    picked: RwSignal<BTreeSet<String>>,
    everything: RwSignal<bool>,
}

impl Selection {
    /// Nothing chosen; forgotten whenever `filters` change, because another list is shown.
    pub fn new<K: PartialEq + Clone + 'static>(filters: impl Fn() -> K + 'static) -> Self {
        let selection = Self { picked: RwSignal::new(BTreeSet::new()), everything: RwSignal::new(false) };
        Effect::new(move |old: Option<K>| {
            let new = filters();
            if old.is_some_and(|old| old != new) {
                selection.clear();
            }
            new
        });
        selection
    }
    /// The chosen ids; of no use while all that match are chosen.
    pub fn ids(&self) -> Vec<String> {
        self.picked.with(|picked| picked.iter().cloned().collect())
    }
    /// Whether all that match are chosen: send the filters instead of ids.
    pub fn is_everything(&self) -> bool {
        self.everything.get()
    }
    /// How many are chosen, of `matching`.
    pub fn count(&self, matching: Option<i64>) -> i64 {
        match matching {
            Some(matching) if self.everything.get() => matching,
            _ => self.picked.with(|picked| picked.len() as i64),
        }
    }
    /// Whether any are.
    pub fn is_empty(&self) -> bool {
        !self.everything.get() && self.picked.with(BTreeSet::is_empty)
    }
    /// Whether a row is.
    pub fn has(&self, id: &str) -> bool {
        self.everything.get() || self.picked.with(|picked| picked.contains(id))
    }
    /// Chooses or not.
    pub fn set(&self, ids: &[String], chosen: bool) {
        self.everything.set(false);
        self.picked.update(|picked| {
            for id in ids {
                if chosen {
                    picked.insert(id.clone());
                } else {
                    picked.remove(id);
                }
            }
        });
    }
    /// Chooses all that match.
    pub fn set_everything(&self) {
        self.everything.set(true);
    }
    /// Chooses nothing.
    pub fn clear(&self) {
        self.everything.set(false);
        self.picked.update(BTreeSet::clear);
    }
}

/// The strip over a table whose whole page is chosen: "50 on this page selected – Select all 3,214 that match".
#[component]
pub(super) fn SelectionStrip(
    selection: Selection,
    page: Signal<Vec<String>>,
    matching: Signal<Option<i64>>,
) -> impl IntoView {
    let whole_page = move || page.with(|ids| !ids.is_empty() && ids.iter().all(|id| selection.has(id)));
    let more = move || matching.get().filter(|total| page.with(|ids| *total > ids.len() as i64));
    move || {
        let total = more().filter(|_| whole_page())?;
        let here = page.with(|ids| ids.len() as i64);
        Some(view! {
            <div class="selection-strip" role="status">
                {if selection.is_everything() {
                    view! {
                        <span>{count(&w().kit.selected_all, total)}</span>
                        <Button kind=ButtonKind::Ghost small=true on_click=move || selection.clear()>{w().common.clear}</Button>
                    }.into_any()
                } else {
                    view! {
                        <span>{count(&w().kit.selected_page, here)}</span>
                        <Button kind=ButtonKind::Ghost small=true on_click=move || selection.set_everything()>
                            {count(&w().kit.select_all, total)}
                        </Button>
                    }.into_any()
                }}
            </div>
        })
    }
}

/// The bar at the bottom while rows are chosen: how many, what can be done with them, Clear.
/// `<SelectionBar selection matching><Button on_click=…>{w.set_department}</Button></SelectionBar>`
#[component]
pub fn SelectionBar(
    /// The chosen rows.
    selection: Selection,
    /// How many match in all.
    #[prop(into)]
    matching: Signal<Option<i64>>,
    /// What can be done with them.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <Show when=move || !selection.is_empty()>
            <div class="selection-bar" role="region" aria-live="polite">
                <strong>{move || count(&w().kit.selected, selection.count(matching.get()))}</strong>
                <div class="selection-actions">{children.with_value(|children| children())}</div>
                <Button kind=ButtonKind::Ghost on_click=move || selection.clear()>{w().common.clear}</Button>
            </div>
        </Show>
    }
}
