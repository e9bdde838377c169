//! The door number: eight characters that anyone may type, its QR code, the switch, and a new one.

use super::qr::{Code, CodePanel, grouped};
use super::words;
use crate::api::{invitations, join_rules};
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{Badge, Banner, BannerKind, Button, ButtonKind, Confirm, CopyButton, Icon, Switch, Tone, toast};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load};
use crate::ui::{may, session, w};
use leptos::prelude::*;
use model::invitation::{Channel, Door};
use model::join_rules::{JoinOutcome, JoinRules, judge};
use model::permission::Permission;

/// The tab *Door number*.
#[component]
pub fn DoorTab() -> impl IntoView {
    view! { <div class="card door-card"><DoorPanel/></div> }
}

/// The door number with everything that is done with it; also in the invite dialog.
#[component]
pub fn DoorPanel() -> impl IntoView {
    let changed = use_hint(&["invitations", "organisation"]);
    let door = load(move || changed.get(), |_| invitations::door());
    let ruled = use_hint(&["joins"]);
    let join_rules = load(move || ruled.get(), |_| join_rules::get());
    let closed = move || {
        let outcome = join_rules.with(|rules| judge(Channel::Door, None, rules).outcome);
        (outcome == Some(JoinOutcome::Refused))
            .then(|| view! { <Banner kind=BannerKind::Warning>{words().door_is_closed}</Banner> })
    };
    let writes = may(Permission::InvitationsWrite);
    // One who looks after some departments may hand it out, not change it for everybody.
    let rules = writes && !untrack(session::me).scoped;
    view! {
        <Loaded from=door let:shown>
            <p class="soft">{words().door_intro}</p>
            {closed}
            <Number door=shown/>
            {rules.then(|| view! { <Rules door loaded=shown/> })}
            {move || {
                let door = shown.get();
                match (door.open, writes) {
                    (false, _) => view! { <Banner kind=BannerKind::Warning>{words().door_is_off}</Banner> }.into_any(),
                    (true, true) => view! { <CodePanel code=code_of(&door)/> }.into_any(),
                    (true, false) => ().into_any(),
                }
            }}
        </Loaded>
    }
}

fn code_of(door: &Door) -> Code {
    Code {
        picture: "/door/qr".to_owned(),
        version: door.number.clone(),
        file: "door-number",
        url: door.url.clone(),
        door: Some(door.number.clone()),
        waits: judge(Channel::Door, None, &JoinRules::default()).outcome != JoinOutcome::Joins,
    }
}

#[component]
fn Number(door: Signal<Door>) -> impl IntoView {
    let number = Signal::derive(move || door.with(|door| grouped(&door.number)));
    let state = move || {
        if door.with(|door| door.open) {
            view! { <Badge tone=Tone::Good dot=true>{w().common.on}</Badge> }
        } else {
            view! { <Badge dot=true>{w().common.off}</Badge> }
        }
    };
    view! {
        <div class="line">
            <output class="door-number" class:off=move || !door.with(|door| door.open)>{number}</output>
            <CopyButton text=number/>
            {state}
        </div>
    }
}

#[component]
fn Rules(door: Loader<Door>, loaded: Signal<Door>) -> impl IntoView {
    let follow = move |new: Door| {
        session::update(|me| {
            me.organisation.door_number.clone_from(&new.number);
            me.organisation.door_open = new.open;
        });
        door.set(new);
    };
    let open = deed_in_place(invitations::set_door_open, move |new| {
        toast::done(w().common.saved);
        follow(new);
    });
    let asked = RwSignal::new(false);
    let reset = deed(
        |()| invitations::reset_door(),
        move |new| {
            asked.set(false);
            toast::done(words().door_is_new);
            follow(new);
        },
    );
    let counts = move || loaded.with(|door| grouped(&door.number));
    view! {
        <div class="line apart">
            <Switch
                label=words().door_switch
                checked=Signal::derive(move || loaded.with(|door| door.open))
                disabled=open.busy()
                on_change=move |on| open.go(on)
            />
            <Button
                kind=ButtonKind::Danger
                icon=Icon::Refresh
                on_click=move || {
                    reset.set_problem(None);
                    asked.set(true);
                }
            >
                {words().door_reset}
            </Button>
        </div>
        <Confirm
            open=asked
            title=words().door_reset_title
            counts
            consequence=words().door_reset_consequence
            way_back=words().door_reset_way_back
            confirm=words().door_reset
            busy=reset.busy()
            problem=reset.problem()
            on_confirm=move || reset.go(())
        />
    }
}
