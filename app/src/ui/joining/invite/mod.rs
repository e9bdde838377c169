//! The invite dialog: a link with its QR code, or the door number. On a phone it fills the screen.

mod settings;

use super::door::DoorPanel;
use super::link_sheet::code_of;
use super::qr::CodePanel;
use super::words;
use crate::ui::kit::{Button, Dialog, Icon, Tab, Tabs, icon};
use crate::ui::{session, w};
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::Invitation;

const LINK: &str = "link";
const DOOR: &str = "door";

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
    let tab = RwSignal::new(LINK.to_owned());
    let tabs = vec![Tab::new(LINK, words().tab_link_qr), Tab::new(DOOR, words().tab_door)];
    let made = RwSignal::new(None::<Invitation>);
    view! {
        <div class="invite stack">
            <Tabs label=w().common.invite tabs=Signal::stored(tabs) current=tab on_change=move |id: String| tab.set(id)/>
            <div class="invite-panes" class:made=move || made.with(Option::is_some) hidden=move || tab.get() != LINK>
                <settings::Settings made/>
                <div class="invite-result" aria-live="polite">{move || result(made)}</div>
            </div>
            <Show when=move || tab.get() == DOOR>
                <div class="stack"><DoorPanel/></div>
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
