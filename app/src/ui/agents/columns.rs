//! The columns of the agents' table.

use super::said::{self, values};
use super::words;
use crate::ui::kit::{Column, Person, Pill, Time, Tone, badge};
use crate::ui::{format, w};
use crate::words::fill;
use leptos::prelude::*;
use model::Moment;
use model::agent::{Access, AgentGroup, AgentRow, ForcedOffline};
use model::role::RoleKey;

/// Skill groups shown in a row; the rest is counted.
const SHOWN: usize = 2;

/// Every column, in order.
pub fn columns(now: Signal<Moment>) -> Vec<Column<AgentRow>> {
    let words = words();
    vec![
        Column::new("name", w().common.name, |row: &AgentRow| {
            let (name, detail) = (row.name.clone(), row.nickname.clone());
            view! { <Person name detail/> }
        })
        .width(180),
        Column::new("number", words.number, |row: &AgentRow| row.number.clone()).width(130),
        Column::new("email", w().common.email, |row: &AgentRow| row.email.clone()).width(200).hideable(),
        Column::new("role", w().common.role, role).width(120).hideable(),
        Column::new("groups", words.groups, |row: &AgentRow| groups(&row.groups)).width(230).hideable(),
        Column::new("state", words.state, move |row: &AgentRow| said::state(row.state, row.state_since, now))
            .width(130),
        Column::new("access", words.access, |row: &AgentRow| access(row.forced.as_ref())).width(220),
        Column::new("last_sign_in", words.last_sign_in, |row: &AgentRow| match row.last_sign_in_at {
            Some(at) => view! { <Time at/> }.into_any(),
            None => view! { <span class="faint">{w().common.never}</span> }.into_any(),
        })
        .width(130)
        .hideable()
        .not_on_card(),
    ]
}

/// The name of an agent's role.
pub fn role(row: &AgentRow) -> String {
    match (&row.role, &row.role_name) {
        (_, Some(name)) => name.clone(),
        (RoleKey::BuiltIn(role), None) => w().common.role_name(*role).to_owned(),
        (RoleKey::Own(_), None) => w().common.unknown.to_owned(),
    }
}

/// Skill groups as chips, those of the highest priority first.
fn groups(all: &[AgentGroup]) -> AnyView {
    let names = all.iter().map(|group| group.name.as_str()).collect::<Vec<_>>().join(", ");
    let rest = all.len().saturating_sub(SHOWN);
    let pills = all.iter().take(SHOWN).map(|group| group.name.clone());
    view! {
        <span class="members-pills" title=names>
            {pills.map(|name| view! { <Pill>{name}</Pill> }).collect_view()}
            {(rest > 0).then(|| view! {
                <span class="faint">{fill(words().more_groups, &[("n", &rest.to_string())])}</span>
            })}
        </span>
    }
    .into_any()
}

/// Whether he may sign in; by whom not, and until when.
pub fn access(forced: Option<&ForcedOffline>) -> AnyView {
    let Some(forced) = forced else { return badge(Tone::Good, values().access(Access::Allowed)) };
    let by = by(forced);
    let reason = forced.reason.clone();
    view! {
        <span class="two-lines" title=reason>
            {badge(Tone::Bad, values().access(Access::ForcedOffline))}
            <small>{by}</small>
        </span>
    }
    .into_any()
}

/// Who forced him offline, and until when.
pub fn by(forced: &ForcedOffline) -> String {
    match forced.until {
        Some(until) => fill(words().forced_by_until, &[("name", &forced.by), ("time", &format::date_time(until))]),
        None => fill(words().forced_by, &[("name", &forced.by)]),
    }
}
