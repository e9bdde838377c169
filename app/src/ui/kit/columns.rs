//! Columns of a table, and which of them the person wants to see.

use super::popover::Popover;
use super::{Button, ButtonKind, Checkbox, Icon, icon};
use crate::ui::dom;
use crate::ui::speech::w;
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;

type Cell<T> = Arc<dyn Fn(&T) -> AnyView + Send + Sync>;

/// A column: header and how a row fills it, in one place.
///
/// `Column::new("mail", w.email, |m: &MemberRow| m.email.clone()).width(220).hideable()`
pub struct Column<T> {
    pub(super) id: &'static str,
    pub(super) header: &'static str,
    pub(super) cell: Cell<T>,
    pub(super) width: u16,
    pub(super) hideable: bool,
    pub(super) hidden: bool,
    pub(super) sort: Option<&'static str>,
    pub(super) numeric: bool,
    pub(super) on_card: bool,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self { cell: self.cell.clone(), ..*self }
    }
}

impl<T> Column<T> {
    /// A column. Its id names it in what is remembered.
    pub fn new<V: IntoView + 'static>(
        id: &'static str,
        header: &'static str,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        Self {
            id,
            header,
            cell: Arc::new(move |row| cell(row).into_any()),
            width: 160,
            hideable: false,
            hidden: false,
            sort: None,
            numeric: false,
            on_card: true,
        }
    }
    /// Its least width in pixels; what is left is shared out in proportion.
    #[must_use]
    pub const fn width(mut self, pixels: u16) -> Self {
        self.width = pixels;
        self
    }
    /// May be switched off in the column chooser.
    #[must_use]
    pub const fn hideable(mut self) -> Self {
        self.hideable = true;
        self
    }
    /// May be switched on in the column chooser.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hideable = true;
        self.hidden = true;
        self
    }
    /// Sorted by, with this value of the parameter `sort`.
    #[must_use]
    pub const fn sort(mut self, value: &'static str) -> Self {
        self.sort = Some(value);
        self
    }
    /// Numbers: to the right.
    #[must_use]
    pub const fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }
    /// Left out on the cards of a phone.
    #[must_use]
    pub const fn not_on_card(mut self) -> Self {
        self.on_card = false;
        self
    }
}

/// Which columns are shown: remembered as the ids that differ from the start.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    flipped: RwSignal<Vec<String>>,
    key: StoredValue<String>,
}

impl Shown {
    pub fn of(table: &str) -> Self {
        let key = ["columns", table].join(".");
        let flipped = dom::recall(&key).unwrap_or_default();
        let flipped = flipped.split(',').filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Self { flipped: RwSignal::new(flipped), key: StoredValue::new(key) }
    }
    pub fn has(self, id: &str, hidden: bool, hideable: bool) -> bool {
        !hideable || hidden == self.flipped.with(|flipped| flipped.iter().any(|known| known == id))
    }
    fn flip(self, id: &str) {
        self.flipped.update(|flipped| {
            let before = flipped.len();
            flipped.retain(|known| known != id);
            if flipped.len() == before {
                flipped.push(id.to_owned());
            }
        });
        self.keep();
    }
    fn reset(self) {
        self.flipped.update(Vec::clear);
        self.keep();
    }
    fn keep(self) {
        let text = self.flipped.with_untracked(|flipped| flipped.join(","));
        self.key.with_value(|key| dom::remember(key, &text));
    }
}

/// The button that opens the list of columns.
#[component]
pub(super) fn ColumnChooser(
    shown: Shown,
    /// Id, header, hidden at the start.
    columns: Vec<(&'static str, &'static str, bool)>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let columns = StoredValue::new(columns);
    let lines = move || {
        let line = |(id, header, hidden): (&'static str, &'static str, bool)| {
            let checked = Signal::derive(move || shown.has(id, hidden, true));
            view! { <Checkbox label=header checked on_change=move |_| shown.flip(id)/> }
        };
        columns.get_value().into_iter().map(line).collect_view()
    };
    view! {
        <button
            node_ref=button
            type="button"
            class="button icon-only column-chooser"
            aria-haspopup="dialog"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=w().kit.columns
            title=w().kit.columns
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::Columns)}
        </button>
        <Popover open anchor=button label=w().kit.columns class="column-list">
            {lines()}
            <Button kind=ButtonKind::Ghost small=true on_click=move || shown.reset()>{w().kit.columns_reset}</Button>
        </Popover>
    }
}
