//! The invite dialog: a link with its QR code, the door number, single people. On a phone it fills the screen.

mod settings;

use super::door::DoorPanel;
use super::link_sheet::code_of;
use super::qr::CodePanel;
use super::words;
use crate::ui::invite::{self, Part, part};
use crate::ui::kit::{Button, Dialog, Icon, Tab, Tabs, icon};
use crate::ui::param::param;
use crate::ui::{session, w};
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::Invitation;

const LINK: &str = "link";
const DOOR: &str = "door";
const PEOPLE: &str = "people";
const CONTACTS: &str = "contacts";

/// The dialog.
#[component]
pub fn InviteDialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// Leaves it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let title = move || fill(words().invite_title, &[("organisation", &session::me().organisation.name)]);
    view! {
        <Dialog open on_close title wide=true>
            <Inside/>
        </Dialog>
    }
}

#[component]
fn Inside() -> impl IntoView {
    // The value of the parameter names the tab; any other opens the first one.
    let tab = RwSignal::new(untrack(|| param("invite").get()));
    let tabs = vec![
        Tab::new(LINK, words().tab_link_qr),
        Tab::new(DOOR, words().tab_door),
        Tab::new(PEOPLE, invite::words().tab_people),
        Tab::new(CONTACTS, invite::words().tab_contacts),
    ];
    let is_first = move || tab.with(|tab| ![DOOR, PEOPLE, CONTACTS].contains(&tab.as_str()));
    let people = Memo::new(move |seen: Option<&bool>| seen.is_some_and(|seen| *seen) || tab.with(|tab| tab == PEOPLE));
    let made = RwSignal::new(None::<Invitation>);
    view! {
        <div class="invite stack">
            <Tabs label=w().common.invite tabs=Signal::stored(tabs) current=tab on_change=move |id: String| tab.set(id)/>
            <div class="invite-panes" class:made=move || made.with(Option::is_some) hidden=move || !is_first()>
                <settings::Settings made/>
                <div class="invite-result" aria-live="polite">{move || result(made)}</div>
            </div>
            <Show when=move || tab.get() == DOOR>
                <div class="stack"><DoorPanel/></div>
            </Show>
            // Kept, so that what was typed is there after a look at another tab.
            <div class="invite-tab" hidden=move || tab.with(|tab| tab != PEOPLE)>
                <Show when=move || people.get()>{move || part(Part::People)}</Show>
            </div>
            <Show when=move || tab.get() == CONTACTS>
                <div class="invite-tab">{move || part(Part::Contacts)}</div>
            </Show>
        </div>
    }
}

fn result(made: RwSignal<Option<Invitation>>) -> AnyView {
    match made.get().as_ref().and_then(code_of) {
        Some(code) => view! {
            <CodePanel code/>
            <Button icon=Icon::Plus on_click=move || made.set(None)>{words().make_another}</Button>
        }
        .into_any(),
        None => view! {
            <div class="invite-blank faint">
                {icon(Icon::Qr)}
                <p>{words().qr_comes}</p>
            </div>
        }
        .into_any(),
    }
}
