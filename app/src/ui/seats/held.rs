//! The seats of one member, for his drawer.

use super::{tone, words};
use crate::api::seats;
use crate::ui::kit::{Fact, badge};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load_one};
use crate::ui::{format, may, route};
use crate::words::fill;
use leptos::prelude::*;
use model::MemberId;
use model::page::PageRequest;
use model::permission::Permission;
use model::seat::{Seat, SeatQuery};

/// More than one of each edition and connection is history, which the page of seats shows.
const SHOWN: u32 = 10;

/// Asks for them; for nothing where the viewer may not see seats.
pub fn load_held(member: Memo<MemberId>) -> Loader<Vec<Seat>> {
    let changed = use_hint(&["seats"]);
    load_one(
        move || (member.get(), changed.get()),
        |member| async move {
            if !may(Permission::SeatsRead) {
                return Ok(Vec::new());
            }
            let page = PageRequest { limit: SHOWN, ..PageRequest::default() };
            let query = SeatQuery { member: Some(member), ended: true, page, ..SeatQuery::default() };
            seats::list(query).await.map(|page| page.items)
        },
    )
}

/// A line a seat, each leading to its lineage.
pub fn held(seats: &[Seat]) -> Option<AnyView> {
    let lines = seats.iter().map(line).collect_view();
    (!seats.is_empty())
        .then(|| view! { <Fact name=words().seats><span class="stack tight">{lines}</span></Fact> }.into_any())
}

fn line(seat: &Seat) -> AnyView {
    let since = fill(words().from_on, &[("from", &format::date(seat.since))]);
    let (href, edition) = (route::seat(&seat.id), words().kind(seat.kind));
    view! {
        <span class="line">
            <a href=href>{edition}</a>
            <span class="soft">{since}</span>
            {badge(tone(seat.state), words().state(seat.state))}
        </span>
    }
    .into_any()
}
