//! Which seats are listed.

use super::words;
use crate::ui::kit::{Checkbox, Choice, SearchBox, Select, Toolbar};
use crate::ui::param::{Param, param, set_params};
use leptos::prelude::*;
use model::page::PageRequest;
use model::seat::{SeatKind, SeatQuery};

/// Value of the parameter `ended` when those that ended are listed, too.
const WITH: &str = "1";

/// What is in force; the URL holds it.
#[derive(Clone, Copy)]
pub struct Filters {
    search: Param,
    kind: Param,
    ended: Param,
}

impl Filters {
    /// Those of this page.
    pub fn new() -> Self {
        Self { search: param("search"), kind: param("kind"), ended: param("ended") }
    }
    /// What to send.
    pub fn query(self, page: PageRequest) -> SeatQuery {
        SeatQuery {
            kind: SeatKind::from_word(&self.kind.get()),
            ended: self.ended.some().is_some(),
            search: self.search.get(),
            page,
            ..SeatQuery::default()
        }
    }
    /// Whether any is in force that leaves seats out.
    pub fn any(self) -> bool {
        self.search.some().is_some() || self.kind.some().is_some()
    }
    /// Takes all away.
    pub fn clear() {
        set_params(&[("search", ""), ("kind", ""), ("ended", "")]);
    }
}

/// The bar over the table.
#[component]
pub fn FilterBar(
    /// The filters.
    filters: Filters,
) -> impl IntoView {
    let Filters { search, kind, ended } = filters;
    let mut kinds = vec![Choice::new("", words().every_edition)];
    kinds.extend(SeatKind::ALL.iter().map(|kind| Choice::new(kind.word(), words().kind(*kind))));
    view! {
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            <Select
                name="kind"
                bare=true
                label=words().edition
                value=kind.signal()
                options=Signal::stored(kinds)
                on_change=move |word: String| kind.set(&word)
            />
            <Checkbox
                label=words().with_ended
                checked=Signal::derive(move || ended.some().is_some())
                on_change=move |on: bool| ended.set(if on { WITH } else { "" })
            />
        </Toolbar>
    }
}
