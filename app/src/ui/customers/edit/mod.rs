//! Adding a customer, and editing one.

mod draft;
mod form;

use super::edit_words as words;
use crate::ui::kit::Drawer;
use form::CustomerForm;
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
            {move || editing.get().map(|whom| view! { <CustomerForm whom close=Callback::new(move |()| close())/> })}
        </Drawer>
    }
}
