//! One department: name, heads, counts, and whether what is below it is shown.

use super::layout::Spot;
use super::state::Chart;
use super::words;
use crate::ui::kit::popover::pixels;
use crate::ui::kit::{Avatar, Icon, icon};
use crate::ui::{count, dom, format, route};
use crate::words::fill;
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;
use model::department::Department;

/// Heads shown by name.
const SHOWN: usize = 2;

/// A card. Drawn once a department; place and content follow.
#[component]
pub fn Card(chart: Chart, id: String) -> impl IntoView {
    let key = StoredValue::new(id.clone());
    let spot = Memo::new(move |old: Option<&Option<Spot>>| {
        let at = chart.forest.with(|forest| key.with_value(|id| forest.at(id)));
        let new = at.and_then(|at| chart.plan.with(|plan| plan.spot(at).cloned()));
        // While it is being taken down it has no place any more; the last one does.
        new.or_else(|| old.cloned().flatten())
    });
    let department = Memo::new(move |old: Option<&Option<Department>>| {
        let new = chart.forest.with(|forest| key.with_value(|id| forest.find(id).cloned()));
        new.or_else(|| old.cloned().flatten())
    });
    let of = move |part: fn(&Spot) -> f64| spot.with(|spot| spot.as_ref().map_or(0.0, part));
    let number = move |part: fn(&Spot) -> usize| spot.with(|spot| spot.as_ref().map_or(1, part)).to_string();
    let is_focused = Memo::new(move |_| {
        let first = || chart.forest.with(|forest| forest.roots.first().map(|root| forest.id(*root)));
        let stop = chart.focused.get().filter(|stop| {
            let at = chart.forest.with(|forest| forest.at(stop));
            at.is_some_and(|at| chart.plan.with(|plan| plan.spot(at).is_some()))
        });
        stop.or_else(first).is_some_and(|stop| key.with_value(|id| *id == stop))
    });
    let is_flashed =
        Memo::new(move |_| chart.flashed.with(|flashed| key.with_value(|id| flashed.as_ref() == Some(id))));
    let open = Memo::new(move |_| spot.with(|spot| spot.as_ref().and_then(|spot| spot.open)));
    let hidden = Memo::new(move |_| spot.with(|spot| spot.as_ref().map_or(0, |spot| spot.hidden)));
    view! {
        <div
            class="chart-card"
            class:flash=is_flashed
            role="treeitem"
            {..custom_attribute("aria-level", move || number(|spot| spot.level))}
            data-id=id
            aria-setsize=move || number(|spot| spot.siblings)
            aria-posinset=move || number(|spot| spot.place)
            aria-expanded=move || open.get().map(|open| if open { "true" } else { "false" })
            tabindex=move || if is_focused.get() { "0" } else { "-1" }
            style:left=move || pixels(of(|spot| spot.x))
            style:top=move || pixels(of(|spot| spot.y))
            on:focus=move |_| chart.focused.set(Some(key.get_value()))
            on:dblclick=move |event| {
                if !dom::on_control(&event) && let Some(open) = open.get_untracked() {
                    key.with_value(|id| chart.fold(id, open));
                }
            }
        >
            {move || department.get().map(|department| body(&department, is_focused))}
            {move || open.get().map(|open| fold(chart, key, department, open, hidden.get()))}
        </div>
    }
}

fn body(department: &Department, is_focused: Memo<bool>) -> impl IntoView + use<> {
    let (name, href) = (department.name.clone(), route::department(&department.id));
    let all = department.member_count_total;
    let counted = if all == department.member_count {
        count(&words().members, all)
    } else {
        [count(&words().members, department.member_count), count(&words().members_below, all)].join(" · ")
    };
    view! {
        <a
            class="chart-name"
            href=href
            title=words().open_members
            tabindex=move || if is_focused.get() { "0" } else { "-1" }
        >
            {name}
        </a>
        {heads(department)}
        <span class="chart-count">{counted}</span>
    }
}

fn heads(department: &Department) -> AnyView {
    if department.heads.is_empty() {
        return view! { <span class="chart-heads faint">{words().no_head}</span> }.into_any();
    }
    let names: Vec<String> = department.heads.iter().map(|head| head.name.clone()).collect();
    let rest = names.len().saturating_sub(SHOWN);
    let title = fill(words().heads, &[("names", &format::list(&names))]);
    let avatars = names.iter().take(SHOWN).cloned().map(|name| view! { <Avatar name/> }).collect_view();
    let shown = names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    let more = (rest > 0).then(|| fill(words().more_heads, &[("n", &format::number(rest as i64))]));
    view! {
        <span class="chart-heads" title=title>
            {avatars}
            <span class="clip">{shown} " " {more}</span>
        </span>
    }
    .into_any()
}

fn fold(
    chart: Chart,
    key: StoredValue<String>,
    department: Memo<Option<Department>>,
    open: bool,
    hidden: usize,
) -> impl IntoView + use<> {
    let name = department.with_untracked(|department| department.as_ref().map(|d| d.name.clone())).unwrap_or_default();
    let label = fill(if open { words().fold } else { words().unfold }, &[("name", &name)]);
    let below =
        chart.forest.with_untracked(|forest| key.with_value(|id| forest.at(id)).map_or(0, |at| forest.below(at).len()));
    let note = (hidden > 0).then(|| view! { <span>{count(&words().hidden, hidden as i64)}</span> });
    view! {
        <button
            type="button"
            class="chart-fold"
            tabindex="-1"
            aria-label=label.clone()
            title=label
            on:click=move |_| key.with_value(|id| {
                chart.fold(id, open);
                // The button is drawn anew, so the card gets the focus.
                chart.focus(id);
            })
        >
            {icon(if open { Icon::Minus } else { Icon::Plus })}
            {(!open).then(|| format::number(below as i64))}
            {note}
        </button>
    }
}
