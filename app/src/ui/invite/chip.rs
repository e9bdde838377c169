//! One address in the box: what it is, what is in the way, the way out, and the cross.

use super::crowd::{Crowd, Entry};
use super::verdict::{said, verdict_line};
use super::ways::{Ways, ways_out};
use super::words;
use crate::ui::kit::{Icon, Spinner, icon};
use crate::ui::{dom, w};
use crate::words::fill;
use leptos::html;
use leptos::prelude::*;
use model::invite::InviteVerdict;
use wasm_bindgen::JsCast;

/// The chip of an entry; it follows what becomes known about it.
pub fn chip(entry: &Entry, crowd: Crowd, ways: Ways, field: NodeRef<html::Textarea>) -> impl IntoView + use<> {
    let (id, text) = (entry.id, entry.text.clone());
    let known = Memo::new(move |_| {
        crowd.entries.with(|entries| entries.iter().find(|entry| entry.id == id).and_then(Entry::known))
    });
    let address = StoredValue::new(text.clone());
    let label = move || {
        let verdict = known.with(|known| known.as_ref().map(said)).unwrap_or_else(|| words().checking.to_owned());
        let chip = fill(words().chip, &[("address", &address.get_value()), ("verdict", &verdict)]);
        fill(w().kit.remove_one, &[("name", &chip)])
    };
    let remove = move || {
        crowd.remove(id);
        if let Some(field) = field.get_untracked() {
            dom::focus(field.unchecked_ref());
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "Backspace" | "Delete") {
            event.prevent_default();
            remove();
        }
    };
    let in_the_way =
        move || known.with(|known| known.as_ref().is_some_and(|known| known.verdict != InviteVerdict::Fine));
    view! {
        <li class="invitee" class:wide=in_the_way>
            <span class="invitee-text">{text}</span>
            {move || match known.get() {
                None => view! { <Spinner/> }.into_any(),
                Some(told) => view! {
                    {verdict_line(&told)}
                    <span class="invitee-ways">{ways_out(&told, ways)}</span>
                }
                .into_any(),
            }}
            <button
                type="button"
                class="invitee-remove"
                aria-label=label
                title=w().common.remove
                on:click=move |_| remove()
                on:keydown=pressed
            >
                {icon(Icon::Close)}
            </button>
        </li>
    }
}
