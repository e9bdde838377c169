//! The columns of the member table.

use super::words;
use crate::ui::kit::{Badge, Column, Person, Pill, Time, Tone};
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::member::{MemberRow, MemberSort, Membership, Source};
use model::permission::Role;

/// Departments shown in a row; the rest is counted.
const SHOWN: usize = 2;

/// Every column, in order.
pub fn columns() -> Vec<Column<MemberRow>> {
    let words = w().common;
    vec![
        Column::new("name", words.name, |m: &MemberRow| view! { <Person name=m.name.clone()/> })
            .width(180)
            .sort(MemberSort::Name.word()),
        Column::new("departments", words.departments, |m: &MemberRow| departments(&m.departments))
            .width(210)
            .hideable(),
        Column::new("position", words.position, |m: &MemberRow| m.position.clone()).width(150).hideable(),
        Column::new("work_number", words.work_number, |m: &MemberRow| m.work_number.clone()).width(110).hideable(),
        Column::new("location", words.location, |m: &MemberRow| m.location.clone()).width(120).hideable().not_on_card(),
        Column::new("email", words.email, |m: &MemberRow| m.email.clone()).width(200).hideable(),
        Column::new("phone", words.phone, |m: &MemberRow| m.phone.clone()).width(140).hideable(),
        Column::new("role", words.role, |m: &MemberRow| role(m)).width(130).hideable(),
        Column::new("source", words.source, |m: &MemberRow| source(m.source)).width(110).hideable().not_on_card(),
        Column::new("created", words.created, |m: &MemberRow| view! { <Time at=m.created_at/> })
            .width(120)
            .sort(MemberSort::Newest.word())
            .hidden()
            .not_on_card(),
        Column::new("last_seen", words.last_seen, |m: &MemberRow| match m.last_seen_at {
            Some(at) => view! { <Time at/> }.into_any(),
            None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
        })
        .width(120)
        .hideable()
        .not_on_card(),
    ]
}

/// Departments as chips, the main one first.
pub fn departments(places: &[Membership]) -> AnyView {
    let all = places.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join(", ");
    let rest = places.len().saturating_sub(SHOWN);
    let pills = places.iter().take(SHOWN).map(|place| place.name.clone());
    view! {
        <span class="members-pills" title=all>
            {pills.map(|name| view! { <Pill>{name}</Pill> }).collect_view()}
            {(rest > 0).then(|| view! {
                <span class="faint">{fill(words().more_departments, &[("n", &rest.to_string())])}</span>
            })}
        </span>
    }
    .into_any()
}

/// A role; ordinary members need no badge.
fn role(member: &MemberRow) -> AnyView {
    let word = w().common.held_role(member.role, member.own_role.as_ref()).to_owned();
    match member.role {
        Role::Member if member.own_role.is_none() => view! { <span class="soft">{word}</span> }.into_any(),
        Role::SuperAdmin | Role::AccountAdmin => view! { <Badge tone=Tone::Info>{word}</Badge> }.into_any(),
        _ => view! { <Badge>{word}</Badge> }.into_any(),
    }
}

/// Where a member came from.
pub fn source(source: Source) -> AnyView {
    view! { <Badge>{labels().record_source(source)}</Badge> }.into_any()
}
