//! The chart as an SVG: of any size, and to be edited.

use super::layout::{HIGH, Spot, WIDE};
use super::picture::{INDENT, Ink, Line, MARGIN, lines, save};
use super::state::Chart;
use super::words;
use crate::ui::kit::toast;
use leptos::prelude::*;
use model::department::Department;
use wasm_bindgen::JsValue;
use web_sys::{Blob, BlobPropertyBag};

/// Draws what is open and hands it over as a file.
pub fn download(chart: Chart) {
    let parts = js_sys::Array::of1(&JsValue::from_str(&draw(chart)));
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok();
    if blob.and_then(|blob| save(&blob, ".svg")).is_none() {
        toast::done(words().png_failed);
    }
}

fn draw(chart: Chart) -> String {
    let plan = chart.plan.get_untracked();
    let ink = Ink::of_page();
    let (wide, high) = (number(plan.wide + 2.0 * MARGIN), number(plan.high + 2.0 * MARGIN));
    let mut svg = String::new();
    push(&mut svg, &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"", &wide, "\" height=\"", &high, "\">"]);
    push(&mut svg, &["<rect width=\"100%\" height=\"100%\" fill=\"", &escaped(&ink.back), "\"/>"]);
    let margin = number(MARGIN);
    push(&mut svg, &["<g transform=\"translate(", &margin, " ", &margin, ")\" stroke-width=\"1.5\">"]);
    for line in &plan.lines {
        let points: Vec<String> = line.iter().map(|(x, y)| [number(*x), number(*y)].join(",")).collect();
        let edge = escaped(&ink.edge);
        push(&mut svg, &["<polyline fill=\"none\" stroke=\"", &edge, "\" points=\"", &points.join(" "), "\"/>"]);
    }
    chart.forest.with_untracked(|forest| {
        for spot in &plan.spots {
            if let Some(department) = forest.departments.get(spot.at) {
                card(&mut svg, &ink, spot, department);
            }
        }
    });
    svg.push_str("</g></svg>");
    svg
}

/// A card is a picture of its own inside the large one, which cuts off what is too long.
fn card(svg: &mut String, ink: &Ink, spot: &Spot, department: &Department) {
    let (x, y, wide, high) = (number(spot.x), number(spot.y), number(WIDE), number(HIGH));
    push(svg, &["<svg x=\"", &x, "\" y=\"", &y, "\" width=\"", &wide, "\" height=\"", &high, "\">"]);
    let (surface, edge) = (escaped(&ink.surface), escaped(&ink.edge));
    push(svg, &["<rect width=\"100%\" height=\"100%\" fill=\"", &surface, "\" stroke=\"", &edge, "\"/>"]);
    for Line { font, is_soft, text, down } in lines(department) {
        let style = escaped(&[font, ink.font.as_str()].join(" "));
        let colour = escaped(if is_soft { &ink.soft } else { &ink.text });
        push(svg, &["<text x=\"", &number(INDENT), "\" y=\"", &number(down), "\" fill=\"", &colour]);
        push(svg, &["\" stroke=\"none\" style=\"font:", &style, "\">", &escaped(&text), "</text>"]);
    }
    svg.push_str("</svg>");
}

fn push(svg: &mut String, parts: &[&str]) {
    for part in parts {
        svg.push_str(part);
    }
}

/// A coordinate; fractions of a pixel do not matter.
fn number(value: f64) -> String {
    (value.round() as i64).to_string()
}

/// A text that neither ends an attribute nor begins an element.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}
