//! The page: header, tabs, and what lies over them.

use super::add::AddAgentDrawer;
use super::ask::Ask;
use super::bin::BinTab;
use super::bulk::BulkButtons;
use super::desk::Desk;
use super::desk::desk;
use super::drawer::AgentDrawer;
use super::filters::{Chips, Filters};
use super::force::ForceDialog;
use super::groups::groups_tab;
use super::outcomes::Outcomes;
use super::place::{ADD, BIN, GROUPS, Place, choose_tab, place};
use super::table::AgentsTable;
use super::words;
use crate::ui::kit::{
    Button, ButtonKind, Icon, LinkButton, PageHeader, SearchBox, Selection, SelectionBar, Tab, Tabs, Toolbar, late,
};
use crate::ui::{may, route, w};
use leptos::prelude::*;
use model::import::ImportKind;
use model::page::PageRequest;
use model::permission::Permission;

/// The agents of the organisation.
#[component]
pub fn AgentsPage() -> impl IntoView {
    let place = place();
    let selection = Selection::new(move || place.query(PageRequest::default()));
    let desk = desk(selection);
    let part = Memo::new(move |_| place.tab.get());
    let tabs = Signal::stored(vec![
        Tab::new("", words().tab_agents),
        Tab::new(GROUPS, words().tab_groups),
        Tab::new(BIN, words().tab_bin),
    ]);
    view! {
        <PageHeader title=w().shell.agents description=words().text>
            {may(Permission::AgentsWrite).then(|| view! {
                <LinkButton icon=Icon::Upload href=route::imports(ImportKind::Agents)>{words().bulk_import}</LinkButton>
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || place.dialog.push(ADD)>
                    {words().add_agent}
                </Button>
            })}
        </PageHeader>
        <Tabs
            label=words().parts
            tabs
            current=place.tab.signal()
            on_change=move |id: String| choose_tab(&id)
        />
        <Outcomes desk/>
        {move || match part.get().as_str() {
            GROUPS => late(groups_tab(place)),
            BIN => view! { <BinTab place desk/> }.into_any(),
            _ => view! { <ListTab place desk/> }.into_any(),
        }}
        <AddAgentDrawer place/>
        <AgentDrawer place desk/>
        <Ask desk/>
        <ForceDialog place desk/>
    }
}

#[component]
fn ListTab(place: Place, desk: Desk) -> impl IntoView {
    let matching = RwSignal::new(None);
    view! {
        <Toolbar>
            <SearchBox
                label=words().search
                value=place.search.signal()
                on_search=move |text: String| place.search.set(&text)
            />
            <Filters place/>
        </Toolbar>
        <Chips place/>
        <AgentsTable place desk matching/>
        <SelectionBar selection=desk.selection matching>
            <BulkButtons place desk matching/>
        </SelectionBar>
    }
}
