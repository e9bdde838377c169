//! The customer groups that one customer is in.

use super::words;
use crate::ui::count;
use crate::ui::kit::{Section, Time, TimeStyle};
use leptos::prelude::*;
use model::customer::CustomerDetail;
use model::group::{CustomerGroup, GroupState};

/// The section of the page; nothing for who is in none.
#[component]
pub fn Groups(customer: Signal<CustomerDetail>) -> impl IntoView {
    let groups = Memo::new(move |_| customer.with(|customer| customer.groups.clone()));
    let title = move || count(&words().groups, groups.with(Vec::len) as i64);
    let list = move || view! { <ul class="impact">{groups.get().into_iter().map(line).collect_view()}</ul> };
    move || (!groups.with(Vec::is_empty)).then(|| view! { <Section title=title>{list}</Section> })
}

fn line(group: CustomerGroup) -> impl IntoView {
    let name = if group.name.is_empty() { words().group_nameless.to_owned() } else { group.name };
    let owner = match group.state {
        GroupState::OwnerLeft | GroupState::Inheriting => Some(words().group_owner_left.to_owned()),
        GroupState::Live | GroupState::Gone => Some(group.owner).filter(|owner| !owner.is_empty()),
    };
    let owner = owner.map(|owner| view! { {owner} " · " });
    view! {
        <li class="line apart">
            <span class="two-lines">
                <strong>{name}</strong>
                <small>
                    {owner} {count(&words().group_people, group.people)} " · " <Time at=group.joined_at style=TimeStyle::Date/>
                </small>
            </span>
        </li>
    }
}
