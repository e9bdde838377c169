//! What opens beside a button: above everything else, closed by Escape, by a press elsewhere, by leaving.

use crate::ui::dom;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, Node};

/// A panel beside an anchor, drawn only while it is open. Kit and shell; screens use `Menu`, `Combobox` and the like.
#[component]
pub fn Popover(
    /// Whether it is open; closed by itself.
    open: RwSignal<bool>,
    /// The button it hangs on.
    anchor: NodeRef<html::Button>,
    /// Its role.
    #[prop(default = "dialog")]
    role: &'static str,
    /// What it is called.
    #[prop(into)]
    label: TextProp,
    /// Extra class.
    #[prop(optional)]
    class: &'static str,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let label = StoredValue::new(label);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            {panel(open, anchor, role, label.get_value(), class, children.with_value(|children| children()))}
        </Show>
    }
}

fn panel(
    open: RwSignal<bool>,
    anchor: NodeRef<html::Button>,
    role: &'static str,
    label: TextProp,
    class: &'static str,
    body: AnyView,
) -> impl IntoView + use<> {
    let node = NodeRef::<html::Div>::new();
    node.on_load(move |panel| {
        dom::soon(move || {
            let panel: HtmlElement = panel.unchecked_into();
            if panel.is_connected() {
                raise(&panel);
                if let Some(anchor) = anchor.get_untracked() {
                    place(&panel, &anchor.unchecked_into());
                }
                if let Some(first) = dom::within(&panel, FIRST).first() {
                    dom::focus(first);
                }
            }
        });
    });
    let outside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let inside = |holder: Option<&Node>| holder.is_some_and(|holder| holder.contains(target.as_ref()));
        let panel = node.get_untracked().map(|panel| panel.unchecked_into::<Node>());
        let button = anchor.get_untracked().map(|button| button.unchecked_into::<Node>());
        if !inside(panel.as_ref()) && !inside(button.as_ref()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());
    let close = move || {
        open.set(false);
        if let Some(anchor) = anchor.get_untracked() {
            dom::focus(&anchor.unchecked_into());
        }
    };
    view! {
        <div
            node_ref=node
            class="popover"
            class=(class, !class.is_empty())
            role=role
            aria-label=move || label.get()
            tabindex="-1"
            popover="manual"
            on:keydown=move |event| match event.key().as_str() {
                "Escape" => {
                    event.prevent_default();
                    event.stop_propagation();
                    close();
                }
                "Tab" if role == "menu" => open.set(false),
                _ => {}
            }
        >
            {body}
        </div>
    }
}

const FIRST: &str =
    "[autofocus], input:not([type=hidden]), select, [role^=menuitem]:not([aria-disabled=true]), button, a[href]";

/// Lifts the panel above everything, dialogs too, where the browser can (all since 2024); elsewhere it is `fixed`.
pub fn raise(panel: &HtmlElement) {
    dom::call(panel, "showPopover", &JsValue::UNDEFINED);
}

/// Puts the panel under its anchor, or above it where there is no room, inside the window in any case.
pub fn place(panel: &HtmlElement, anchor: &HtmlElement) {
    let (at, size) = (anchor.get_bounding_client_rect(), panel.get_bounding_client_rect());
    let inner = |value: Result<JsValue, JsValue>| value.ok().and_then(|v| v.as_f64()).unwrap_or(0.0);
    let (wide, high) = (inner(window().inner_width()), inner(window().inner_height()));
    let from_left = at.left() + size.width() <= wide - 8.0;
    let left = if from_left { at.left() } else { at.right() - size.width() };
    let below = at.bottom() + 4.0 + size.height() <= high - 8.0;
    let top = if below { at.bottom() + 4.0 } else { at.top() - 4.0 - size.height() };
    let style = panel.style();
    let _ = style.set_property("left", &pixels(left.clamp(8.0, (wide - size.width() - 8.0).max(8.0))));
    let _ = style.set_property("top", &pixels(top.clamp(8.0, (high - size.height() - 8.0).max(8.0))));
}

/// A length for a style.
pub fn pixels(length: f64) -> String {
    let mut text = (length.round() as i64).to_string();
    text.push_str("px");
    text
}
