//! The tab *Waiting*: the queue, and the request in hand.

use super::approve::ApproveDialog;
use super::decide::{Asking, desk};
use super::detail::Detail;
use super::failures::Failures;
use super::queue::{Queue, QueueList};
use super::refuse::RefuseDialog;
use super::{keys, words};
use crate::api::joins;
use crate::ui::kit::{Button, ButtonKind, SearchBox, Selection, SelectionBar, Split, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::join::{Join, JoinQuery, JoinState};
use model::permission::Permission;

/// The tab.
#[component]
pub fn Waiting() -> impl IntoView {
    let search = param("search");
    let open = param("open");
    let paging = paging();
    let changed = use_hint(&["joins"]);
    let rows = load(
        move || {
            let states = vec![JoinState::Waiting];
            (changed.get(), JoinQuery { states, search: search.get(), page: paging.request() })
        },
        |(_, query)| joins::list(query),
    );
    let selection = Selection::new(move || search.get());
    let writes = may(Permission::JoinsWrite);
    let desk = desk(move || {
        selection.clear();
        rows.reload();
    });
    // After a decision the next one takes the place of the one that went.
    let place = StoredValue::new(0_usize);
    let current = Memo::new(move |_| {
        let wanted = open.get();
        let join = rows.with(|page| {
            let last = page.items.len().saturating_sub(1);
            let found = page.items.iter().position(|join| join.id.0 == wanted);
            let at = found.unwrap_or_else(|| place.get_value().min(last));
            place.set_value(at);
            page.items.get(at).cloned()
        });
        join.flatten()
    });
    let may_decide = writes.then_some(desk);
    keys::listen(rows, current, open, may_decide);
    let queue = Queue { rows, current, open, search, selection: writes.then_some(selection), paging };
    let chosen = move || {
        let ids = untrack(|| selection.ids());
        let pick = |page: &model::page::Page<Join>| {
            page.items.iter().filter(|join| ids.contains(&join.id.0)).cloned().collect::<Vec<_>>()
        };
        untrack(|| rows.with(pick)).unwrap_or_default()
    };
    let opened = move || open.some().is_some() && current.with(Option::is_some);
    let left = move || {
        view! {
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            <QueueList queue/>
        }
    };
    view! {
        <Failures failed=desk.failed/>
        <div class="joins" class:opened=opened>
            <Split name="joins" left>
                {move || current.get().map(|join| view! {
                    <Detail join desk=may_decide on_back=move || open.set("")/>
                })}
            </Split>
        </div>
        <SelectionBar selection matching=Signal::stored(None)>
            <Button kind=ButtonKind::Primary on_click=move || desk.ask(Asking::Approve(chosen()))>{w().common.approve}</Button>
            <Button on_click=move || desk.ask(Asking::Refuse(chosen()))>{w().common.refuse}</Button>
            <Button kind=ButtonKind::Danger on_click=move || desk.ask(Asking::Block(chosen()))>{words().block}</Button>
        </SelectionBar>
        <ApproveDialog desk/>
        <RefuseDialog desk/>
    }
}
