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

pub const MARGIN: f64 = 24.0;
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
        let saved = blob.dyn_into::<Blob>().ok().and_then(|blob| save(&blob, ".png"));
        if saved.is_none() {
            toast::done(words().png_failed);
        }
    });
    canvas.to_blob(done.unchecked_ref()).ok()
}

fn card(context: &CanvasRenderingContext2d, ink: &Ink, spot: &Spot, department: &Department) {
    let (x, y, inner) = (spot.x, spot.y, WIDE - 2.0 * INDENT);
    context.set_fill_style_str(&ink.surface);
    context.fill_rect(x, y, WIDE, HIGH);
    context.stroke_rect(x, y, WIDE, HIGH);
    for Line { font, is_soft, text, down } in lines(department) {
        context.set_font(&[font, ink.font.as_str()].join(" "));
        context.set_fill_style_str(if is_soft { &ink.soft } else { &ink.text });
        let _ = context.fill_text_with_max_width(&text, x + INDENT, y + down, inner);
    }
}

/// A line of text on a card.
pub struct Line {
    /// Weight and size.
    pub font: &'static str,
    pub is_soft: bool,
    pub text: String,
    /// From the card's top to the foot of the letters.
    pub down: f64,
}

/// From a card's edge to its text.
pub const INDENT: f64 = 12.0;

/// What a card says.
pub fn lines(department: &Department) -> [Line; 3] {
    let heads = department.heads.iter().map(|head| head.name.as_str()).collect::<Vec<_>>().join(", ");
    let heads = if heads.is_empty() { words().no_head.to_owned() } else { heads };
    let members = count(&words().members, department.member_count_total);
    [
        Line { font: "600 15px", is_soft: false, text: department.name.clone(), down: 28.0 },
        Line { font: "13px", is_soft: true, text: heads, down: 52.0 },
        Line { font: "12px", is_soft: true, text: members, down: 76.0 },
    ]
}

/// Hands a file over, named after the organisation.
pub fn save(blob: &Blob, ending: &str) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let link: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(&[&me().organisation.name, ending].concat());
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
pub struct Ink {
    pub back: String,
    pub surface: String,
    pub edge: String,
    pub text: String,
    pub soft: String,
    pub font: String,
}

impl Ink {
    /// As they are now.
    pub fn of_page() -> Self {
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
