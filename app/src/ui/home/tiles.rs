//! The numbers of the organisation, each a way in.

use super::words;
use crate::ui::kit::{Section, StatTile, Tone};
use crate::ui::route::Page;
use crate::ui::{format, may, w};
use leptos::prelude::*;
use model::member::Status;
use model::organisation::Overview;
use model::permission::Permission;

/// Only those that the person may see.
#[component]
pub fn Tiles(
    /// The numbers.
    overview: Signal<Overview>,
) -> impl IntoView {
    let number = move |of: fn(&Overview) -> i64| Signal::derive(move || overview.with(|all| format::number(of(all))));
    let waiting =
        Signal::derive(move || if overview.with(|all| all.waiting) > 0 { Tone::Warning } else { Tone::Neutral });
    view! {
        <Section title=words().at_a_glance>
            <div class="tiles">
                {may(Permission::MembersRead).then(|| view! {
                    <StatTile label=words().active_members value=number(active) href=Page::Members.path()/>
                })}
                {may(Permission::DepartmentsRead).then(|| view! {
                    <StatTile label=w().common.departments value=number(|all| all.departments) href=Page::Chart.path()/>
                })}
                {may(Permission::CustomersRead).then(|| view! {
                    <StatTile label=w().shell.customers value=number(|all| all.customers) href=Page::Customers.path()/>
                })}
                {may(Permission::JoinsRead).then(|| view! {
                    <StatTile
                        label=words().waiting
                        value=number(|all| all.waiting)
                        href=Page::Joining.path()
                        tone=waiting
                    />
                })}
                {may(Permission::InvitationsRead).then(|| view! {
                    <StatTile label=words().links value=number(|all| all.invitations) href="/joining?tab=links"/>
                })}
            </div>
        </Section>
    }
}

fn active(overview: &Overview) -> i64 {
    overview.members.iter().filter(|(status, _)| *status == Status::Active).map(|(_, count)| count).sum()
}
