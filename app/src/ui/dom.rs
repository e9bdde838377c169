//! What the browser offers and `web-sys` makes wordy.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// `<html>`.
pub fn root() -> HtmlElement {
    document().document_element().and_then(|e| e.dyn_into().ok()).expect("a document has a root")
}

/// The element of an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The first element of a selector.
pub fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// The elements inside another that match a selector, in the order of the document.
pub fn within(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(list) = element.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}

/// Takes an element out of the document.
pub fn remove(id: &str) {
    if let Some(element) = by_id(id) {
        element.remove();
    }
}

/// The focused element, to give the focus back later.
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Focuses an element if it is still in the document.
pub fn focus(element: &HtmlElement) {
    if element.is_connected() {
        let _ = element.focus();
    }
}

/// Scrolls only as far as is needed to see an element.
pub fn reveal(element: &HtmlElement) {
    let nearest = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&nearest, &JsValue::from_str("block"), &JsValue::from_str("nearest"));
    call(element, "scrollIntoView", &nearest);
}

/// Whether the reader has marked some text.
pub fn has_marked_text() -> bool {
    let Some(marked) = call(&window(), "getSelection", &JsValue::UNDEFINED) else { return false };
    js_sys::Reflect::get(&marked, &JsValue::from_str("isCollapsed")).is_ok_and(|collapsed| collapsed == false)
}

/// Calls a method that would need another feature of `web-sys`.
pub fn call(on: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: js_sys::Function = js_sys::Reflect::get(on, &JsValue::from_str(method)).ok()?.dyn_into().ok()?;
    method.call1(on, argument).ok()
}

/// Runs something after the browser has put the new nodes in place.
pub fn soon(then: impl FnOnce() + 'static) {
    leptos::prelude::set_timeout(then, std::time::Duration::ZERO);
}

/// The path of the address.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The query of the address, with its `?`, or nothing.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Scheme, host and port.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Leaves the console for a page of the server.
pub fn leave(to: &str) {
    let _ = window().location().assign(to);
}

/// Posts one field as a form would: the browser saves what comes, without holding it in memory.
pub fn post(to: &str, name: &str, value: &str) {
    let document = document();
    let (Ok(form), Ok(field)) = (document.create_element("form"), document.create_element("input")) else { return };
    for (element, attributes) in [
        (&form, [("method", "post"), ("action", to), ("hidden", "")]),
        (&field, [("type", "hidden"), ("name", name), ("value", value)]),
    ] {
        for (attribute, text) in attributes {
            let _ = element.set_attribute(attribute, text);
        }
    }
    let _ = form.append_child(&field);
    let _ = root().append_child(&form);
    call(&form, "requestSubmit", &JsValue::UNDEFINED);
    form.remove();
}

/// Loads the page again.
pub fn reload() {
    let _ = window().location().reload();
}

/// A text as a part of a URL.
pub fn encode(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// The browser's languages, the dearest first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether the window is as narrow as a phone.
pub fn is_narrow() -> bool {
    matches("(max-width: 719px)")
}

/// Something remembered in this browser.
pub fn recall(key: &str) -> Option<String> {
    window().local_storage().ok()??.get_item(key).ok()?
}

/// Remembers something in this browser; silently not where storage is off.
pub fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

/// A cookie that scripts may read.
pub fn cookie(name: &str) -> Option<String> {
    let all = js_sys::Reflect::get(&document(), &JsValue::from_str("cookie")).ok()?.as_string()?;
    all.split("; ").find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// Sets a cookie for the whole site.
pub fn set_cookie(name: &str, value: &str, seconds: u32) {
    let secure = if origin().starts_with("https:") { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{secure}");
    let _ = js_sys::Reflect::set(&document(), &JsValue::from_str("cookie"), &JsValue::from_str(&text));
}

/// Puts a text on the clipboard.
pub async fn copy(text: &str) -> bool {
    let promise = window().navigator().clipboard().write_text(text);
    wasm_bindgen_futures_await(promise).await
}

async fn wasm_bindgen_futures_await(promise: js_sys::Promise) -> bool {
    js_sys::futures::JsFuture::from(promise).await.is_ok()
}

/// Milliseconds since 1970.
pub fn now() -> model::Moment {
    model::Moment(js_sys::Date::now() as i64)
}

/// Whether an event came from a control inside of what listens, which is then not meant.
pub fn on_control(event: &web_sys::Event) -> bool {
    let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let control = "a, button, label, input, select, textarea, [popover], .padlock";
    on.and_then(|element| element.closest(control).ok().flatten()).is_some()
}

/// Whether keystrokes belong to what has the focus: a field, or anything editable.
pub fn is_typing() -> bool {
    focused().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") || element.is_content_editable()
    })
}
