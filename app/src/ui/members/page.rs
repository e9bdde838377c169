//! The page: header, tree at the left, list at the right, drawer over it.

use super::bulk::{Bulk, BulkButtons, BulkDialog};
use super::department_add::{AddDepartment, Adding};
use super::drawer::MemberDrawer;
use super::export::ExportMembersDialog;
use super::filters::{Chips, Filters};
use super::invited::{InvitedBulk, desk, invited};
use super::member_add::{ADD, AddMember};
use super::place::{NOT_BELOW, Place, place};
use super::step::{Asked, StepConfirm};
use super::sync::{SyncButton, SyncNews, syncing};
use super::table::MembersTable;
use super::tabs::StatusTabs;
use super::tree_panel::TreePanel;
use super::words;
use crate::ui::export::{ExportAll, ExportChosen, Exporting};
use crate::ui::kit::{
    Banner, BannerKind, Breadcrumb, Button, ButtonKind, Drawer, Icon, LinkButton, PageHeader, SearchBox, Selection,
    SelectionBar, Split, Switch, Toolbar,
};
use crate::ui::param::{param, set_params};
use crate::ui::route::{self, Page};
use crate::ui::{may, me, w};
use leptos::prelude::*;
use model::member::Status;
use model::permission::Permission;

/// The members of the organisation.
#[component]
pub fn MembersPage() -> impl IntoView {
    let place = place();
    let adding = Adding::new();
    let asked = Asked::new();
    let syncing = syncing();
    let matching = RwSignal::new(None);
    let selection = Selection::new(move || place.query());
    let exporting = Exporting::new(selection, matching.into());
    let bulk = Bulk::new(selection, matching.into());
    let may_edit = may(Permission::MembersWrite);
    let may_export = may(Permission::MembersExport);
    let invites = may(Permission::InvitationsWrite);
    let dialog = param("dialog");
    let desk = desk(selection);
    let inactivated = Memo::new(move |_| place.present_status() == Status::Invited);
    let title =
        move || place.path().last().map_or_else(|| me().organisation.name, |department| department.name.clone());
    let above = Signal::derive(move || steps(place));
    view! {
        <PageHeader title=w().shell.members>
            <SyncButton syncing/>
            {may(Permission::MembersImport).then(|| view! {
                <LinkButton icon=Icon::Upload href=route::IMPORTS>{w().common.import}</LinkButton>
            })}
            {may(Permission::DepartmentsWrite).then(|| view! {
                <Button icon=Icon::Tree on_click=move || adding.ask(place.chosen().and_then(|id| place.find_now(&id)))>
                    {words().add_department}
                </Button>
            })}
            {invites.then(|| view! {
                <LinkButton icon=Icon::Mail href=invite()>{w().common.invite}</LinkButton>
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || dialog.push(ADD)>{words().add_member}</Button>
            })}
        </PageHeader>
        <SyncNews syncing/>
        <Split name="members" left=move || view! { <div class="members-tree"><TreePanel place adding on_chosen=|()| ()/></div> }>
            <div class="line apart members-place">
                <div class="stack tight">
                    <Show when=move || !above.with(Vec::is_empty)>
                        <Breadcrumb path=above/>
                    </Show>
                    <h2>{title}</h2>
                </div>
                <div class="line">
                    <TreeSheet place adding/>
                    <Switch
                        label=words().below
                        checked=Signal::derive(move || place.is_below())
                        on_change=move |on: bool| place.below.set(if on { "" } else { NOT_BELOW })
                    />
                </div>
            </div>
            <Show when=move || place.is_gone()>
                <Banner kind=BannerKind::Warning>
                    {words().gone_department} " "
                    <Button small=true on_click=move || place.department.set("")>{words().all_members}</Button>
                </Banner>
            </Show>
            <StatusTabs place/>
            <Toolbar>
                <SearchBox
                    label=words().search
                    value=place.search.signal()
                    on_search=move |text: String| place.search.set(&text)
                />
                <Filters place/>
                {may_export.then(|| view! { <ExportAll exporting/> })}
            </Toolbar>
            <Chips place/>
            {move || if inactivated.get() {
                let selection = (may_export || invites).then_some(selection);
                invited(place, asked, desk, matching, selection)
            } else {
                let selection = (may_export || may_edit).then_some(selection);
                view! { <MembersTable place asked matching selection/> }.into_any()
            }}
            <SelectionBar selection matching>
                {may_edit.then(|| view! { <BulkButtons place bulk/> })}
                {move || (invites && inactivated.get()).then(|| view! { <InvitedBulk place desk matching/> })}
                {may_export.then(|| view! { <ExportChosen exporting/> })}
            </SelectionBar>
        </Split>
        <ExportMembersDialog place exporting/>
        <BulkDialog place bulk/>
        <AddDepartment place adding/>
        <AddMember place dialog/>
        <MemberDrawer place asked/>
        <StepConfirm asked/>
    }
}

/// Where invitations are made.
pub fn invite() -> String {
    let mut to = Page::Joining.path().to_owned();
    to.push_str("?invite=1");
    to
}

/// The way down to the chosen department; the department itself is the heading below.
fn steps(place: Place) -> Vec<(String, Option<String>)> {
    let mut path = place.path();
    path.pop();
    path.into_iter().map(|above| (above.name, Some(place.department.link(above.id.as_str())))).collect()
}

/// The tree of a phone: a button that opens it from below.
#[component]
fn TreeSheet(place: Place, adding: Adding) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <div class="members-tree-button">
            <Button icon=Icon::Tree on_click=move || open.set(true)>{words().departments_open}</Button>
        </div>
        <Drawer open on_close=move || open.set(false) title=w().common.departments>
            <TreePanel place adding on_chosen=move |()| open.set(false)/>
        </Drawer>
    }
}

/// Clears every filter that can be cleared.
pub fn clear_filters() {
    let values: Vec<(&str, &str)> = Place::FILTERS.iter().map(|name| (*name, "")).collect();
    set_params(&values);
}
