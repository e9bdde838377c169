//! The tab *User mapping*.

use super::confirm::ConfirmDialog;
use super::deeds::Last;
use super::drawer::MappingDrawer;
use super::export::ExportMappingsDialog;
use super::list::MappingTable;
use super::meter::Meter;
use super::words;
use crate::api::mappings;
use crate::ui::export::{ExportAll, Exporting};
use crate::ui::kit::{Button, LinkButton, SearchBox, Selection, Tab, Tabs, Toolbar};
use crate::ui::live::use_hint;
use crate::ui::load::load_one;
use crate::ui::param::param;
use crate::ui::sync::{LastRun, StartSync, UnderWay};
use crate::ui::{may, route};
use leptos::prelude::*;
use model::connection::Connection;
use model::import::ImportKind;
use model::mapping::{Coverage, MappingStatus};
use model::permission::Permission;
use model::run::RunKind;

/// The tab.
#[component]
pub fn MappingTab(
    /// The tenant.
    connection: Signal<Connection>,
) -> impl IntoView {
    let id = connection.with_untracked(|one| one.id.clone());
    let changed = use_hint(&["mappings", "members"]);
    let of = id.clone();
    let coverage = {
        let id = id.clone();
        load_one(move || (id.clone(), changed.get()), mappings::coverage)
    };
    let (status, search, open) = (param("status"), param("search"), param("open"));
    let confirming = RwSignal::new(false);
    let last = Last::provide();
    let tabs = Signal::derive(move || {
        let mut tabs = vec![Tab::new("", words().every_status).count(coverage.with(|all| all.members()))];
        tabs.extend(MappingStatus::ALL.iter().map(|status| {
            Tab::new(status.word(), words().status(*status)).count(coverage.with(|all| all.of(*status)))
        }));
        tabs
    });
    // How many match what is looked for, nobody counts.
    let matching = Signal::derive(move || {
        let status = MappingStatus::from_word(&status.get());
        let of = |all: &Coverage| status.map_or_else(|| all.members(), |status| all.of(status));
        if search.some().is_some() { None } else { coverage.with(of) }
    });
    let exporting = Exporting::new(Selection::new(|| ()), matching);
    let maps = may(Permission::MappingMap);
    let exports = may(Permission::MembersExport);
    view! {
        <Meter coverage/>
        <LastRun kind=RunKind::SyncMappings/>
        <UnderWay kind=RunKind::SyncMappings/>
        <Tabs label=words().tab_mapping tabs current=status.signal() on_change=move |id: String| status.set(&id)/>
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            {exports.then(|| view! { <ExportAll exporting/> })}
            {maps.then(|| view! {
                <LinkButton href=route::imports(ImportKind::Mappings)>{words().import}</LinkButton>
                <Button on_click=move || confirming.set(true)>{words().confirm_all}</Button>
                <StartSync connection=of.clone() kind=RunKind::SyncMappings primary=true/>
            })}
        </Toolbar>
        <MappingTable connection=id.clone() status search open last/>
        <MappingDrawer connection open/>
        <ExportMappingsDialog connection=id.clone() status search exporting/>
        <ConfirmDialog connection=id confirming/>
    }
}
