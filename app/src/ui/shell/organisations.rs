//! Which organisation one works in.

use crate::api::organisation;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Icon, Menu, MenuItem, icon};
use crate::ui::{dom, session, w};
use crate::words::fill;
use leptos::prelude::*;
use model::OrganisationId;

/// The organisation's name; a menu where the person belongs to several.
#[component]
pub fn OrganisationSwitch() -> impl IntoView {
    let switch = deed_in_place(
        |to: OrganisationId| organisation::switch_organisation(to),
        |_| {
            // Everything on screen belongs to the former organisation.
            dom::leave("/");
        },
    );
    let name = || session::me().organisation.name;
    let several = || session::me().organisations.len() > 1 || !session::me().invitations.is_empty();
    let items = move || {
        let me = session::me();
        let item = |(id, name): (OrganisationId, String)| {
            let here = id == me.organisation.id;
            MenuItem::new(name, move || {
                if !here {
                    switch.go(id.clone())
                }
            })
            .checked(here)
        };
        let invited = me.invitations.clone().into_iter().enumerate().map(|(at, inviting)| {
            let item =
                MenuItem::new(fill(w().shell.invited_to, &[("organisation", &inviting.organisation)]), move || {
                    dom::leave(&inviting.url);
                });
            if at == 0 { item.icon(Icon::Mail).line_before() } else { item.icon(Icon::Mail) }
        });
        me.organisations.clone().into_iter().map(item).chain(invited).collect()
    };
    move || {
        if several() {
            let trigger = move || view! { {icon(Icon::Building)} <span>{name}</span> {icon(Icon::Down)} };
            view! { <Menu label=w().shell.switch_organisation items trigger class="button ghost organisation"/> }
                .into_any()
        } else {
            view! { <span class="organisation">{icon(Icon::Building)} <span>{name}</span></span> }.into_any()
        }
    }
}
