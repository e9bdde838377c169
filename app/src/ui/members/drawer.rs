//! One member, in a drawer over the list: profile, what he holds, role, access, history.

use super::member_access::Access;
use super::member_edit::EditProfile;
use super::member_holds::Holds;
use super::member_profile::Profile;
use super::member_role::RoleSection;
use super::place::Place;
use super::step::Asked;
use super::words;
use crate::api::members;
use crate::ui::history::HistoryList;
use crate::ui::kit::{Avatar, Badge, Button, Drawer, Icon, Section, Tone, late};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::{labels, may, w};
use leptos::prelude::*;
use model::MemberId;
use model::member::{MemberDetail, MemberField, Status};
use model::permission::Permission;

/// The drawer; open while the URL names a member.
#[component]
pub fn MemberDrawer(place: Place, asked: Asked) -> impl IntoView {
    view! {
        <Drawer
            open=Signal::derive(move || place.open.some().is_some())
            on_close=move || place.open.push("")
            title=labels().subject_member
        >
            {late(member_drawer(place, asked))}
        </Drawer>
    }
}

/// A module of its own, loaded when somebody is first opened.
#[lazy]
fn member_drawer(place: Place, asked: Asked) -> AnyView {
    view! { <Body place asked/> }.into_any()
}

#[component]
fn Body(place: Place, asked: Asked) -> impl IntoView {
    // Keeps the last id while the drawer closes: nothing is asked for without one.
    let id = Memo::new(move |old: Option<&String>| place.open.some().or_else(|| old.cloned()).unwrap_or_default());
    let changed = use_hint(&["members", "departments", "customers"]);
    let member = load_one(move || (id.get(), changed.get()), |id| members::get(MemberId(id)));
    view! {
        <Loaded from=member let:detail>
            <Details place asked member detail/>
        </Loaded>
    }
}

#[component]
fn Details(place: Place, asked: Asked, member: Loader<MemberDetail>, detail: Signal<MemberDetail>) -> impl IntoView {
    let editing = RwSignal::new(false);
    let may_edit = may(Permission::MembersWrite);
    let edit =
        move || {
            (may_edit && !editing.get()).then(|| view! {
            <Button small=true icon=Icon::Edit on_click=move || editing.set(true)>{words().edit_profile}</Button>
        })
        };
    view! {
        {move || head(&detail.get())}
        <Section title=words().profile actions=move || view! { {edit} }>
            {move || if editing.get() {
                view! { <EditProfile member detail editing/> }.into_any()
            } else {
                view! { <Profile place detail/> }.into_any()
            }}
        </Section>
        <Holds detail/>
        <RoleSection member detail roles=place.roles/>
        <Access asked detail/>
        {may(Permission::AuditRead).then(|| {
            let history = Memo::new(move |_| detail.with(|detail| detail.history.clone()));
            view! {
                <Section title=words().history>
                    {move || view! { <HistoryList entries=history.get()/> }}
                </Section>
            }
        })}
    }
}

fn head(detail: &MemberDetail) -> impl IntoView + use<> {
    let row = &detail.row;
    let (name, position, status) = (row.name.clone(), row.position.clone(), row.status);
    view! {
        <div class="line members-head">
            <Avatar name=name.clone() large=true/>
            <div class="members-head-text">
                <strong>{name}</strong>
                {(!position.is_empty()).then(|| view! { <span class="soft">{position}</span> })}
            </div>
            <Badge tone=tone(status)>{w().common.member_status(status)}</Badge>
        </div>
    }
}

/// What a status means.
pub const fn tone(status: Status) -> Tone {
    match status {
        Status::Active => Tone::Good,
        Status::Pending => Tone::Info,
        Status::Suspended => Tone::Warning,
        Status::Rejected => Tone::Bad,
        Status::Invited | Status::Terminated => Tone::Neutral,
    }
}

/// Why a field cannot be edited, if it cannot.
pub fn lock_of(detail: &MemberDetail, field: MemberField) -> Option<String> {
    let lock = detail.locks.iter().find(|(known, _)| *known == field).map(|(_, lock)| *lock)?;
    Some(labels().lock(lock).to_owned())
}
