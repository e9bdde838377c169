//! The dialog of those who invite and nothing else: e-mail and phone, and contacts.

use super::contacts::InviteContacts;
use super::people::InvitePeople;
use super::words;
use crate::ui::kit::{Dialog, Tab, Tabs};
use crate::ui::{session, w};
use crate::words::fill;
use leptos::prelude::*;

const PEOPLE: &str = "people";
const CONTACTS: &str = "contacts";

/// The dialog; what was typed in one tab is still there after a look at the other.
#[component]
pub fn InviteDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = move || fill(words().title, &[("organisation", &session::me().organisation.name)]);
    view! {
        <Dialog open on_close=move || open.set(false) title wide=true>
            <Inside/>
        </Dialog>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let tab = RwSignal::new(PEOPLE.to_owned());
    let tabs = vec![Tab::new(PEOPLE, words().tab_people), Tab::new(CONTACTS, words().tab_contacts)];
    view! {
        <div class="invite stack">
            <Tabs label=w().common.invite tabs=Signal::stored(tabs) current=tab on_change=move |id: String| tab.set(id)/>
            <div class="invite-tab" hidden=move || tab.with(|tab| tab != PEOPLE)><InvitePeople/></div>
            <div class="invite-tab" hidden=move || tab.with(|tab| tab != CONTACTS)><InviteContacts/></div>
        </div>
    }
}
