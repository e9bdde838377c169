//! Two panes.

use super::popover::pixels;
use super::{Dialog, Icon, icon};
use crate::ui::dom;
use crate::ui::speech::w;
use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;

/// Two panes: the left one 280 px wide, 220 to 420 by its edge (mouse, or arrow keys). On a phone it stands above the other,
/// or, with `here`, it is a sheet behind a button that says where one is; a change of the address closes it.
/// `<Split name="members" here=path left=move || view! { <Tree …/> }> … </Split>`
#[component]
pub fn Split(
    /// Under which its width is remembered.
    name: &'static str,
    /// What the button says on a phone: the chosen department.
    #[prop(optional, into)]
    here: Option<TextProp>,
    /// The left pane.
    #[prop(into)]
    left: ViewFn,
    /// The right pane.
    children: Children,
) -> impl IntoView {
    let class = if here.is_some() { "split-left behind" } else { "split-left" };
    let opener = here.map(|here| behind(here, left.clone()));
    view! {
        <div class="split">
            {opener}
            {edged(name, class, left)}
            <div class="split-right">{children()}</div>
        </div>
    }
}

fn behind(here: TextProp, left: ViewFn) -> impl IntoView {
    let sheet = RwSignal::new(false);
    let (shown, title) = (here.clone(), here);
    let search = use_location().search;
    Effect::new(move |_| {
        search.track();
        sheet.set(false);
    });
    view! {
        <button type="button" class="button split-open" aria-haspopup="dialog" on:click=move |_| sheet.set(true)>
            <span>{move || shown.get()}</span>
            {icon(Icon::Down)}
        </button>
        <Dialog open=sheet on_close=move || sheet.set(false) title>{left.run()}</Dialog>
    }
}

fn edged(name: &'static str, class: &'static str, left: ViewFn) -> impl IntoView + use<> {
    let key = StoredValue::new(["split", name].join("."));
    let known = key.with_value(|key| dom::recall(key)).and_then(|width| width.parse().ok());
    let width = RwSignal::new(known.unwrap_or(280_i32));
    let dragging = RwSignal::new(false);
    let pane = NodeRef::<html::Div>::new();
    let set = move |wanted: i32| width.set(wanted.clamp(220, 420));
    let keep = move || key.with_value(|key| dom::remember(key, &width.get_untracked().to_string()));
    view! {
        <div node_ref=pane class=class style:--left=move || pixels(f64::from(width.get()))>{left.run()}</div>
        <div
            class="split-edge"
            role="separator"
            aria-orientation="vertical"
            aria-label=w().kit.resize_panel
            aria-valuenow=width
            aria-valuemin="220"
            aria-valuemax="420"
            tabindex="0"
            on:pointerdown=move |event| {
                event.prevent_default();
                if let Some(edge) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
                    let _ = edge.set_pointer_capture(event.pointer_id());
                }
                dragging.set(true);
            }
            on:pointermove=move |event| {
                if dragging.get_untracked() && let Some(pane) = pane.get_untracked() {
                    set(event.client_x() - pane.get_bounding_client_rect().left() as i32);
                }
            }
            on:pointerup=move |_| {
                dragging.set(false);
                keep();
            }
            on:keydown=move |event| {
                match event.key().as_str() {
                    "ArrowLeft" => set(width.get_untracked() - 20),
                    "ArrowRight" => set(width.get_untracked() + 20),
                    _ => return,
                }
                event.prevent_default();
                keep();
            }
        ></div>
    }
}
