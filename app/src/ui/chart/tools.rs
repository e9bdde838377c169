//! The buttons over the canvas: zoom, fold, print, PNG, SVG.

use super::state::Chart;
use super::{picture, svg, words};
use crate::ui::format;
use crate::ui::kit::{Button, Icon, IconButton};
use leptos::prelude::*;

/// Zoom buttons in the corner of the canvas.
#[component]
pub fn ZoomTools(chart: Chart) -> impl IntoView {
    let percent = move || format::percent((chart.view.get().scale * 100.0).round() as i64 * 10);
    view! {
        <div class="chart-zoom" role="group">
            <IconButton icon=Icon::Minus label=words().zoom_out on_click=move || chart.zoom(0.8, None)/>
            <span class="faint chart-percent">{percent}</span>
            <IconButton icon=Icon::Plus label=words().zoom_in on_click=move || chart.zoom(1.25, None)/>
            <IconButton icon=Icon::Screen label=words().zoom_fit on_click=move || chart.fit()/>
            <IconButton icon=Icon::Fold label=words().fold_all on_click=move || chart.fold_all()/>
        </div>
    }
}

/// Print, PNG and SVG.
#[component]
pub fn TakeAway(chart: Chart) -> impl IntoView {
    let print = || {
        let _ = window().print();
    };
    view! {
        <Button icon=Icon::Print on_click=print>{words().print}</Button>
        <Button icon=Icon::Download on_click=move || picture::download(chart)>{words().png}</Button>
        <Button icon=Icon::Download on_click=move || svg::download(chart)>{words().svg}</Button>
    }
}
