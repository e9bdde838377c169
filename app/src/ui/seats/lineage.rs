//! Through whose hands a seat went, in a drawer over the list.

use super::{tone, words};
use crate::api::seats;
use crate::ui::kit::{Banner, Drawer, Person, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::param::Param;
use crate::ui::{format, route};
use crate::words::fill;
use leptos::prelude::*;
use model::SeatId;
use model::seat::{Seat, SeatRange, SeatState};

/// The drawer; open while the URL names a seat.
#[component]
pub fn LineageDrawer(
    /// Names the seat.
    open: Param,
) -> impl IntoView {
    view! {
        <Drawer
            open=Signal::derive(move || open.some().is_some())
            on_close=move || open.push("")
            title=words().lineage
        >
            <Lineage open/>
        </Drawer>
    }
}

#[component]
fn Lineage(open: Param) -> impl IntoView {
    // Keeps the last id while the drawer closes: nothing is asked for without one.
    let id = Memo::new(move |old: Option<&String>| open.some().or_else(|| old.cloned()).unwrap_or_default());
    let changed = use_hint(&["seats", "members"]);
    let chain = load_one(move || (id.get(), changed.get()), |id| seats::lineage(SeatId(id)));
    view! {
        <Loaded from=chain let:chain>
            {move || chain.with(|chain| chain.first().map(what))}
            <ol class="seat-line">{move || chain.get().into_iter().map(hand).collect_view()}</ol>
        </Loaded>
    }
}

/// Which seat it is: the same for everybody who held it.
fn what(first: &Seat) -> AnyView {
    let said = [words().kind(first.kind), " · ", first.connection.as_str()].concat();
    view! { <p class="soft">{said}</p> }.into_any()
}

/// One who held it.
fn hand(seat: Seat) -> AnyView {
    let since = format::date_time(seat.since);
    let when = match seat.until {
        Some(until) => [since.as_str(), " – ", format::date_time(until).as_str()].concat(),
        None => fill(words().from_on, &[("from", &since)]),
    };
    let origin = match &seat.inherited_from {
        Some(before) => fill(words().came_from, &[("name", &before.name)]),
        None => words().first_holder.to_owned(),
    };
    let told = [origin, seat.range.map(reads).unwrap_or_default()].join(" ");
    let note = note(&seat).map(|text| view! { <Banner>{text}</Banner> });
    let href = route::member(&seat.holder_id);
    view! {
        <li class="stack tight">
            <div class="line apart">
                <a href=href><Person name=seat.holder detail=seat.department/></a>
                {badge(tone(seat.state), words().state(seat.state))}
            </div>
            <span>{when}</span>
            <span class="soft">{told}</span>
            {note}
        </li>
    }
    .into_any()
}

/// What is to be done so that the seat works.
fn note(seat: &Seat) -> Option<String> {
    let text = match seat.state {
        SeatState::Unlisted => words().unlisted_text,
        SeatState::Frozen => words().frozen_text,
        SeatState::Active | SeatState::Ended => return None,
    };
    Some(fill(text, &[("name", &seat.holder)]))
}

/// How much of the time before a successor may read.
pub fn reads(range: SeatRange) -> String {
    match range {
        SeatRange::Everything => words().reads_everything.to_owned(),
        SeatRange::Summary => words().reads_summary.to_owned(),
        SeatRange::From(from) => fill(words().reads_from, &[("date", &format::date(from))]),
    }
}
