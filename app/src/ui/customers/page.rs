//! The page of one customer.

use super::alike::AlikeSection;
use super::deletion::{DeleteDialog, Deleting, Whom};
use super::edit::{CustomerDrawer, Whom as Edited};
use super::groups::Groups;
use super::holds::Holds;
use super::merging::MergeDialog;
use super::relation::RelationCard;
use super::{edit_words, words};
use crate::api::customers;
use crate::ui::conversations::Custody;
use crate::ui::history::HistoryList;
use crate::ui::kit::{
    Avatar, Breadcrumb, Button, ButtonKind, CopyButton, Fact, Facts, Icon, PageHeader, Pill, Section, Time, TimeStyle,
};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load_one};
use crate::ui::route::{self, Page};
use crate::ui::{count, labels, may, w};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::CustomerId;
use model::customer::CustomerDetail;
use model::permission::Permission;

/// The page.
#[component]
pub fn CustomerPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let changed = use_hint(&["customers"]);
    let customer = load_one(move || (id.get(), changed.get()), |id| customers::get(CustomerId(id)));
    let title = move || customer.with(|found| found.row.name.clone()).unwrap_or_else(|| w().shell.customers.to_owned());
    let above = move || {
        let path =
            move || vec![(w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned())), (title(), None)];
        view! { <Breadcrumb path=Signal::derive(path)/> }
    };
    let deleting = Deleting::new(|| route::go(Page::Customers.path()));
    let ask = move || deleting.ask(Whom::These(vec![CustomerId(id.get_untracked())]));
    let (editing, merging) = (RwSignal::new(None), RwSignal::new(None));
    let edit = move || editing.set(untrack(|| customer.get()).map(|known| Edited::Known(Box::new(known))));
    // One who became part of another is shown as that one, under the address of that one.
    Effect::new(move |_| {
        let now = customer.with(|found| found.row.id.clone());
        if let Some(now) = now.filter(|now| now.0 != id.get_untracked() && !id.with_untracked(String::is_empty)) {
            route::go(&route::customer(&now));
        }
    });
    view! {
        <PageHeader title=title description=words().note above=above>
            {may(Permission::CustomersWrite).then(|| view! {
                <Button icon=Icon::Edit on_click=edit>{w().common.edit}</Button>
            })}
            {may(Permission::CustomersDelete).then(|| view! {
                <Button kind=ButtonKind::Danger icon=Icon::Trash on_click=ask>{w().common.delete}</Button>
            })}
        </PageHeader>
        <DeleteDialog deleting/>
        <CustomerDrawer editing/>
        <MergeDialog merging on_done=move |kept: CustomerId| route::go(&route::customer(&kept))/>
        <Loaded from=customer let:customer>
            <Detail customer merging/>
        </Loaded>
    }
}

#[component]
fn Detail(
    /// The customer, as known now.
    customer: Signal<CustomerDetail>,
    /// Who is to be merged, while that is asked.
    merging: RwSignal<Option<Vec<CustomerId>>>,
) -> impl IntoView {
    let id = Memo::new(move |_| customer.with(|c| c.row.id.clone()));
    let facts = Memo::new(move |_| {
        customer.with(|c| CustomerDetail {
            history: Vec::new(),
            relations: Vec::new(),
            groups: Vec::new(),
            holds: Vec::new(),
            ..c.clone()
        })
    });
    let relations = Memo::new(move |_| customer.with(|c| c.relations.clone()));
    let history = Memo::new(move |_| customer.with(|c| c.history.clone()));
    let relations_title = move || count(&words().relations, relations.with(Vec::len) as i64);
    view! {
        <div class="card customer-facts">{move || draw_facts(facts.get())}</div>
        <Section title=relations_title>
            <div class="relations">
                {move || relations.get().into_iter().map(|relation| view! { <RelationCard relation/> }).collect_view()}
            </div>
        </Section>
        <Groups customer/>
        <Custody customer=id/>
        <AlikeSection customer merging/>
        <Holds customer/>
        <Section title=words().history>
            {move || view! { <HistoryList entries=history.get()/> }}
        </Section>
    }
}

fn draw_facts(customer: CustomerDetail) -> AnyView {
    let row = customer.row;
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let gender = match customer.gender {
        1 => words().male,
        2 => words().female,
        _ => w().common.unknown,
    };
    let external = match customer.external_id {
        Some(id) => {
            let text = id.clone();
            view! { <span class="line"><code class="copied-text">{id}</code><CopyButton text=Signal::stored(text)/></span> }.into_any()
        }
        None => "–".into_any(),
    };
    let connection = customer.connection.unwrap_or_else(|| labels().record_source(row.source).to_owned());
    let tags = match customer.own_tags.is_empty() {
        true => "–".into_any(),
        false => {
            let pill = |tag: model::customer::Tag| {
                let name = if tag.group.is_empty() { tag.name } else { [tag.group, tag.name].join(": ") };
                view! { <Pill>{name}</Pill> " " }
            };
            customer.own_tags.into_iter().map(pill).collect_view().into_any()
        }
    };
    let note = (!customer.note.is_empty())
        .then(|| view! { <Fact name=edit_words().note><span class="lines">{customer.note}</span></Fact> });
    view! {
        <Avatar name=row.name.clone() large=true/>
        <Facts>
            <Fact name=words().name>{row.name}</Fact>
            <Fact name=words().kind>{labels().customer_kind(row.kind)}</Fact>
            <Fact name=words().company>{or_dash(row.company)}</Fact>
            <Fact name=w().common.position>{or_dash(customer.position)}</Fact>
            <Fact name=words().gender>{gender}</Fact>
            <Fact name=words().external_id>{external}</Fact>
            <Fact name=w().common.phone>{or_dash(row.phone)}</Fact>
            <Fact name=w().common.email>{or_dash(row.email)}</Fact>
            <Fact name=words().tags>{tags}</Fact>
            <Fact name=edit_words().contact><Time at=row.contacted_at style=TimeStyle::DateTime/></Fact>
            <Fact name=w().common.source>{connection}</Fact>
            <Fact name=words().added><Time at=row.added_at style=TimeStyle::DateTime/></Fact>
            {note}
        </Facts>
    }
    .into_any()
}
