//! Those who could inherit a seat, or why not.

use super::tree::Place;
use super::words;
use crate::api::seats;
use crate::ui::deed::{Deed, deed_in_place};
use crate::ui::kit::{Button, Choice, RadioGroup};
use crate::ui::load::{Loaded, Loader, load};
use crate::words::fill;
use leptos::prelude::*;
use model::SeatId;
use model::page::{Page, PageRequest};
use model::seat::{Successor, SuccessorQuery};

/// People shown at first, and added with each press of the button below them.
const STEP: u32 = 25;

/// An answer with what was asked, from which it goes on.
#[derive(Clone, PartialEq)]
struct Found {
    query: SuccessorQuery,
    page: Page<Successor>,
}

impl Found {
    /// What to ask for those who follow, if any do.
    fn next(&self) -> Option<SuccessorQuery> {
        let cursor = Some(self.page.next_cursor.clone()?);
        Some(SuccessorQuery { page: PageRequest { cursor, ..self.query.page.clone() }, ..self.query.clone() })
    }
}

/// Who is looked at, and who is chosen.
#[derive(Clone, Copy)]
pub struct People {
    /// The search.
    pub search: RwSignal<String>,
    /// The id of the chosen one; empty while nobody is.
    pub to: RwSignal<String>,
    place: Place,
    found: Loader<Found>,
    more: Deed<SuccessorQuery>,
}

impl People {
    /// Asks for those of the chosen department.
    pub fn new(seat: SeatId, place: Place) -> Self {
        let (search, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let ask = |query: SuccessorQuery| async move {
            seats::successors(query.clone()).await.map(|page| Found { query, page })
        };
        let found = load(
            move || SuccessorQuery {
                seat: seat.clone(),
                department: place.department.get(),
                search: search.get(),
                page: PageRequest { limit: STEP, ..PageRequest::default() },
            },
            ask,
        );
        let more = deed_in_place(ask, move |next: Found| {
            // Another department or search may have been chosen meanwhile.
            let follows = found.with_untracked(Found::next).flatten().is_some_and(|asked| asked == next.query);
            if follows {
                found.update(|found| {
                    found.page.items.extend(next.page.items);
                    found.page.next_cursor = next.page.next_cursor;
                });
            }
        });
        // Who is no longer in sight is no longer meant.
        Effect::new(move |before: Option<bool>| {
            let seen = found.with(|found| to.with(|to| found.page.items.iter().any(|one| one.member_id.0 == *to)));
            if before == Some(true) && seen == Some(false) {
                to.set(String::new());
            }
            seen.unwrap_or_default()
        });
        Self { search, to, place, found, more }
    }
    /// The name of the chosen one.
    pub fn chosen(self) -> Option<String> {
        let of = |found: &Found| {
            let chosen = self.to.with(|to| found.page.items.iter().find(|one| one.member_id.0 == *to));
            chosen.map(|one| one.name.clone())
        };
        self.found.with(of).flatten()
    }
}

/// The list to choose from. Belongs into the form.
#[component]
pub fn PeopleList(
    /// Who is looked at.
    people: People,
) -> impl IntoView {
    let People { search, to, place, found, more } = people;
    let label = move || match place.name() {
        Some(department) => fill(words().people_in, &[("department", &department)]),
        None => words().people.to_owned(),
    };
    let nobody = move || {
        let below = place.department.with(Option::is_some) && search.with(String::is_empty);
        if below { words().nobody_inside } else { words().nobody }
    };
    view! {
        <Loaded from=found let:known>
            <Show
                when=move || known.with(|known| !known.page.items.is_empty())
                fallback=move || view! { <p class="faint" role="status">{nobody}</p> }
            >
                <div
                    class="seat-people"
                    tabindex=move || known.with(|known| known.page.items.iter().all(|one| one.bar.is_some())).then_some("0")
                >
                    <RadioGroup
                        name="to"
                        label
                        value=to
                        options=Signal::derive(move || known.with(|known| known.page.items.iter().map(choice).collect::<Vec<_>>()))
                    />
                    <Show when=move || known.with(|known| known.page.next_cursor.is_some())>
                        <Button
                            small=true
                            busy=more.busy()
                            on_click=move || if let Some(next) = known.with_untracked(Found::next) { more.go(next) }
                        >
                            {words().show_more}
                        </Button>
                    </Show>
                </div>
            </Show>
        </Loaded>
    }
}

fn choice(one: &Successor) -> Choice {
    let choice = Choice::new(one.member_id.0.clone(), one.name.clone()).detail(one.department.clone());
    match one.bar {
        Some(bar) => choice.disabled(words().bar(bar)),
        None => choice,
    }
}
