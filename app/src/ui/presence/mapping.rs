//! The tab *User mapping*.

use super::confirm::ConfirmDialog;
use super::drawer::MappingDrawer;
use super::list::MappingTable;
use super::meter::Meter;
use super::words;
use crate::api::mappings;
use crate::ui::kit::{Button, SearchBox, Tab, Tabs, Toolbar};
use crate::ui::live::use_hint;
use crate::ui::load::load_one;
use crate::ui::may;
use crate::ui::param::param;
use crate::ui::sync::{LastRun, StartSync, UnderWay};
use leptos::prelude::*;
use model::connection::Connection;
use model::mapping::MappingStatus;
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
    let tabs = Signal::derive(move || {
        let mut tabs = vec![Tab::new("", words().every_status).count(coverage.with(|all| all.members()))];
        tabs.extend(MappingStatus::ALL.iter().map(|status| {
            Tab::new(status.word(), words().status(*status)).count(coverage.with(|all| all.of(*status)))
        }));
        tabs
    });
    let maps = may(Permission::MappingMap);
    view! {
        <Meter coverage/>
        <LastRun kind=RunKind::SyncMappings/>
        <UnderWay kind=RunKind::SyncMappings/>
        <Tabs label=words().tab_mapping tabs current=status.signal() on_change=move |id: String| status.set(&id)/>
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
            {maps.then(|| view! {
                <Button on_click=move || confirming.set(true)>{words().confirm_all}</Button>
                <StartSync connection=of.clone() kind=RunKind::SyncMappings primary=true/>
            })}
        </Toolbar>
        <MappingTable connection=id.clone() status search open/>
        <MappingDrawer connection open/>
        <ConfirmDialog connection=id confirming/>
    }
}
