//! The canvas: wheel zooms, a drag pans, keys walk.

use super::card::Card;
use super::keys;
use super::state::Chart;
use super::words;
use crate::ui::dom;
use crate::ui::kit::popover::pixels;
use leptos::ev::{PointerEvent, WheelEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A press becomes a drag after this many pixels.
const DRAG: f64 = 4.0;
/// Width of a printed page, in CSS pixels.
const PAPER: f64 = 1_000.0;

/// The canvas with every card.
#[component]
pub fn Plane(chart: Chart) -> impl IntoView {
    let pressed = StoredValue::new(None::<(f64, f64)>);
    let dragging = RwSignal::new(false);
    let at = |event: &PointerEvent| (f64::from(event.client_x()), f64::from(event.client_y()));
    let end = move || {
        pressed.set_value(None);
        dragging.set(false);
    };
    let drag = move |event: PointerEvent| {
        let Some((x, y)) = pressed.get_value() else { return };
        let (to_x, to_y) = at(&event);
        if !dragging.get_untracked() {
            if (to_x - x).hypot(to_y - y) < DRAG {
                return;
            }
            let node = event.current_target().and_then(|node| node.dyn_into::<web_sys::Element>().ok());
            if let Some(node) = node {
                let _ = node.set_pointer_capture(event.pointer_id());
            }
            dragging.set(true);
        }
        chart.pan(to_x - x, to_y - y);
        pressed.set_value(Some((to_x, to_y)));
    };
    let wheel = move |event: WheelEvent| {
        event.prevent_default();
        let Some(viewport) = chart.viewport.get_untracked() else { return };
        let rect = viewport.get_bounding_client_rect();
        let around = (f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top());
        // Firefox counts lines, others pixels.
        let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
        chart.zoom((-event.delta_y() * lines * 0.002).clamp(-0.5, 0.5).exp(), Some(around));
    };
    chart.viewport.on_load(move |_| dom::soon(move || chart.begin()));
    let ids = move || {
        chart
            .forest
            .with(|forest| chart.plan.with(|plan| plan.spots.iter().map(|spot| forest.id(spot.at)).collect::<Vec<_>>()))
    };
    let path = Memo::new(move |_| chart.plan.with(super::layout::Plan::path));
    let size = Memo::new(move |_| chart.plan.with(|plan| (plan.wide, plan.high)));
    let place = move || {
        let view = chart.view.get();
        format!("translate({:.1}px, {:.1}px) scale({:.4})", view.x, view.y, view.scale)
    };
    view! {
        <div
            node_ref=chart.viewport
            class="chart-viewport"
            class:dragging=dragging
            on:wheel=wheel
            on:pointerdown=move |event| {
                if event.button() == 0 && !dom::on_control(&event) {
                    pressed.set_value(Some(at(&event)));
                }
            }
            on:pointermove=drag
            on:pointerup=move |_| end()
            on:pointercancel=move |_| end()
            on:keydown=move |event| keys::press(chart, &event)
        >
            <p class="unseen" id="chart-help">{words().help}</p>
            <div
                class="chart-plane"
                role="tree"
                aria-label=words().label
                aria-describedby="chart-help"
                style:transform=place
                style:width=move || pixels(size.get().0)
                style:height=move || pixels(size.get().1)
                style=("--paper", move || format!("{:.3}", (PAPER / size.get().0.max(1.0)).min(1.0)))
            >
                <svg
                    class="chart-lines"
                    aria-hidden="true"
                    width=move || size.get().0.to_string()
                    height=move || size.get().1.to_string()
                >
                    <path d=path></path>
                </svg>
                <For each=ids key=Clone::clone let:id>
                    <Card chart id/>
                </For>
            </div>
        </div>
    }
}
