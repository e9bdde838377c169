//! Inviting single people, wherever one does it: by e-mail, by text message, from contacts. Shared by Joining, Members and Home,
//! and a module of its own, loaded when somebody first invites: the start page shall not bring it along.

mod chip;
mod chips;
mod common;
mod contacts;
mod crowd;
pub mod delivery;
mod dialog;
mod one;
mod people;
mod results;
mod settled;
mod verdict;
mod ways;

use super::kit::{Choice, late};
use super::language;
use crate::words::delivery::DeliveryWords;
use crate::words::inviting::InvitingWords;
use leptos::prelude::*;

/// A part that other screens show.
pub enum Part {
    /// Many at once, by address: what a tab holds.
    People,
    /// From contacts: what a tab holds.
    Contacts,
    /// Both in a dialog.
    Dialog(RwSignal<bool>),
    /// One person: what a drawer holds. With the department to begin with, and what leaves the drawer.
    One(Option<Choice>, Callback<()>),
}

/// The part, as soon as its module is there.
pub fn part(part: Part) -> AnyView {
    late(inviting(part))
}

#[lazy]
fn inviting(part: Part) -> AnyView {
    match part {
        Part::People => view! { <people::InvitePeople/> }.into_any(),
        Part::Contacts => view! { <contacts::InviteContacts/> }.into_any(),
        Part::Dialog(open) => view! { <dialog::InviteDialog open/> }.into_any(),
        Part::One(department, close) => view! { <one::InviteOne department close/> }.into_any(),
    }
}

/// What inviting says.
pub fn words() -> &'static InvitingWords {
    InvitingWords::get(language())
}

/// What states, reasons, verdicts and ways out are called.
pub fn delivery_words() -> &'static DeliveryWords {
    DeliveryWords::get(language())
}
