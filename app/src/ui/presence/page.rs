//! The page: which tenant, and its parts.

use super::auto::AutoTab;
use super::mapping::MappingTab;
use super::states::StatesTab;
use super::words;
use crate::api::connections;
use crate::ui::kit::{Choice, EmptyFirst, Icon, Menu, MenuItem, PageHeader, Select, Tab, Tabs, icon};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::param::{param, set_params};
use crate::ui::{may, route};
use crate::words::connections::ConnectionsWords;
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::{Connection, ConnectionKind};
use model::permission::Permission;

/// Value of the parameter `tab` for Auto Sync.
const AUTO: &str = "auto";
/// The same for how people are.
const BOARD: &str = "board";
/// The same for how states flow.
const RULES: &str = "rules";

/// What of the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Mapping,
    Auto,
    Board,
    Rules,
}

/// The page.
#[component]
pub fn PresencePage() -> impl IntoView {
    let changed = use_hint(&["connections"]);
    let all = load(
        move || changed.get(),
        |_| async move {
            let mut all = connections::list().await?;
            all.retain(|one| one.kind.maps());
            Ok(all)
        },
    );
    let several = Signal::derive(move || all.with(|all| !all.is_empty()).unwrap_or_default());
    view! {
        <PageHeader title=words().title description=words().text>
            <Show when=move || several.get()>
                <Connect primary=false/>
            </Show>
        </PageHeader>
        <Loaded from=all let:all>
            <Show when=move || several.get() fallback=NoneYet>
                <Parts all/>
            </Show>
        </Loaded>
    }
}

#[component]
fn NoneYet() -> impl IntoView {
    view! {
        <EmptyFirst icon=Icon::Switch title=words().none_yet text=words().none_yet_text>
            <Connect primary=true/>
        </EmptyFirst>
    }
}

/// The platforms that can be connected.
#[component]
fn Connect(primary: bool) -> impl IntoView {
    may(Permission::ConnectionsWrite).then(|| {
        let names = ConnectionsWords::get(crate::ui::language());
        let items = move || {
            let kinds = ConnectionKind::ALL.iter().filter(|kind| kind.maps());
            kinds.map(|kind| MenuItem::link(names.kind(*kind), route::new_connection(*kind))).collect()
        };
        let trigger = || view! { {icon(Icon::Plus)} {words().connect} {icon(Icon::Down)} };
        let class = if primary { "button primary" } else { "button" };
        view! { <Menu label=words().connect items class trigger/> }
    })
}

#[component]
fn Parts(
    /// The platforms that are connected.
    all: Signal<Vec<Connection>>,
) -> impl IntoView {
    let (tenant, tab) = (param("tenant"), param("tab"));
    let chosen = Memo::new(move |_| {
        let asked = tenant.get();
        all.with(|all| {
            let found = all.iter().find(|one| one.id.as_str() == asked).or(all.first());
            found.map(|one| one.id.clone())
        })
    });
    let options = Signal::derive(move || {
        all.with(|all| all.iter().map(|one| Choice::new(one.id.0.clone(), one.name.clone())).collect::<Vec<_>>())
    });
    let current = Signal::derive(move || chosen.with(|id| id.as_ref().map(|id| id.0.clone())).unwrap_or_default());
    let (maps, flows) = (may(Permission::MappingsRead), may(Permission::PresenceRead));
    let mut tabs = Vec::new();
    if maps {
        tabs.extend([Tab::new("", words().tab_mapping), Tab::new(AUTO, words().tab_auto)]);
    }
    if flows {
        // Whoever does not see mappings begins with the board.
        tabs.push(Tab::new(if maps { BOARD } else { "" }, words().tab_board));
        tabs.push(Tab::new(RULES, words().tab_rules));
    }
    let tabs = Signal::stored(tabs);
    let part = Memo::new(move |_| match tab.get().as_str() {
        AUTO if maps => Part::Auto,
        RULES if flows => Part::Rules,
        BOARD if flows => Part::Board,
        _ if maps => Part::Mapping,
        _ => Part::Board,
    });
    // Another tenant begins at its first page, without what was looked for in the one before.
    let choose = |id: String| {
        set_params(&[
            ("tenant", &id),
            ("status", ""),
            ("search", ""),
            ("open", ""),
            ("state", ""),
            ("flow", ""),
            ("find", ""),
        ])
    };
    let of = move |id: &ConnectionId| {
        let id = id.clone();
        all.with_untracked(|all| all.iter().find(|one| one.id == id).cloned()).map(|first| {
            Signal::derive(move || {
                all.with(|all| all.iter().find(|one| one.id == id).cloned()).unwrap_or_else(|| first.clone())
            })
        })
    };
    view! {
        <div class="narrow">
            <Select name="tenant" label=words().tenant value=current options on_change=choose/>
        </div>
        <Tabs label=words().parts tabs current=tab.signal() on_change=move |id: String| tab.set(&id)/>
        {move || {
            let connection = chosen.with(|id| id.as_ref().and_then(of))?;
            Some(match part.get() {
                Part::Auto => view! { <AutoTab connection/> }.into_any(),
                Part::Mapping => view! { <MappingTab connection/> }.into_any(),
                Part::Board => view! { <StatesTab connection all rules=false/> }.into_any(),
                Part::Rules => view! { <StatesTab connection all rules=true/> }.into_any(),
            })
        }}
    }
}
