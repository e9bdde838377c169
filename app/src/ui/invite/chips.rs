//! The box that turns what is typed and pasted into people.

use super::chip::chip;
use super::crowd::Crowd;
use super::ways::Ways;
use super::words;
use crate::ui::kit::fresh_id;
use crate::ui::{count, dom};
use leptos::html;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsValue;

/// A press that takes the focus away shall still find its button where it was: the chip comes after it.
const LEAVE: Duration = Duration::from_millis(200);

/// The box with what is in it.
#[component]
pub fn AddressBox(
    /// Who is in it.
    crowd: Crowd,
    /// What can be done about those who cannot be invited.
    ways: Ways,
) -> impl IntoView {
    let id = fresh_id();
    let hint = [id.as_str(), "-hint"].concat();
    let field = NodeRef::<html::Textarea>::new();
    // Set by hand: when all that was typed becomes people, the text is empty before and after, and nothing would change it.
    Effect::new(move |_| {
        let text = crowd.typed.get();
        if let Some(field) = field.get()
            && field.value() != text
        {
            field.set_value(&text);
        }
    });
    let pressed = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        // Of an input method Enter means the characters that it offers.
        "Enter" if !event.is_composing() => {
            event.prevent_default();
            crowd.take_typed();
        }
        "Backspace" if crowd.typed.with_untracked(String::is_empty) => crowd.remove_last(),
        _ => {}
    };
    let status = move || {
        let (all, bad) = crowd.entries.with(|entries| {
            let known = entries.iter().filter_map(super::crowd::Entry::known);
            let bad = known.filter(|known| known.verdict != model::invite::InviteVerdict::Fine).count();
            (entries.len() as i64, bad as i64)
        });
        let all = (all > 0).then(|| count(&words().in_list, all));
        let bad = (bad > 0).then(|| count(&words().in_the_way, bad));
        all.into_iter().chain(bad).collect::<Vec<_>>().join(" · ")
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words().addresses}</label>
            <div class="invitees">
                <ul aria-label=words().people_chosen>
                    <For each=move || crowd.entries.get() key=|entry| entry.id let:entry>
                        {chip(&entry, crowd, ways, field)}
                    </For>
                </ul>
                <textarea
                    node_ref=field
                    id=id
                    name="addresses"
                    rows="1"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    inputmode="email"
                    enterkeyhint="enter"
                    placeholder=words().addresses_example
                    aria-describedby=hint.clone()
                    on:input:target=move |event| {
                        let text = event.target().value();
                        if is(&event, "isComposing", &JsValue::TRUE) {
                            crowd.typed.set(text);
                        } else {
                            crowd.write(&text, is(&event, "inputType", &JsValue::from_str("insertFromPaste")));
                        }
                    }
                    on:keydown=pressed
                    on:blur=move |_| set_timeout(move || crowd.take_typed(), LEAVE)
                ></textarea>
            </div>
            <p class="hint" id=hint>{words().addresses_hint}</p>
            <p class="soft" aria-live="polite">{status}</p>
        </div>
    }
}

fn is(event: &web_sys::Event, property: &str, value: &JsValue) -> bool {
    js_sys::Reflect::get(event, &JsValue::from_str(property)).is_ok_and(|found| found == *value)
}

/// Puts the focus into the box, after an address was put back there.
pub fn focus_box() {
    dom::soon(|| {
        if let Some(field) = dom::first(".invitees textarea") {
            dom::focus(&field);
        }
    });
}
