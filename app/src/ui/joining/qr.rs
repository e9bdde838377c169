//! A QR code with everything that is done with it: copy, share, download, print.

use super::poster::Poster;
use super::words;
use crate::ui::kit::{Banner, Button, CopyButton, Icon, icon};
use crate::ui::{dom, session};
use crate::words::fill;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// A code to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Where the picture is, without its ending.
    pub picture: String,
    /// Changes when the picture does: a browser may keep it.
    pub version: String,
    /// The name of a saved picture, without its ending.
    pub file: &'static str,
    /// Where the code leads.
    pub url: String,
    /// The door number to print beside it.
    pub door: Option<String>,
    /// Whether people who use it wait for approval.
    pub waits: bool,
}

impl Code {
    /// The address of the picture in a format.
    pub fn address(&self, ending: &str) -> String {
        format!("{}.{ending}?v={}", self.picture, dom::encode(&self.version))
    }
}

/// Eight characters as two groups of four.
pub fn grouped(number: &str) -> String {
    let head: String = number.chars().take(4).collect();
    let tail: String = number.chars().skip(4).collect();
    if tail.is_empty() { head } else { [head, tail].join("-") }
}

/// The code, large, with what is done with it.
#[component]
pub fn CodePanel(
    /// The code.
    code: Code,
) -> impl IntoView {
    let organisation = untrack(session::me).organisation.name;
    let printing = RwSignal::new(false);
    let alt = fill(words().qr_alt, &[("organisation", &organisation)]);
    let (svg, png) = (code.address("svg"), code.address("png"));
    let names = (format!("{}.svg", code.file), format!("{}.png", code.file));
    let title = fill(words().share_title, &[("organisation", &organisation)]);
    let url = StoredValue::new(code.url.clone());
    let share = can_share().then(|| {
        view! {
            <Button icon=Icon::External on_click=move || url.with_value(|url| share(&title, url))>{words().share}</Button>
        }
    });
    let waits = if code.waits { words().people_wait } else { words().people_walk_in };
    view! {
        <div class="code-panel">
            <figure class="code">
                <img src=svg.clone() width="240" height="240" alt=alt/>
                <figcaption>{organisation}</figcaption>
            </figure>
            <div class="code-url">
                <input
                    type="text"
                    readonly=true
                    aria-label=words().link
                    prop:value=code.url.clone()
                    on:focus:target=|event| event.target().select()
                />
                <CopyButton text=code.url.clone()/>
            </div>
            <div class="line">
                {share}
                <a class="button" href=svg download=names.0 rel="external">{icon(Icon::Download)} "SVG"</a>
                <a class="button" href=png download=names.1 rel="external">{icon(Icon::Download)} "PNG"</a>
                <Button icon=Icon::Print busy=printing on_click=move || printing.set(true)>{words().print_poster}</Button>
            </div>
            <Banner>{waits}</Banner>
            <Poster printing code/>
        </div>
    }
}

fn can_share() -> bool {
    js_sys::Reflect::get(&window().navigator(), &JsValue::from_str("share")).is_ok_and(|share| share.is_function())
}

fn share(title: &str, url: &str) {
    let data = js_sys::Object::new();
    for (key, value) in [("title", title), ("url", url)] {
        let _ = js_sys::Reflect::set(&data, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    // The person may change his mind on the way; that is no failure to speak of.
    dom::call(&window().navigator(), "share", &data);
}
