//! The profile: every field, with a padlock and the reason where it belongs to the person or to a platform.

use super::columns::source;
use super::drawer::lock_of;
use super::place::Place;
use super::words;
use crate::ui::kit::{CopyButton, Fact, Facts, Pill, Time, TimeStyle};
use crate::ui::w;
use leptos::prelude::*;
use model::member::{MemberDetail, MemberField, Membership};

/// The profile.
#[component]
pub fn Profile(place: Place, detail: Signal<MemberDetail>) -> impl IntoView {
    move || facts(place, &detail.get())
}

fn facts(place: Place, detail: &MemberDetail) -> AnyView {
    let row = &detail.row;
    let plain = |field: MemberField, value: Option<String>| {
        let (name, locked) = (w().common.member_field(field), lock_of(detail, field));
        view! { <Fact name locked>{text(value)}</Fact> }
    };
    let copied = |field: MemberField, value: Option<String>| {
        let (name, locked) = (w().common.member_field(field), lock_of(detail, field));
        let copy = value.clone().map(|value| view! { <CopyButton text=Signal::stored(value)/> });
        view! { <Fact name locked><span class="line members-copy">{text(value)} {copy}</span></Fact> }
    };
    let manager = detail.manager.clone().map(|(id, name)| view! { <a href=place.member_link(&id)>{name}</a> });
    let manager = manager.map_or_else(|| text(None), IntoAny::into_any);
    let external = detail.external_id.clone().map(|id| view! {
        <Fact name=words().external_id>
            <span class="line members-copy"><span class="mono">{id.clone()}</span> <CopyButton text=Signal::stored(id)/></span>
        </Fact>
    });
    let connection = detail.connection.clone().map(|name| view! { <Fact name=words().connection>{name}</Fact> });
    let seen = match row.last_seen_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
    };
    let departments = row.departments.iter().map(|department| pill(place, department)).collect::<Vec<_>>();
    let departments =
        if departments.is_empty() { text(None) } else { view! { <span class="line">{departments}</span> }.into_any() };
    let personal = (
        plain(MemberField::Name, Some(row.name.clone())),
        copied(MemberField::Email, row.email.clone()),
        copied(MemberField::Phone, row.phone.clone()),
    );
    let work = (
        plain(MemberField::Position, Some(row.position.clone())),
        plain(MemberField::Location, Some(row.location.clone())),
        plain(MemberField::WorkNumber, Some(row.work_number.clone())),
    );
    let (in_departments, under) = (lock_of(detail, MemberField::Departments), lock_of(detail, MemberField::Manager));
    let (from, created) = (source(row.source), row.created_at);
    view! {
        <Facts>
            {personal}
            <Fact name=w().common.departments locked=in_departments>{departments}</Fact>
            {work}
            <Fact name=w().common.manager locked=under>{manager}</Fact>
            <Fact name=w().common.source>{from}</Fact>
            {external}
            {connection}
            <Fact name=words().joined><Time at=created style=TimeStyle::Date/></Fact>
            <Fact name=w().common.last_seen>{seen}</Fact>
        </Facts>
    }
    .into_any()
}

fn text(value: Option<String>) -> AnyView {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => value.into_any(),
        None => view! { <span class="faint">{w().common.not_set}</span> }.into_any(),
    }
}

fn pill(place: Place, department: &Membership) -> AnyView {
    let href = place.department.link(department.department_id.as_str());
    let (name, main) = (department.name.clone(), department.main);
    let title = main.then_some(words().main_department);
    view! { <span title=title class:members-main=main><Pill href>{name}</Pill></span> }.into_any()
}
