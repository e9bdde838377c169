//! What is known of an agent, with a padlock where only replacing changes it.

use super::super::columns::role;
use super::super::place::Place;
use super::super::said::{self, values};
use super::super::words;
use crate::ui::kit::{CopyButton, Fact, Facts, Pill, Time};
use crate::ui::{route, w};
use crate::words::fill;
use leptos::prelude::*;
use model::AgentId;
use model::agent::{AgentDetail, AgentGroup};

/// The facts.
pub fn facts(detail: &AgentDetail, place: Place) -> AnyView {
    let row = &detail.row;
    let locked = || Some(words().locked.to_owned());
    let (number, email, role) = (row.number.clone(), row.email.clone(), role(row));
    let copied = email.clone();
    let nickname = text(&row.nickname);
    let last = match row.last_sign_in_at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
    };
    let password = if row.own_account { words().own_password } else { values().password(row.password) };
    let shifts = if detail.shifts.spans.is_empty() { text("") } else { said::week(&detail.shifts) };
    let other = move |name: &'static str, other: &Option<(AgentId, String)>| {
        other.clone().map(|(id, number)| {
            let href = place.agent.link(id.as_str());
            view! { <Fact name><a href=href>{number}</a></Fact> }
        })
    };
    let (replaces, follows) =
        (other(words().replaces, &detail.replaces), other(words().replaced_by, &detail.replaced_by));
    let (groups, member) = (groups(&row.groups), route::member(&row.member_id));
    view! {
        <Facts>
            <Fact name=words().nickname>{nickname}</Fact>
            <Fact name=words().number locked=locked()>{number}</Fact>
            <Fact name=w().common.email locked=locked()>
                <span class="line members-copy">{email} <CopyButton text=Signal::stored(copied)/></span>
            </Fact>
            <Fact name=w().common.role locked=locked()>{role}</Fact>
            <Fact name=words().groups>{groups}</Fact>
            <Fact name=words().shifts>{shifts}</Fact>
            <Fact name=words().password>{password}</Fact>
            <Fact name=words().last_sign_in>{last}</Fact>
            <Fact name=words().member><a href=member>{words().open_member}</a></Fact>
            {replaces}
            {follows}
        </Facts>
    }
    .into_any()
}

fn text(value: &str) -> AnyView {
    if value.is_empty() {
        return view! { <span class="faint">{w().common.not_set}</span> }.into_any();
    }
    value.to_owned().into_any()
}

/// The skill groups, each with the priority in it.
fn groups(all: &[AgentGroup]) -> AnyView {
    if all.is_empty() {
        return view! { <span class="faint">{w().common.none}</span> }.into_any();
    }
    let pill = |group: &AgentGroup| {
        let said = fill(words().group_priority, &[("group", &group.name), ("n", &group.priority.to_string())]);
        view! { <Pill>{said}</Pill> }
    };
    view! { <span class="line">{all.iter().map(pill).collect_view()}</span> }.into_any()
}
