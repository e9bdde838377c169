//! Deleting customers: the question with what will happen, why, and on what basis.

mod form;
mod impact;
mod outcome;

pub use outcome::left;

use super::deletion_words as words;
use crate::ui::count;
use crate::ui::kit::Dialog;
use form::DeleteForm;
use leptos::prelude::*;
use model::CustomerId;
use model::customer::CustomerQuery;
use model::deletion::LegalBasis;
use model::limits;

/// Who is to be deleted.
#[derive(Clone, PartialEq)]
pub enum Whom {
    /// These few.
    These(Vec<CustomerId>),
    /// All that this finds, and how many these are.
    All(CustomerQuery, i64),
}

impl Whom {
    fn count(&self) -> i64 {
        match self {
            Self::These(ids) => ids.len() as i64,
            Self::All(_, count) => *count,
        }
    }
    /// So many are looked at in the background first.
    pub fn is_many(&self) -> bool {
        !matches!(self, Self::These(ids) if ids.len() <= limits::BULK)
    }
}

/// The question in hand.
#[derive(Clone, Copy)]
pub struct Deleting {
    whom: RwSignal<Option<Whom>>,
    /// What the form begins with.
    basis: RwSignal<LegalBasis>,
    /// Called once any of them is deleted, or the review is at hand.
    done: Callback<()>,
}

impl Deleting {
    /// Nothing is being asked.
    pub fn new(done: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            whom: RwSignal::new(None),
            basis: RwSignal::new(LegalBasis::PiplPurpose),
            done: Callback::new(move |()| done()),
        }
    }
    /// Asks.
    pub fn ask(&self, whom: Whom) {
        self.ask_on(whom, LegalBasis::PiplPurpose);
    }
    /// Asks, with what the deletion rests on chosen already.
    pub fn ask_on(&self, whom: Whom, basis: LegalBasis) {
        self.basis.set(basis);
        self.whom.set(Some(whom));
    }
    fn close(&self) {
        self.whom.try_set(None);
    }
}

/// The dialog.
#[component]
pub fn DeleteDialog(deleting: Deleting) -> impl IntoView {
    let open = Signal::derive(move || deleting.whom.with(Option::is_some));
    let title = move || {
        let amount = deleting.whom.with(|whom| whom.as_ref().map(Whom::count)).unwrap_or_default();
        count(&words().delete_n, amount)
    };
    view! {
        <Dialog open on_close=move || deleting.close() title wide=true>
            {move || deleting.whom.get().map(|whom| view! { <DeleteForm deleting whom/> })}
        </Dialog>
    }
}
