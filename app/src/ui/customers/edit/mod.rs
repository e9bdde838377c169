//! Adding a customer, and editing one.

mod draft;
mod form;

pub use form::CustomerForm;

use super::edit_words as words;
use super::upkeep::{Part, part};
use crate::ui::kit::Drawer;
use leptos::prelude::*;
use model::customer::CustomerDetail;

/// What the drawer is about.
#[derive(Clone, PartialEq)]
pub enum Whom {
    /// Somebody new.
    New,
    /// Somebody who is here.
    Known(Box<CustomerDetail>),
}

/// The drawer with the form.
#[component]
pub fn CustomerDrawer(
    /// Whom it is about, while it is open.
    editing: RwSignal<Option<Whom>>,
) -> impl IntoView {
    let open = Signal::derive(move || editing.with(Option::is_some));
    let title = move || match editing.with(|whom| matches!(whom, Some(Whom::Known(_)))) {
        true => words().edit,
        false => words().add,
    };
    let close = move || {
        editing.try_set(None);
    };
    view! {
        <Drawer open on_close=close title>
            {move || editing.get().map(|whom| part(Part::Form(whom, Callback::new(move |()| close()))))}
        </Drawer>
    }
}
