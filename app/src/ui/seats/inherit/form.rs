//! The organisation on the left, its people on the right; what they may read, and the button.

use super::people::{People, PeopleList};
use super::range::{Range, RangeFields, sentence};
use super::tree::{Place, PlaceTree};
use super::words;
use crate::api::seats;
use crate::ui::deed::deed;
use crate::ui::kit::{Form, FormActions, SearchBox, toast};
use crate::ui::live::touch;
use crate::ui::seats::put_back::put_back;
use crate::words::fill;
use leptos::prelude::*;
use model::problem::Fault;
use model::seat::{InheritSeat, Inherited, Seat};
use model::{MemberId, Problem};

/// The form.
#[component]
pub fn InheritForm(
    /// The seat that passes on.
    seat: Seat,
    /// Set when it has.
    done: RwSignal<Option<Inherited>>,
    /// Leaves.
    on_close: Callback<()>,
) -> impl IntoView {
    let place = Place::new();
    let people = People::new(seat.id.clone(), place);
    let range = Range::of(None);
    let (id, from) = (StoredValue::new(seat.id), StoredValue::new(seat.holder.clone()));
    let inherit = deed(seats::inherit, move |inherited: Inherited| {
        touch(&["seats", "changes"]);
        told(&seat.holder, inherited.clone(), done, on_close);
        done.try_set(Some(inherited));
    });
    let submit = move || {
        let to = people.to.get_untracked();
        let chosen = if to.is_empty() { Err(Problem::field("to", Fault::Missing)) } else { Ok(MemberId(to)) };
        match chosen.and_then(|to| untrack(|| range.get()).map(|range| (to, range))) {
            Ok((to, range)) => inherit.go(InheritSeat { id: id.get_value(), to, range }),
            Err(problem) => inherit.set_problem(Some(problem)),
        }
    };
    let says = move || match (people.chosen(), range.get()) {
        (Some(to), Ok(range)) => from.with_value(|from| sentence(from, &to, range)),
        (None, _) => words().nobody_chosen.to_owned(),
        (Some(_), Err(_)) => String::new(),
    };
    let search = people.search;
    view! {
        <div class="seat-choice">
            <PlaceTree place/>
            <div class="stack">
                <SearchBox
                    label=words().search_people
                    value=search
                    on_search=move |text: String| search.set(text)
                    minor=true
                />
                <Form on_submit=submit problem=inherit.problem()>
                    <PeopleList people/>
                    <RangeFields range/>
                    <p class="seat-says" aria-live="polite">{says}</p>
                    <FormActions label=words().submit busy=inherit.busy() on_cancel=move || on_close.run(())/>
                </Form>
            </div>
        </div>
    }
}

/// Says who has the seat now, with the way back. What is left to do is not shown any longer once it is taken.
fn told(from: &str, inherited: Inherited, done: RwSignal<Option<Inherited>>, on_close: Callback<()>) {
    let said = fill(words().inherited, &[("from", from), ("to", &inherited.seat.holder)]);
    let (set, from) = (inherited.set, from.to_owned());
    toast::undo(said, move || {
        let shown = done.try_with_untracked(|done| done.as_ref().is_some_and(|done| done.set == set));
        if shown == Some(true) {
            on_close.run(());
        }
        put_back(set.clone(), from.clone());
    });
}
