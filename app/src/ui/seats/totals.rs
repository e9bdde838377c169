//! How many seats of each edition are held, and how many there are.

use super::page::are_several;
use super::words;
use crate::ui::kit::{Badge, Button, ButtonKind, Section, Tone};
use crate::ui::{format, may};
use crate::words::fill;
use leptos::prelude::*;
use model::permission::Permission;
use model::seat::SeatTotal;

/// A card an edition and connection; nothing before the first seat.
#[component]
pub fn Totals(
    /// All of them.
    totals: Signal<Vec<SeatTotal>>,
    /// Set to the one whose total is to be typed.
    editing: RwSignal<Option<SeatTotal>>,
) -> impl IntoView {
    let any = Memo::new(move |_| totals.with(|all| !all.is_empty()));
    let cards = move || {
        let all = totals.get();
        let several = are_several(&all);
        all.into_iter().map(|one| card(one, several, editing)).collect_view()
    };
    view! {
        <Show when=move || any.get()>
            <Section title=words().totals>
                <ul class="seat-totals">{cards}</ul>
            </Section>
        </Show>
    }
}

fn card(one: SeatTotal, several: bool, editing: RwSignal<Option<SeatTotal>>) -> AnyView {
    let edition = words().kind(one.kind);
    let name = if several { [edition, " · ", one.connection.as_str()].concat() } else { edition.to_owned() };
    let used = format::number(one.used);
    let said = match one.total {
        Some(total) => fill(words().used_of, &[("used", &used), ("total", &format::number(total))]),
        None => fill(words().used, &[("used", &used)]),
    };
    let over = one.total.is_some_and(|total| one.used > total);
    let note = match one.total {
        None => view! { <p class="faint">{words().total_unknown}</p> }.into_any(),
        Some(_) if over => view! { <Badge tone=Tone::Warning>{words().too_many}</Badge> }.into_any(),
        Some(_) => ().into_any(),
    };
    let verb = if one.total.is_some() { words().change_total } else { words().set_total };
    let bar = one.total.map(|total| bar(&name, &said, (one.used, total)));
    let title = fill(words().total_of, &[("edition", &name)]);
    let button = may(Permission::SeatsInherit).then(|| {
        view! {
            <Button kind=ButtonKind::Ghost small=true title on_click=move || editing.set(Some(one.clone()))>{verb}</Button>
        }
    });
    view! {
        <li class="card stack tight">
            <div class="line apart"><strong>{name}</strong> {button}</div>
            <span class="soft">{said}</span>
            {bar}
            {note}
        </li>
    }
    .into_any()
}

/// The bar; the words beside it say the same.
fn bar(name: &str, said: &str, (used, total): (i64, i64)) -> AnyView {
    let share = (used.min(total) * 100).checked_div(total).unwrap_or(100);
    let over = used > total;
    let width = [share.to_string().as_str(), "%"].concat();
    view! {
        <div
            class="seat-bar"
            class:over=over
            role="meter"
            aria-label=name.to_owned()
            aria-valuemin="0"
            aria-valuemax=total.max(used).to_string()
            aria-valuenow=used.to_string()
            aria-valuetext=said.to_owned()
        >
            <span style:width=width></span>
        </div>
    }
    .into_any()
}
