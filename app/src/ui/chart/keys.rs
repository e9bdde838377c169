//! The keyboard of the chart: arrows walk as they look, Enter folds, plus, minus and 0 zoom.

use super::state::Chart;
use crate::ui::dom;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// A key was pressed somewhere in the chart.
pub fn press(chart: Chart, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || dom::is_typing() {
        return;
    }
    let key = event.key();
    match key.as_str() {
        "+" | "=" => chart.zoom(1.25, None),
        "-" => chart.zoom(0.8, None),
        "0" => chart.fit(),
        _ if dom::on_control(event) => return,
        "Enter" | " " => fold(chart),
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" => walk(chart, &key),
        _ => return,
    }
    event.prevent_default();
}

fn here(chart: Chart) -> Option<usize> {
    let focused = chart.focused.get_untracked();
    chart
        .forest
        .with_untracked(|forest| focused.and_then(|id| forest.at(&id)).or_else(|| forest.roots.first().copied()))
}

fn is_open(chart: Chart, at: usize) -> Option<bool> {
    chart.plan.with_untracked(|plan| plan.spot(at).and_then(|spot| spot.open))
}

fn fold(chart: Chart) {
    if let Some(at) = here(chart)
        && let Some(open) = is_open(chart, at)
    {
        let id = chart.forest.with_untracked(|forest| forest.id(at));
        chart.fold(&id, open);
        chart.focus(&id);
    }
}

fn walk(chart: Chart, key: &str) {
    let Some(at) = here(chart) else { return };
    if key == "ArrowDown" && is_open(chart, at) == Some(false) {
        let id = chart.forest.with_untracked(|forest| forest.id(at));
        chart.fold(&id, false);
        return chart.focus(&id);
    }
    let next = chart.forest.with_untracked(|forest| {
        let siblings = forest.above(at).map_or(forest.roots.as_slice(), |above| forest.below(above));
        let place = siblings.iter().position(|sibling| *sibling == at)?;
        let next = match key {
            "ArrowUp" => forest.above(at),
            "ArrowDown" => forest.below(at).first().copied(),
            "ArrowLeft" => place.checked_sub(1).and_then(|place| siblings.get(place)).copied(),
            "ArrowRight" => siblings.get(place + 1).copied(),
            _ => forest.roots.first().copied(),
        }?;
        Some((next, forest.id(next)))
    });
    if let Some((next, id)) = next
        && chart.plan.with_untracked(|plan| plan.spot(next).is_some())
    {
        chart.focus(&id);
    }
}
