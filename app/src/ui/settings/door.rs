//! The door number in short, with the way to where it is changed.

use super::words;
use crate::ui::kit::{Badge, CopyButton, LinkButton, Section, Tone};
use crate::ui::{may, session, w};
use leptos::prelude::*;
use model::permission::Permission;

/// Number, state, and a link to Joining.
#[component]
pub fn DoorLink() -> impl IntoView {
    let number = Signal::derive(|| {
        let number = session::me().organisation.door_number;
        match number.split_at_checked(4) {
            Some((head, tail)) if !tail.is_empty() => [head, tail].join("-"),
            _ => number,
        }
    });
    let state = || {
        if session::me().organisation.door_open {
            view! { <Badge tone=Tone::Good dot=true>{w().common.on}</Badge> }
        } else {
            view! { <Badge dot=true>{w().common.off}</Badge> }
        }
    };
    may(Permission::InvitationsRead).then(|| {
        view! {
            <Section title=words().door_number description=words().door_number_text>
                <div class="line">
                    <output class="settings-door">{number}</output>
                    <CopyButton text=number/>
                    {state}
                    <LinkButton href="/joining?tab=door">{words().door_manage}</LinkButton>
                    <LinkButton href="/joining?tab=links">{words().links_manage}</LinkButton>
                </div>
            </Section>
        }
    })
}
