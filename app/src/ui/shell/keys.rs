//! Keys that work everywhere, and the sheet that lists them all.

use super::Overlays;
use crate::ui::kit::{Dialog, Kbd};
use crate::ui::{dom, w};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

pub fn press(overlays: Overlays, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "k" | "K" if command && !event.shift_key() && !event.alt_key() => {
            event.prevent_default();
            overlays.palette.update(|open| *open = !*open);
        }
        "/" if !command && !event.alt_key() && !dom::is_typing() => {
            event.prevent_default();
            match dom::first("main [data-search]") {
                Some(field) => dom::focus(&field),
                None => overlays.palette.set(true),
            }
        }
        "?" if !command && !dom::is_typing() => {
            event.prevent_default();
            overlays.shortcuts.set(true);
        }
        _ => {}
    }
}

/// The list of all shortcuts.
#[component]
pub fn Shortcuts(open: RwSignal<bool>) -> impl IntoView {
    let body = || {
        let words = w().shell;
        let everywhere = vec![
            (vec!["Ctrl", "K"], words.key_palette),
            (vec!["/"], words.key_search),
            (vec!["?"], words.key_help),
            (vec!["Esc"], words.key_escape),
            (vec!["Enter"], words.key_form),
        ];
        let trees = vec![
            (vec!["↑", "↓", "←", "→"], words.key_tree),
            (vec!["Alt", "↑ ↓ ← →"], words.key_tree_move),
            (vec!["F2"], words.key_rename),
            (vec!["↓"], words.key_menu),
        ];
        let waiting =
            vec![(vec!["J", "K"], words.key_next), (vec!["A"], w().common.approve), (vec!["R"], w().common.refuse)];
        let mapping = vec![
            (vec!["↑", "↓"], words.key_walk),
            (vec!["Enter"], words.key_confirm),
            (vec!["X"], words.key_ignore),
            (vec!["Z"], words.key_undo),
        ];
        view! {
            <h3>{words.keys_everywhere}</h3>
            {lines(everywhere)}
            <h3>{words.keys_trees}</h3>
            {lines(trees)}
            <h3>{words.keys_waiting}</h3>
            {lines(waiting)}
            <h3>{words.keys_mapping}</h3>
            {lines(mapping)}
        }
    };
    view! {
        <Dialog open on_close=move || open.set(false) title=w().shell.shortcuts>
            <div class="shortcuts" tabindex="-1" autofocus=true>{body()}</div>
        </Dialog>
    }
}

fn lines(lines: Vec<(Vec<&'static str>, &'static str)>) -> impl IntoView {
    let line = |(keys, what): (Vec<&'static str>, &'static str)| {
        let keys = keys.into_iter().map(|key| view! { <Kbd>{key}</Kbd> " " }).collect_view();
        view! { <div class="shortcut"><dt>{keys}</dt><dd>{what}</dd></div> }
    };
    view! { <dl>{lines.into_iter().map(line).collect_view()}</dl> }
}
