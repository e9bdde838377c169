//! Adding, editing, tagging and merging, and the tags themselves: a module of its own, loaded when somebody first does one of these.

use super::deletion::Whom;
use super::edit::{CustomerForm, Whom as Edited};
use super::merging::MergeQuestion;
use super::tagging::TagForm;
use super::tags::TagsPage;
use crate::ui::kit::late;
use leptos::prelude::*;
use model::CustomerId;

/// A part that the list and the page of one show.
pub enum Part {
    /// The page of tags.
    Tags,
    /// What the drawer of one holds; with what closes it.
    Form(Edited, Callback<()>),
    /// What the dialog of tagging holds: who is meant, the signal that closes it, what follows.
    Tagging(Whom, RwSignal<Option<Whom>>, Callback<()>),
    /// What the dialog of merging holds, likewise.
    Merging(Vec<CustomerId>, RwSignal<Option<Vec<CustomerId>>>, Callback<CustomerId>),
}

/// The part, as soon as its module is there.
pub fn part(part: Part) -> AnyView {
    late(customer_upkeep(part))
}

#[lazy]
fn customer_upkeep(part: Part) -> AnyView {
    match part {
        Part::Tags => view! { <TagsPage/> }.into_any(),
        Part::Form(whom, close) => view! { <CustomerForm whom close/> }.into_any(),
        Part::Tagging(meant, whom, on_done) => view! { <TagForm meant whom on_done/> }.into_any(),
        Part::Merging(ids, merging, on_done) => view! { <MergeQuestion ids merging on_done/> }.into_any(),
    }
}
