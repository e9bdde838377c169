//! The columns of those who were invited.

use super::super::columns::departments;
use super::super::words;
use super::clock::left;
use super::rows::Row;
use crate::ui::invite::delivery::delivery;
use crate::ui::joining::channel::channel_icon;
use crate::ui::kit::{Column, Person, Time, TimeStyle, Tone, badge, icon};
use crate::ui::{format, w};
use leptos::prelude::*;
use model::Moment;
use model::invitation::InvitationState;
use model::invite::PersonalInvitation;
use model::member::MemberSort;

/// Every column, in order.
pub fn columns(now: Signal<Moment>) -> Vec<Column<Row>> {
    let c = w().common;
    vec![
        Column::new("name", c.name, |row: &Row| view! { <Person name=row.member.name.clone()/> })
            .width(170)
            .sort(MemberSort::Name.word()),
        Column::new("via", words().sent_via, |row: &Row| via(row)).width(200),
        Column::new("message", words().message, move |row: &Row| message(row, now)).width(210),
        Column::new("times", words().times, |row: &Row| {
            row.invitation.as_ref().map(|invitation| format::number(invitation.times))
        })
        .width(90)
        .numeric()
        .hideable(),
        Column::new("expires", words().expires, |row: &Row| row.invitation.as_ref().map(expires)).width(180),
        Column::new("by", words().invited_by, |row: &Row| {
            row.invitation.as_ref().map(|invitation| invitation.inviter.clone())
        })
        .width(130)
        .hideable(),
        Column::new("departments", c.departments, |row: &Row| departments(&row.member.departments))
            .width(180)
            .hideable(),
        Column::new("position", c.position, |row: &Row| row.member.position.clone()).width(130).hideable(),
        Column::new("work_number", c.work_number, |row: &Row| row.member.work_number.clone()).width(110).hidden(),
        Column::new("created", c.created, |row: &Row| view! { <Time at=row.member.created_at/> })
            .width(120)
            .sort(MemberSort::Newest.word())
            .hidden()
            .not_on_card(),
    ]
}

/// By which way and where to; of somebody who was never invited, what is known.
fn via(row: &Row) -> AnyView {
    let Some(invitation) = &row.invitation else {
        let known = row.member.email.clone().or_else(|| row.member.phone.clone());
        return view! {
            <span class="two-lines"><span class="faint">{words().never_invited}</span> <small>{known}</small></span>
        }
        .into_any();
    };
    let (channel, address) = (invitation.channel, invitation.address.clone());
    view! {
        <span class="two-lines">
            <span class="labelled">{icon(channel_icon(channel))} {w().common.channel(channel)}</span>
            <small title=address.clone()>{address.clone()}</small>
        </span>
    }
    .into_any()
}

fn message(row: &Row, now: Signal<Moment>) -> AnyView {
    let Some(invitation) = &row.invitation else { return ().into_any() };
    let state = delivery(invitation.delivery.as_ref());
    let wait = left(now, invitation.again_at);
    view! {
        {state}
        <small class="invited-clock">{move || wait.get()}</small>
    }
    .into_any()
}

fn expires(invitation: &PersonalInvitation) -> AnyView {
    if invitation.state != InvitationState::Active {
        return badge(Tone::Neutral, w().common.invitation_state(invitation.state));
    }
    invitation
        .expires_at
        .map(|at| view! { <span class="two-lines"><Time at/> <small><Time at style=TimeStyle::DateTime/></small></span> })
        .into_any()
}
