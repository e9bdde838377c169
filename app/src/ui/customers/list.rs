//! The customer table.

use super::deletion::{DeleteDialog, Deleting, Whom};
use super::edit::{CustomerDrawer, Whom as Edited};
use super::export::ExportCustomersDialog;
use super::filters::{FilterBar, Filters};
use super::menu::CustomersMenu;
use super::merging::MergeDialog;
use super::tagging::TagDialog;
use super::{edit_words, words};
use crate::api::customers;
use crate::ui::export::{ExportAll, ExportChosen, Exporting};
use crate::ui::handovers::{Start, StartDialog};
use crate::ui::kit::{
    Button, ButtonKind, Choice, Column, DataTable, EmptyFirst, Icon, PageHeader, Person, Pill, RowText, Selection,
    SelectionBar, Time, TimeStyle, meant, paged, paging,
};
use crate::ui::live::use_hint;
use crate::ui::sync::{StartAny, UnderWay};
use crate::ui::{count, labels, may, route, w};
use leptos::prelude::*;
use model::customer::CustomerRow;
use model::handover::MOST_CHOSEN;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::RunKind;
use model::{CustomerId, MemberId, limits};

/// The page.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let filters = Filters::new();
    let paging = paging();
    let changed = use_hint(&["customers"]);
    let rows = paged(changed, paging, move |page| filters.query(page), customers::list);
    let matching = Signal::derive(move || rows.with(|page| page.total).flatten());
    let selection = Selection::new(move || filters.query(PageRequest::default()));
    let exporting = Exporting::new(selection, matching);
    let (may_export, may_delete) = (may(Permission::CustomersExport), may(Permission::CustomersDelete));
    let may_write = may(Permission::CustomersWrite);
    let deleting = Deleting::new(move || selection.clear());
    let (editing, tagging, merging) = (RwSignal::new(None), RwSignal::new(None), RwSignal::new(None));
    let starting = RwSignal::new(None::<Start>);
    let mergeable = Memo::new(move |_| {
        let chosen = selection.ids().len();
        !selection.is_everything() && chosen > 1 && chosen <= limits::MERGED_AT_ONCE + 1
    });
    // A transfer names its customers, one by one.
    let transferable = Memo::new(move |_| {
        !selection.is_everything() && selection.ids().len() <= MOST_CHOSEN && may(Permission::HandoversWrite)
    });
    let transfer = move || {
        let ids = untrack(|| selection.ids());
        let giver = rows.with_untracked(|page| common_owner(&page.items, &ids)).flatten();
        let customers = ids.into_iter().map(CustomerId).collect();
        starting.set(Some(Start::OnJob { customers, giver }));
    };
    let merge = move || merging.set(Some(untrack(|| selection.ids().into_iter().map(CustomerId).collect::<Vec<_>>())));
    let chosen = move || {
        untrack(|| match selection.is_everything() {
            true => Whom::All(filters.query(PageRequest::default()), selection.count(matching.get())),
            false => Whom::These(selection.ids().into_iter().map(CustomerId).collect()),
        })
    };
    let description = move || match rows.with(|page| page.total).flatten() {
        Some(total) => [count(&words().found, total).as_str(), words().note].join(" · "),
        None => words().note.to_owned(),
    };
    view! {
        <PageHeader title=w().shell.customers description=description>
            <CustomersMenu/>
            {may_write.then(|| view! {
                <Button icon=Icon::Plus on_click=move || editing.set(Some(Edited::New))>{edit_words().add}</Button>
            })}
            <UnderWay kind=RunKind::SyncCustomers/>
            <div class="bottom-action"><StartAny kind=RunKind::SyncCustomers/></div>
        </PageHeader>
        <FilterBar filters>{may_export.then(|| view! { <ExportAll exporting/> })}</FilterBar>
        <DataTable
            name="customers"
            label=w().shell.customers
            from=rows
            columns=columns()
            id=|row: &CustomerRow| row.id.0.clone()
            title=|row: &CustomerRow| row.name.clone()
            href=RowText::new(|row: &CustomerRow| route::customer(&row.id))
            selection=(may_export || may_delete || may_write || may(Permission::HandoversWrite)).then_some(selection)
            sort=filters.sort
            paging
            filtered=Signal::derive(move || filters.any())
            on_clear=Filters::clear
            meant=move || meant(
                move || filters.query(PageRequest::default()),
                customers::suggest,
                move |search| filters.search.set(&search),
            )
            empty=|| view! { <EmptyFirst icon=Icon::Customers title=words().none_yet text=words().none_yet_text/> }
        />
        <SelectionBar selection matching>
            {may_export.then(|| view! { <ExportChosen exporting/> })}
            {may_write.then(|| view! {
                <Button on_click=move || tagging.set(Some(chosen()))>{edit_words().tag_title}</Button>
                <Show when=move || mergeable.get()>
                    <Button on_click=merge>{edit_words().merge}</Button>
                </Show>
            })}
            <Show when=move || transferable.get()>
                <Button icon=Icon::Switch on_click=transfer>{edit_words().transfer}</Button>
            </Show>
            {may_delete.then(|| view! {
                <Button kind=ButtonKind::Danger icon=Icon::Trash on_click=move || deleting.ask(chosen())>{w().common.delete}</Button>
            })}
        </SelectionBar>
        <ExportCustomersDialog filters exporting/>
        <DeleteDialog deleting/>
        <CustomerDrawer editing/>
        <TagDialog whom=tagging on_done=move || selection.clear()/>
        <StartDialog starting/>
        <MergeDialog merging on_done=move |kept: CustomerId| {
            selection.clear();
            route::go(&route::customer(&kept));
        }/>
    }
}

/// The one who looks after all of these, if they are in sight and there is exactly one.
fn common_owner(rows: &[CustomerRow], ids: &[String]) -> Option<Choice> {
    let chosen: Vec<&CustomerRow> = rows.iter().filter(|row| ids.contains(&row.id.0)).collect();
    let (first, rest) = chosen.split_first().filter(|_| chosen.len() == ids.len())?;
    let looks_after_all =
        |member: &MemberId| rest.iter().all(|row| row.owners.iter().any(|owner| owner.member_id == *member));
    let mut common = first.owners.iter().filter(|owner| looks_after_all(&owner.member_id));
    let only = common.next().filter(|_| common.next().is_none())?;
    Some(Choice::new(only.member_id.0.clone(), only.name.clone()))
}

fn columns() -> Vec<Column<CustomerRow>> {
    let common = w().common;
    vec![
        Column::new("name", words().name, |row: &CustomerRow| view! { <Person name=row.name.clone()/> })
            .width(190)
            .sort("name"),
        Column::new("company", words().company, |row: &CustomerRow| row.company.clone()).width(160).hideable(),
        Column::new("owners", words().owners, owners).width(170),
        Column::new("tags", words().tags, tags).width(170).hideable(),
        Column::new("phone", common.phone, |row: &CustomerRow| row.phone.clone()).width(150).hideable().hidden(),
        Column::new("email", common.email, |row: &CustomerRow| row.email.clone()).width(200).hideable().hidden(),
        Column::new("kind", words().kind, |row: &CustomerRow| labels().customer_kind(row.kind)).width(150).hideable(),
        Column::new("added", words().added, |row: &CustomerRow| {
            view! { <Time at=row.added_at style=TimeStyle::Date/> }
        })
        .width(150)
        .sort("newest")
        .hideable(),
        Column::new("contact", edit_words().contact, |row: &CustomerRow| {
            view! { <Time at=row.contacted_at style=TimeStyle::Date/> }
        })
        .width(150)
        .sort("contact")
        .hideable()
        .hidden(),
        Column::new("source", common.source, |row: &CustomerRow| labels().record_source(row.source))
            .width(110)
            .hideable(),
    ]
}

fn owners(row: &CustomerRow) -> AnyView {
    row.owners
        .iter()
        .cloned()
        .map(|owner| view! { <Pill href=route::member(&owner.member_id)>{owner.name}</Pill> " " })
        .collect_view()
        .into_any()
}

fn tags(row: &CustomerRow) -> AnyView {
    row.tags
        .iter()
        .map(|tag| {
            let (name, group) = (tag.name.clone(), tag.group.clone());
            view! { <span title=group><Pill>{name}</Pill></span> " " }
        })
        .collect_view()
        .into_any()
}
