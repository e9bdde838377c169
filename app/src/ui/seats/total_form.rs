//! Writing down how many seats were bought.

use super::words;
use crate::api::seats;
use crate::ui::deed::deed;
use crate::ui::kit::{Dialog, Form, FormActions, TextField, TextKind, toast};
use crate::ui::load::Loader;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::Problem;
use model::problem::Fault;
use model::seat::{SaveSeatTotal, SeatTotal};

/// The dialog; open while an edition is being edited.
#[component]
pub fn TotalDialog(
    /// All of them, set to what the server answers.
    totals: Loader<Vec<SeatTotal>>,
    /// Which of them.
    editing: RwSignal<Option<SeatTotal>>,
) -> impl IntoView {
    let open = Signal::derive(move || editing.with(Option::is_some));
    let title = move || {
        let edition = editing.with(|one| one.as_ref().map(|one| words().kind(one.kind)));
        fill(words().total_of, &[("edition", edition.unwrap_or_default())])
    };
    view! {
        <Dialog open on_close=move || editing.set(None) title>
            {move || editing.get().map(|one| view! { <TotalForm totals editing one/> })}
        </Dialog>
    }
}

#[component]
fn TotalForm(totals: Loader<Vec<SeatTotal>>, editing: RwSignal<Option<SeatTotal>>, one: SeatTotal) -> impl IntoView {
    let typed = RwSignal::new(one.total.map(|total| total.to_string()).unwrap_or_default());
    let save = deed(seats::save_total, move |now: Vec<SeatTotal>| {
        totals.set(now);
        editing.try_set(None);
        toast::done(w().common.saved);
    });
    let wish = StoredValue::new(SaveSeatTotal { connection: one.connection_id, kind: one.kind, total: None });
    let submit = move || {
        let text = typed.get_untracked();
        let total = match text.trim() {
            "" => Ok(None),
            number => number.parse().map(Some).map_err(|_| Problem::field("total", Fault::Malformed)),
        };
        match total.and_then(|total| SaveSeatTotal { total, ..wish.get_value() }.check()) {
            Ok(wish) => save.go(wish),
            Err(problem) => save.set_problem(Some(problem)),
        }
    };
    view! {
        <Form on_submit=submit problem=save.problem()>
            <p class="soft">{one.connection}</p>
            <TextField
                name="total"
                label=words().total
                value=typed
                kind=TextKind::Number
                hint=words().total_hint
                max=8
                autofocus=true
            />
            <FormActions label=w().common.save busy=save.busy() on_cancel=move || editing.set(None)/>
        </Form>
    }
}
