//! Pages of a list, found by key. The URL holds where one is (`after`, `page`), so Back goes back.

use super::{Button, Icon, icon};
use crate::api::Answer;
use crate::ui::load::{Loader, load, load_one};
use crate::ui::param::{Param, param, push_params};
use crate::ui::speech::w;
use crate::ui::{count, format};
use crate::words::fill;
use leptos::prelude::*;
use model::page::{DEFAULT_LIMIT, Page, PageRequest};
use std::future::Future;

/// Where in a list one is.
#[derive(Clone, Copy)]
pub struct Paging {
    after: Param,
    page: Param,
    /// The cursors of the pages that were visited; a key finds the next page only.
    visited: StoredValue<Vec<String>>,
}

/// The paging of this page's list. A page has one.
pub fn paging() -> Paging {
    Paging { after: param("after"), page: param("page"), visited: StoredValue::new(vec![String::new()]) }
}

impl Paging {
    /// What to send. Call it in the key of the load.
    pub fn request(&self) -> PageRequest {
        PageRequest { cursor: self.after.some(), limit: DEFAULT_LIMIT, count: true }
    }
    /// From 1.
    pub fn number(&self) -> usize {
        self.page.get().parse().unwrap_or(1).max(1)
    }
    fn next(&self, cursor: &str) {
        let number = self.number();
        self.visited.update_value(|visited| {
            visited.truncate(number);
            visited.resize(number, String::new());
            visited.push(cursor.to_owned());
        });
        self.go(cursor, number + 1);
    }
    fn previous(&self) -> Option<(String, usize)> {
        let number = self.number();
        let before = number.checked_sub(1).filter(|before| *before > 0)?;
        let cursor = self.visited.with_value(|visited| visited.get(before - 1).cloned())?;
        (before == 1 || !cursor.is_empty()).then_some((cursor, before))
    }
    fn go(&self, cursor: &str, number: usize) {
        let page = if number > 1 { number.to_string() } else { String::new() };
        push_params(&[("after", cursor), ("page", &page)]);
    }
}

/// Reads a list of millions: the rows come first, how many there are in all follows, and is not asked for again from page to
/// page. `query` makes a query of a page; call [`super::super::live::use_hint`] for `changed`.
///
/// ```ignore
/// let rows = paged(changed, paging, move |page| filters.query(page), customers::list);
/// ```
pub fn paged<Q, T, Fut>(
    changed: Signal<u32>,
    paging: Paging,
    query: impl Fn(PageRequest) -> Q + Copy + 'static,
    list: fn(Q) -> Fut,
) -> Loader<Page<T>>
where
    Q: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Answer<Page<T>>> + 'static,
{
    let one = move || query(PageRequest { cursor: None, limit: 1, count: true });
    let counted = load_one(move || (one(), changed.get()), move |query| async move { Ok(list(query).await?.total) });
    let rows = load(
        move || (changed.get(), query(PageRequest { count: false, ..paging.request() })),
        move |(_, query)| async move {
            let page = list(query).await?;
            Ok(Page { total: counted.with_untracked(|total| *total).flatten(), ..page })
        },
    );
    Effect::new(move |_| {
        let total = counted.get().flatten();
        if rows.with_untracked(|page| page.total != total) == Some(true) {
            rows.update(|page| page.total = total);
        }
    });
    rows
}

/// What the pager shows of a page: rows on it, the next cursor, rows in all.
pub type Shown = Option<(usize, Option<String>, Option<i64>)>;

/// Previous and next page, and which rows these are. [`super::DataTable`] has one.
#[component]
pub fn Pager(
    /// Where one is.
    paging: Paging,
    /// What is shown.
    #[prop(into)]
    shown: Signal<Shown>,
) -> impl IntoView {
    let said = move || {
        let (rows, _, total) = shown.get()?;
        let first = ((paging.number() - 1) as i64) * i64::from(DEFAULT_LIMIT) + 1;
        let last = first + rows as i64 - 1;
        if rows == 0 {
            return None;
        }
        let (from, to) = (format::number(first), format::number(last));
        Some(match total {
            Some(total) if first == 1 && last >= total => count(&w().kit.rows_total, total),
            Some(total) => fill(w().kit.rows_range, &[("from", &from), ("to", &to), ("total", &format::number(total))]),
            None => fill(w().kit.rows_range_open, &[("from", &from), ("to", &to)]),
        })
    };
    let next = Memo::new(move |_| shown.with(|shown| shown.as_ref().and_then(|(_, next, _)| next.clone())));
    let needed = move || paging.number() > 1 || next.with(Option::is_some);
    let back = move || match paging.previous() {
        Some((cursor, number)) => paging.go(&cursor, number),
        None => paging.go("", 1),
    };
    let back_label = move || {
        if paging.number() > 1 && paging.previous().is_none() { w().kit.page_first } else { w().kit.page_previous }
    };
    view! {
        <div class="pager">
            <span aria-live="polite">{said}</span>
            <Show when=needed>
                <Button small=true disabled=Signal::derive(move || paging.number() <= 1) on_click=back>
                    {icon(Icon::Left)} <span>{back_label}</span>
                </Button>
                <Button
                    small=true
                    disabled=Signal::derive(move || next.with(Option::is_none))
                    on_click=move || if let Some(cursor) = next.get_untracked() { paging.next(&cursor) }
                >
                    <span>{w().kit.page_next}</span> {icon(Icon::Right)}
                </Button>
            </Show>
        </div>
    }
}
