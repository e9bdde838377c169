//! Having somebody carry on with a seat: who, what he may read of the time before, and what is left to do then.

mod afterwards;
mod follow_up;
mod form;
mod people;
mod range;
mod tree;

pub use range::{Range, RangeFields};

use super::words;
use crate::ui::kit::Dialog;
use crate::words::fill;
use afterwards::Afterwards;
use form::InheritForm;
use leptos::prelude::*;
use model::seat::{Inherited, Seat};

/// The dialog; open while a seat is to be inherited, and until whoever did it has read what is left to do.
#[component]
pub fn InheritDialog(
    /// The seat.
    inheriting: RwSignal<Option<Seat>>,
) -> impl IntoView {
    let done = RwSignal::new(None::<Inherited>);
    // Made here and not with the form: the message with *Undo* outlives it.
    let on_close = Callback::new(move |()| {
        inheriting.try_set(None);
        done.try_set(None);
    });
    let open = Signal::derive(move || inheriting.with(Option::is_some));
    let title = move || {
        let from = inheriting.with(|seat| seat.as_ref().map(|seat| seat.holder.clone())).unwrap_or_default();
        match done.with(|done| done.as_ref().map(|done| done.seat.holder.clone())) {
            Some(to) => fill(words().inherited, &[("from", &from), ("to", &to)]),
            None => fill(words().inherit_title, &[("name", &from)]),
        }
    };
    let body = move || {
        let seat = inheriting.get()?;
        Some(match done.get() {
            Some(inherited) => view! { <Afterwards inherited on_close/> }.into_any(),
            None => view! { <InheritForm seat done on_close/> }.into_any(),
        })
    };
    view! { <Dialog open on_close title wide=true>{body}</Dialog> }
}
