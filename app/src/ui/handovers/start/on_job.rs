//! Whose customers, and which.

use super::{begin, go_on};
use crate::api::{customers, handovers};
use crate::ui::deed::deed;
use crate::ui::handovers::words;
use crate::ui::kit::{Choice, Combobox, Finder, Form, FormActions, LinkButton, MultiCombobox, member_finder};
use crate::ui::{count, route};
use leptos::prelude::*;
use model::customer::CustomerQuery;
use model::group::{OwnedGroup, OwnedGroupQuery};
use model::handover::{HandoverKind, NewHandover};
use model::member::Status;
use model::page::PageRequest;
use model::{CustomerGroupId, CustomerId, MemberId};
use std::sync::Arc;

/// Those who can hand over while they stay.
const CAN_GIVE: &[Status] = &[Status::Active, Status::Suspended];
/// Customers shown for what was typed.
const SHOWN: u32 = 20;

/// What the dialog holds.
#[component]
pub fn OnJobForm(
    /// Which customers; none has them asked.
    customers: Vec<CustomerId>,
    /// Who looks after them, if that is known.
    giver: Option<Choice>,
    /// Closes the dialog.
    close: Callback<()>,
) -> impl IntoView {
    let from = RwSignal::new(giver);
    let chosen = RwSignal::new(Vec::<Choice>::new());
    let groups = RwSignal::new(Vec::<Choice>::new());
    let start = deed(begin, move |id| {
        close.run(());
        go_on(&id);
    });
    // What another has is no longer meant.
    Effect::new(move |before: Option<Option<String>>| {
        let now = from.with(|from| from.as_ref().map(|from| from.id.clone()));
        if before.is_some_and(|before| before != now) {
            chosen.set(Vec::new());
            groups.set(Vec::new());
        }
        now
    });
    let asks = customers.is_empty();
    let said = (!asks).then(|| {
        let said = count(&words().chosen_customers, customers.len() as i64);
        view! { <p>{said}</p> }
    });
    let submit = move || {
        let customers = match asks {
            true => chosen.with_untracked(|chosen| chosen.iter().map(|one| CustomerId(one.id.clone())).collect()),
            false => customers.clone(),
        };
        let leavers = from.with_untracked(|from| from.iter().map(|from| MemberId(from.id.clone())).collect());
        let groups = groups.with_untracked(|groups| groups.iter().map(|one| CustomerGroupId(one.id.clone())).collect());
        match (NewHandover { kind: HandoverKind::OnJob, leavers, at: None, customers, groups }).check() {
            Ok(new) => start.go(new),
            Err(problem) => start.set_problem(Some(problem)),
        }
    };
    let table = move || {
        let href = from.with(|from| from.as_ref().map(|from| route::customers_of(&MemberId(from.id.clone()))))?;
        Some(view! { <div class="line"><LinkButton href small=true>{words().choose_in_table}</LinkButton></div> })
    };
    view! {
        <Form on_submit=submit problem=start.problem()>
            {said}
            <Combobox
                name="leavers"
                label=words().whose_customers
                hint=words().whose_customers_hint
                value=from
                find=member_finder(CAN_GIVE)
                required=true
            />
            {asks.then(|| view! {
                <MultiCombobox
                    name="customers"
                    label=words().which_customers
                    hint=words().which_customers_hint
                    value=chosen
                    find=customer_finder(from)
                />
                {table}
                <MultiCombobox
                    name="groups"
                    label=words().which_groups
                    hint=words().which_groups_hint
                    value=groups
                    find=group_finder(from)
                />
            })}
            <p class="soft">{words().nothing_yet}</p>
            <FormActions label=words().prepare busy=start.busy() on_cancel=move || close.run(())/>
        </Form>
    }
}

/// Finds customers of the one who is chosen; none before somebody is.
fn customer_finder(from: RwSignal<Option<Choice>>) -> Finder {
    Arc::new(move |search: String| {
        let owner = from.with_untracked(|from| from.as_ref().map(|from| MemberId(from.id.clone())));
        Box::pin(async move {
            if owner.is_none() {
                return Ok(Vec::new());
            }
            let page = PageRequest { limit: SHOWN, ..PageRequest::default() };
            let found = customers::list(CustomerQuery { search, owner, page, ..CustomerQuery::default() }).await?;
            let choice = |row: model::customer::CustomerRow| Choice::new(row.id.0, row.name).detail(row.company);
            Ok(found.items.into_iter().map(choice).collect())
        })
    })
}

/// Finds customer groups of the one who is chosen.
fn group_finder(from: RwSignal<Option<Choice>>) -> Finder {
    Arc::new(move |search: String| {
        let owner = from.with_untracked(|from| from.as_ref().map(|from| MemberId(from.id.clone())));
        Box::pin(async move {
            let Some(owner) = owner else { return Ok(Vec::new()) };
            let found = handovers::groups(OwnedGroupQuery { owner, search }).await?;
            let choice = |group: OwnedGroup| {
                let name = if group.name.is_empty() { words().nameless.to_owned() } else { group.name };
                Choice::new(group.id.0, name).detail(count(&words().people_in_group, group.people))
            };
            Ok(found.into_iter().map(choice).collect())
        })
    })
}
