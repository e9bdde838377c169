//! The keys of the queue: J and K move, A approves, R refuses.

use super::decide::{Asking, Desk};
use crate::ui::dom;
use crate::ui::load::Loader;
use crate::ui::param::Param;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::join::Join;
use model::page::Page;

/// Listens as long as the queue is on screen.
pub fn listen(rows: Loader<Page<Join>>, current: Memo<Option<Join>>, open: Param, desk: Option<Desk>) {
    let handle = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key() || event.alt_key();
        if command || dom::is_typing() || dom::first("dialog[open]").is_some() {
            return;
        }
        let key = event.key().to_lowercase();
        match (key.as_str(), desk, current.get_untracked()) {
            ("j", ..) => go(rows, current, open, 1),
            ("k", ..) => go(rows, current, open, -1),
            ("a", Some(desk), Some(join)) => desk.ask(Asking::Approve(vec![join])),
            ("r", Some(desk), Some(join)) => desk.ask(Asking::Refuse(vec![join])),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

fn go(rows: Loader<Page<Join>>, current: Memo<Option<Join>>, open: Param, by: isize) {
    let here = current.with_untracked(|join| join.as_ref().map(|join| join.id.clone()));
    let next = untrack(|| {
        rows.with(|page| {
            let at = page.items.iter().position(|join| Some(&join.id) == here.as_ref())?;
            page.items.get(at.checked_add_signed(by)?).map(|join| join.id.0.clone())
        })
    });
    if let Some(next) = next.flatten() {
        open.set(&next);
        dom::soon(move || {
            if let Some(row) = dom::by_id(&row_id(&next)) {
                dom::reveal(&row);
            }
        });
    }
}

/// The id of a row's element.
pub fn row_id(id: &str) -> String {
    ["join-", id].concat()
}
