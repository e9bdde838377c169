//! The keyboard of a tree.

use super::State;
use super::rows::{Nudge, Row};
use crate::ui::dom;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

pub fn press(state: State, event: &KeyboardEvent) {
    if dom::on_control(event) || event.ctrl_key() || event.meta_key() {
        return;
    }
    let key = event.key();
    let rows = state.rows.get_untracked();
    let focused = state.focused.get_untracked().or_else(|| state.selected.get_untracked());
    let at = focused.and_then(|id| rows.iter().position(|row| row.node.id == id)).unwrap_or(0);
    let Some(row) = rows.get(at) else { return };
    if event.alt_key() {
        nudge(state, row, &key, event);
        return;
    }
    let next = match (key.as_str(), row.open) {
        ("ArrowDown", _) => at + 1,
        ("ArrowUp", _) => at.saturating_sub(1),
        ("Home", _) => 0,
        ("End", _) => rows.len() - 1,
        ("ArrowRight", Some(false)) => {
            state.fold(&row.node.id, false);
            at
        }
        ("ArrowRight", Some(true)) => at + 1,
        ("ArrowRight", None) => at,
        ("ArrowLeft", Some(true)) => {
            state.fold(&row.node.id, true);
            at
        }
        ("ArrowLeft", _) => rows.iter().position(|r| Some(&r.node.id) == row.node.parent.as_ref()).unwrap_or(at),
        ("Enter" | " ", _) => {
            state.on_select.run(row.node.id.clone());
            at
        }
        ("F2", _) => {
            if state.on_rename.is_some() && row.node.locked.is_none() {
                state.renaming.set(Some(row.node.id.clone()));
            }
            event.prevent_default();
            return;
        }
        ("*", _) => {
            for sibling in rows.iter().filter(|r| r.node.parent == row.node.parent) {
                state.fold(&sibling.node.id, false);
            }
            at
        }
        (letter, _) if letter.chars().count() == 1 => match jump(&rows, at, letter) {
            Some(next) => next,
            None => return,
        },
        _ => return,
    };
    event.prevent_default();
    if let Some(row) = rows.get(next.min(rows.len() - 1)) {
        state.focus(row.node.id.clone());
    }
}

/// The next node whose name begins with a letter.
fn jump(rows: &[Row], at: usize, letter: &str) -> Option<usize> {
    let letter = letter.to_lowercase();
    (1..=rows.len())
        .map(|step| (at + step) % rows.len())
        .find(|next| rows[*next].node.label.to_lowercase().starts_with(&letter))
}

fn nudge(state: State, row: &Row, key: &str, event: &KeyboardEvent) {
    let nudge = match key {
        "ArrowUp" => Nudge::Up,
        "ArrowDown" => Nudge::Down,
        "ArrowRight" => Nudge::In,
        "ArrowLeft" => Nudge::Out,
        _ => return,
    };
    event.prevent_default();
    let Some(on_move) = state.on_move else { return };
    if row.node.locked.is_some() {
        return;
    }
    if let Some(to) = state.saplings.with_untracked(|tree| tree.nudge(&row.node.id, nudge)) {
        state.fold(&to.parent, false);
        on_move.run(to);
        state.focus(row.node.id.clone());
    }
}
