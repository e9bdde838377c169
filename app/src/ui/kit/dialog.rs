//! Dialogs: the browser's own `<dialog>`, so that focus stays inside and Escape closes.

use super::field::fresh_id;
use super::{Icon, IconButton, toast};
use crate::ui::{dom, speech::w};
use leptos::html;
use leptos::prelude::*;

/// A dialog, drawn only while it is open. Focus goes to the first field and returns to the opener.
///
/// ```ignore
/// <Dialog open=open on_close=move || open.set(false) title=w.new_department>
///     <Form …>…<FormActions …/></Form>
/// </Dialog>
/// ```
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Escape, the cross and a press beside it.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: TextProp,
    /// 720 instead of 480 px wide.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let title = StoredValue::new(title);
    let children = StoredValue::new(children);
    let class = if wide { "dialog wide" } else { "dialog" };
    view! {
        <Show when=move || open.get()>
            {modal(class, title.get_value(), on_close, children.with_value(|children| children()))}
        </Show>
    }
}

/// A sheet at the side, at the bottom on a phone: for one row of the list behind it. Let the URL decide `open`.
///
/// ```ignore
/// let member = param("open");
/// <Drawer open=Signal::derive(move || member.some().is_some()) on_close=move || member.push("") title=w.member>
///     …
/// </Drawer>
/// ```
#[component]
pub fn Drawer(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Escape, the cross and a press beside it.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: TextProp,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let title = StoredValue::new(title);
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            {modal("drawer", title.get_value(), on_close, children.with_value(|children| children()))}
        </Show>
    }
}

fn modal(class: &'static str, title: TextProp, on_close: Callback<()>, body: AnyView) -> impl IntoView + use<> {
    let node = NodeRef::<html::Dialog>::new();
    let heading = fresh_id();
    let named = heading.clone();
    let opener = StoredValue::new_local(dom::focused());
    node.on_load(move |dialog| {
        // The node is loaded before it is in the document, and only there it can be modal.
        dom::soon(move || {
            if dialog.is_connected() && !dialog.open() {
                let _ = dialog.show_modal();
                if let Some(field) = dom::within(&dialog, FIRST).first() {
                    dom::focus(field);
                }
            }
        });
    });
    on_cleanup(move || {
        let opener = opener.try_get_value().flatten();
        dom::soon(move || {
            if let Some(opener) = opener {
                dom::focus(&opener);
            }
        });
    });
    let beside = move |event: leptos::ev::MouseEvent| {
        // A press on the backdrop has the dialog itself as its target; one that began inside, marking text, has not.
        let target = event.target().and_then(|t| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(t).ok());
        // Another dialog inside of this one has a backdrop of its own.
        let own = |target: web_sys::Element| node.get_untracked().is_some_and(|own| target.is_same_node(Some(&own)));
        if target.is_some_and(own) {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=node
            class=class
            aria-labelledby=named
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:mousedown=beside
        >
            <div class="sheet">
                <header>
                    <h2 id=heading>{move || title.get()}</h2>
                    <IconButton icon=Icon::Close label=w().common.close on_click=move || on_close.run(())/>
                </header>
                <div class="sheet-body">{body}</div>
            </div>
            {toast::within_dialog()}
        </dialog>
    }
}

/// What gets the focus first: a field that asks for it, then any field, then a link or button of the body.
const FIRST: &str = "[autofocus], .sheet-body input:not([type=hidden]):not([readonly]), .sheet-body select, \
                     .sheet-body textarea, .sheet-body button, .sheet-body a[href]";
