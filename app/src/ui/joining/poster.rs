//! The poster: drawn only while it is printed, and then the only thing on the page.

use super::qr::{Code, grouped};
use super::words;
use crate::ui::{dom, session};
use crate::words::fill;
use leptos::portal::Portal;
use leptos::prelude::*;

/// Prints the code when `printing` is set, and resets it afterwards.
#[component]
pub fn Poster(
    /// Whether it is being printed.
    printing: RwSignal<bool>,
    /// What it shows.
    code: Code,
) -> impl IntoView {
    let after = window_event_listener_untyped("afterprint", move |_| {
        printing.try_set(false);
    });
    on_cleanup(move || after.remove());
    let code = StoredValue::new(code);
    view! {
        <Show when=move || printing.get()>
            <Portal>
                <Sheet code=code.get_value() printing/>
            </Portal>
        </Show>
    }
}

#[component]
fn Sheet(code: Code, printing: RwSignal<bool>) -> impl IntoView {
    let organisation = untrack(session::me).organisation.name;
    let title = fill(words().share_title, &[("organisation", &organisation)]);
    let how = if code.door.is_some() { words().poster_text_door } else { words().poster_text };
    let sentence = if code.waits { words().poster_waits } else { words().poster_walk_in };
    // A picture that is not there yet would be printed as a hole.
    let print = move |_| {
        dom::soon(|| {
            let _ = window().print();
        });
    };
    view! {
        <div class="poster" aria-hidden="true">
            <h1>{title}</h1>
            <img src=code.address("svg") alt="" on:load=print on:error=move |_| printing.set(false)/>
            <p>{how}</p>
            {code.door.map(|door| view! { <p class="poster-door">{grouped(&door)}</p> })}
            <p class="poster-small">{sentence}</p>
        </div>
    }
}
