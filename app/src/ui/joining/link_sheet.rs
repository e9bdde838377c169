//! One link: its QR code again, and what it was made with.

use super::links::{expiry, link_name, state_badge, uses};
use super::qr::{Code, CodePanel};
use super::words;
use crate::ui::kit::{Drawer, Fact, Facts, Time, TimeStyle};
use crate::ui::{session, w};
use leptos::prelude::*;
use model::invitation::{Channel, Invitation, InvitationState};
use model::join_rules::{JoinOutcome, JoinRules, judge};

/// The code of a link; nobody without the right to invite gets its address.
pub fn code_of(link: &Invitation) -> Option<Code> {
    let me = untrack(session::me);
    let organisation = me.organisation;
    Some(Code {
        picture: format!("/invitations/{}/qr", link.id),
        version: link.id.0.clone(),
        file: "invitation",
        url: link.url.clone()?,
        door: organisation.door_open.then_some(organisation.door_number),
        waits: judge(Channel::Link, Some(me.role), &JoinRules::default()).outcome != JoinOutcome::Joins,
    })
}

/// The sheet at the side.
#[component]
pub fn LinkSheet(
    /// The link, if one is open.
    link: Signal<Option<Invitation>>,
    /// Leaves it.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let open = Signal::derive(move || link.with(Option::is_some));
    let title = move || link.with(|link| link.as_ref().map(link_name)).unwrap_or_default();
    // Drawn anew only when the link itself changes.
    let shown = Memo::new(move |_| link.get());
    view! {
        <Drawer open on_close title>
            {move || shown.get().map(|link| view! { <Inside link/> })}
        </Drawer>
    }
}

#[component]
fn Inside(link: Invitation) -> impl IntoView {
    let works = link.state == InvitationState::Active;
    let code = code_of(&link).filter(|_| works || link.state == InvitationState::Paused);
    let (used, ends) = (uses(&link), expiry(&link));
    let role = w().common.held_role(link.role, link.own_role.as_ref()).to_owned();
    let Invitation { state, inviter, department, position, created_at, .. } = link;
    let department = department.map_or_else(|| "–".to_owned(), |(_, name)| name);
    let position = if position.is_empty() { "–".to_owned() } else { position };
    view! {
        {code.map(|code| view! { <CodePanel code/> })}
        <Facts>
            <Fact name=w().common.status>{state_badge(state)}</Fact>
            <Fact name=words().uses>{used}</Fact>
            <Fact name=words().expires>{ends}</Fact>
            <Fact name=words().made_by>{inviter}</Fact>
            <Fact name=w().common.created><Time at=created_at style=TimeStyle::DateTime/></Fact>
            <Fact name=w().common.department>{department}</Fact>
            <Fact name=w().common.position>{position}</Fact>
            <Fact name=w().common.role>{role}</Fact>
        </Facts>
    }
}
