//! A search box: waits until typing pauses, `/` focuses it, Escape empties it.

use super::field::fresh_id;
use super::{Icon, icon};
use crate::ui::speech::w;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(250);

/// A search box. `<SearchBox label=w.search_members value=search.signal() on_search=move |text: String| search.set(&text)/>`
#[component]
pub fn SearchBox(
    /// What is searched; shown while empty.
    #[prop(into)]
    label: TextProp,
    /// The words in force.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the words when typing pauses.
    #[prop(into)]
    on_search: Callback<String>,
    /// Not what `/` focuses, because the page has a more important one.
    #[prop(optional)]
    minor: bool,
) -> impl IntoView {
    let id = fresh_id();
    let typed = RwSignal::new(value.get_untracked());
    // The words may change from outside, by *Back* or by "clear all"; what is being typed wins over its own echo.
    let sent = StoredValue::new(value.get_untracked());
    Effect::new(move |_| {
        let value = value.get();
        if sent.with_value(|sent| *sent != value) {
            sent.set_value(value.clone());
            typed.set(value);
        }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let send = move || {
        let Some(text) = typed.try_get_untracked() else { return };
        if sent.with_value(|sent| *sent != text) {
            sent.set_value(text.clone());
            on_search.run(text);
        }
    };
    let later = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        waiting.set_value(set_timeout_with_handle(send, PAUSE).ok());
    };
    let (shown, title) = (label.clone(), label.clone());
    view! {
        <div class="search-box">
            {icon(Icon::Search)}
            <label for=id.clone() class="unseen">{move || label.get()}</label>
            <input
                id=id
                type="search"
                enterkeyhint="search"
                autocomplete="off"
                maxlength=model::limits::SEARCH.to_string()
                placeholder=move || shown.get()
                title=move || title.get()
                data-search=(!minor).then_some("")
                prop:value=typed
                on:input:target=move |event| {
                    typed.set(event.target().value());
                    later();
                }
                on:keydown=move |event| match event.key().as_str() {
                    "Enter" => send(),
                    "Escape" if !typed.with_untracked(String::is_empty) => {
                        event.prevent_default();
                        event.stop_propagation();
                        typed.set(String::new());
                        send();
                    }
                    _ => {}
                }
            />
            <Show when=move || !typed.with(String::is_empty)>
                <button
                    type="button"
                    class="inside"
                    aria-label=w().common.clear
                    title=w().common.clear
                    on:click=move |_| {
                        typed.set(String::new());
                        send();
                    }
                >
                    {icon(Icon::Close)}
                </button>
            </Show>
        </div>
    }
}
