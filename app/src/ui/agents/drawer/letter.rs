//! Where the newest letter to an agent stands, and another password.

use super::super::desk::{Desk, What};
use super::super::words;
use crate::ui::invite::delivery::delivery;
use crate::ui::kit::{Button, Icon, Section, Time};
use crate::ui::may;
use leptos::prelude::*;
use model::agent::AgentDetail;
use model::permission::Permission;

/// The section.
pub fn letter(detail: &AgentDetail, desk: Desk) -> AnyView {
    let mail = detail.mail.clone();
    let asked = mail.as_ref().map(|mail| mail.created_at).map(|at| view! { <span class="faint"><Time at/></span> });
    let address = mail.as_ref().map(|mail| mail.address.clone()).unwrap_or_default();
    let row = detail.row.clone();
    let acts = may(Permission::AgentsWrite) && row.kept_until.is_none();
    let own = row.own_account;
    let reset = acts.then(|| {
        let ask = move || desk.ask_one(What::Reset, row.clone());
        view! {
            <div class="line">
                <Button icon=Icon::Key disabled=Signal::stored(own) on_click=ask>{words().send_password}</Button>
            </div>
        }
    });
    view! {
        <Section title=words().letter>
            <div class="line">{delivery(mail.as_ref())} {asked}</div>
            <p class="soft">{address}</p>
            {own.then(|| view! { <p class="soft">{words().own_account}</p> })}
            {reset}
        </Section>
    }
    .into_any()
}
