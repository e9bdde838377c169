//! Who it is, how he is, whether he may sign in; and what can be done.

use super::super::bin::days_left;
use super::super::columns::{access, by};
use super::super::desk::{Desk, What, Whom};
use super::super::place::{Place, REPLACE, open_agent};
use super::super::said::{self, values};
use super::super::words;
use crate::ui::kit::{Avatar, Banner, BannerKind, Button, ButtonKind, Icon};
use crate::ui::{may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::agent::{AgentDetail, AgentRow, ForcedOffline, LiveWork};
use model::permission::Permission;

/// The head of the drawer.
pub fn head(detail: &AgentDetail, desk: Desk, place: Place) -> AnyView {
    let row = &detail.row;
    let (name, nickname) = (row.name.clone(), row.nickname.clone());
    let is_gone = row.kept_until.is_some();
    let state = (!is_gone).then(|| {
        view! { <div class="line">{said::state(row.state, row.state_since, place.now)} {access(row.forced.as_ref())}</div> }
    });
    view! {
        <div class="line members-head">
            <Avatar name=name.clone() large=true/>
            <div class="members-head-text">
                <strong>{name}</strong>
                {(!nickname.is_empty()).then(|| view! { <span class="soft">{nickname}</span> })}
            </div>
        </div>
        {state}
        {row.forced.as_ref().filter(|_| !is_gone).map(forced)}
        {if is_gone { gone(detail, desk) } else { actions(row, desk) }}
    }
    .into_any()
}

/// Why he may not sign in, and what becomes of his customers.
fn forced(forced: &ForcedOffline) -> AnyView {
    let (by, reason) = (by(forced), forced.reason.clone());
    let work = match (&forced.group, forced.work) {
        (Some(group), LiveWork::HandOver) => fill(words().handed_to, &[("group", group)]),
        _ => values().live_work(forced.work).to_owned(),
    };
    view! {
        <Banner kind=BannerKind::Warning>
            <p>{by}</p>
            <p>{w().common.reason} ": " {reason}</p>
            <p>{words().live_work} ": " {work}</p>
        </Banner>
    }
    .into_any()
}

fn actions(row: &AgentRow, desk: Desk) -> AnyView {
    let asks = |what: What| {
        let row = row.clone();
        move || desk.ask_one(what, row.clone())
    };
    let access = may(Permission::AgentsAccess).then(|| match row.forced {
        Some(_) => {
            let row = row.clone();
            let resume = move || desk.resume_one(&row);
            view! {
                <Button kind=ButtonKind::Primary icon=Icon::Play busy=desk.resume.busy() on_click=resume>
                    {words().resume_online}
                </Button>
            }
            .into_any()
        }
        None => {
            view! { <Button icon=Icon::Stop on_click=asks(What::Force)>{words().force_offline}</Button> }.into_any()
        }
    });
    let write = may(Permission::AgentsWrite).then(|| {
        let id = row.id.clone();
        view! {
            <Button icon=Icon::Switch on_click=move || open_agent(&id, REPLACE)>{words().replace_agent}</Button>
            <Button kind=ButtonKind::Danger icon=Icon::Trash on_click=asks(What::Delete)>{w().common.delete}</Button>
        }
    });
    view! { <div class="line">{access} {write}</div> }.into_any()
}

/// One who was deleted, or whose place another took.
fn gone(detail: &AgentDetail, desk: Desk) -> AnyView {
    if detail.replaced_by.is_some() {
        return view! { <Banner kind=BannerKind::Info>{words().was_replaced}</Banner> }.into_any();
    }
    let left = days_left(&detail.row);
    let id = detail.row.id.clone();
    let restore = move || desk.restore.go(Whom::These(vec![id.clone()]));
    view! {
        <Banner kind=BannerKind::Warning>
            <p>{words().in_bin} " " {left}</p>
            {may(Permission::AgentsWrite).then(|| view! {
                <Button small=true icon=Icon::Undo busy=desk.restore.busy() on_click=restore>{w().common.restore}</Button>
            })}
        </Banner>
    }
    .into_any()
}
