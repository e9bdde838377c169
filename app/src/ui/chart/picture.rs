//! The chart as a PNG: drawn onto a canvas, because a browser taints one that drew foreign markup.

use super::layout::{HIGH, Spot, WIDE};
use super::state::Chart;
use super::words;
use crate::ui::kit::toast;
use crate::ui::{count, dom, me};
use leptos::prelude::*;
use model::department::Department;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, Url};

const MARGIN: f64 = 24.0;
/// The longest side that every browser can draw.
const SIDE: f64 = 16_000.0;
/// The largest area that every browser can draw.
const AREA: f64 = 200_000_000.0;
const SMALLEST: f64 = 0.25;

/// Draws what is open and hands it over as a file.
pub fn download(chart: Chart) {
    if draw(chart).is_none() {
        toast::done(words().png_failed);
    }
}

fn draw(chart: Chart) -> Option<()> {
    let plan = chart.plan.get_untracked();
    let (wide, high) = (plan.wide + 2.0 * MARGIN, plan.high + 2.0 * MARGIN);
    let scale = 2.0_f64.min(SIDE / wide).min(SIDE / high).min((AREA / (wide * high)).sqrt());
    if scale < SMALLEST {
        return None;
    }
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((wide * scale) as u32);
    canvas.set_height((high * scale) as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let ink = Ink::of_page();
    context.scale(scale, scale).ok()?;
    context.set_fill_style_str(&ink.back);
    context.fill_rect(0.0, 0.0, wide, high);
    context.translate(MARGIN, MARGIN).ok()?;
    context.set_stroke_style_str(&ink.edge);
    context.set_line_width(1.5);
    for line in &plan.lines {
        context.begin_path();
        for (n, (x, y)) in line.iter().enumerate() {
            if n == 0 { context.move_to(*x, *y) } else { context.line_to(*x, *y) }
        }
        context.stroke();
    }
    chart.forest.with_untracked(|forest| {
        for spot in &plan.spots {
            if let Some(department) = forest.departments.get(spot.at) {
                card(&context, &ink, spot, department);
            }
        }
    });
    let done = Closure::once_into_js(|blob: JsValue| {
        let saved = blob.dyn_into::<Blob>().ok().and_then(|blob| save(&blob));
        if saved.is_none() {
            toast::done(words().png_failed);
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

fn card(context: &CanvasRenderingContext2d, ink: &Ink, spot: &Spot, department: &Department) {
    let (x, y, inner) = (spot.x, spot.y, WIDE - 24.0);
    context.set_fill_style_str(&ink.surface);
    context.fill_rect(x, y, WIDE, HIGH);
    context.stroke_rect(x, y, WIDE, HIGH);
    let line = |font: &str, colour: &str, text: &str, down: f64| {
        context.set_font(&[font, ink.font.as_str()].join(" "));
        context.set_fill_style_str(colour);
        let _ = context.fill_text_with_max_width(text, x + 12.0, y + down, inner);
    };
    line("600 15px", &ink.text, &department.name, 28.0);
    let heads = department.heads.iter().map(|head| head.name.as_str()).collect::<Vec<_>>().join(", ");
    line("13px", &ink.soft, if heads.is_empty() { words().no_head } else { &heads }, 52.0);
    line("12px", &ink.soft, &count(&words().members, department.member_count_total), 76.0);
}

fn save(blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(&[&me().organisation.name, ".png"].concat());
    link.click();
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Some(())
}

/// The colours and the font of the page, light or dark as it is.
struct Ink {
    back: String,
    surface: String,
    edge: String,
    text: String,
    soft: String,
    font: String,
}

impl Ink {
    fn of_page() -> Self {
        let style = window().get_computed_style(&dom::root()).ok().flatten();
        let token = |name: &str, otherwise: &str| {
            let value = style.as_ref().and_then(|style| style.get_property_value(name).ok());
            value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).unwrap_or(otherwise.to_owned())
        };
        Self {
            back: token("--back", "white"),
            surface: token("--surface", "white"),
            edge: token("--edge", "gray"),
            text: token("--text", "black"),
            soft: token("--soft", "black"),
            font: token("--font", "sans-serif"),
        }
    }
}
