//! The tab *Refused*: who was refused or blocked, by whom and why; and the way back into the queue.

use super::decide::desk;
use super::failures::Failures;
use super::words;
use crate::api::joins;
use crate::ui::kit::{
    Badge, Button, Column, DataTable, EmptyFirst, Icon, MenuItem, Person, RowMenu, SearchBox, Selection, SelectionBar,
    Time, TimeStyle, Tone, Toolbar, paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::JoinId;
use model::join::{Decision, Join, JoinQuery, JoinState};
use model::permission::Permission;

/// The tab.
#[component]
pub fn Refused() -> impl IntoView {
    let search = param("search");
    let paging = paging();
    let changed = use_hint(&["joins"]);
    let rows = load(
        move || {
            let states = vec![JoinState::Refused, JoinState::Blocked];
            (changed.get(), JoinQuery { states, search: search.get(), page: paging.request() })
        },
        |(_, query)| joins::list(query),
    );
    let selection = Selection::new(move || search.get());
    let desk = desk(move || {
        selection.clear();
        rows.reload();
    });
    let again = move |ids: Vec<JoinId>| desk.decide.go((ids, Decision::Reexamine));
    // Nothing is asked first, so there is no form to say that it failed.
    Effect::new(move |_| {
        if let Some(problem) = desk.decide.problem().get() {
            crate::ui::kit::toast::failed(&problem);
        }
    });
    let writes = may(Permission::JoinsWrite);
    let menu = RowMenu::new(move |join: &Join| {
        let id = join.id.clone();
        let item = MenuItem::new(words().reexamine, move || again(vec![id.clone()])).icon(Icon::Undo);
        let reason = (!writes).then(|| w().common.lock_permission.to_owned());
        vec![item.disabled(reason)]
    });
    let filtered = Signal::derive(move || search.some().is_some());
    let empty =
        || view! { <EmptyFirst icon=Icon::Block title=words().nobody_refused text=words().nobody_refused_text/> };
    let picked = move || untrack(|| selection.ids()).into_iter().map(JoinId::from).collect::<Vec<_>>();
    view! {
        <Failures failed=desk.failed/>
        <Toolbar>
            <SearchBox label=words().search value=search.signal() on_search=move |text: String| search.set(&text)/>
        </Toolbar>
        <DataTable
            name="refused"
            label=words().tab_refused
            from=rows
            columns=columns()
            id=|join| join.id.0.clone()
            title=|join| join.name.clone()
            menu
            selection=Some(selection)
            paging
            filtered
            on_clear=move || search.set("")
            empty
        />
        {writes.then(|| view! {
            <SelectionBar selection matching=Signal::stored(None)>
                <Button busy=desk.decide.busy() on_click=move || again(picked())>{words().reexamine}</Button>
            </SelectionBar>
        })}
    }
}

fn columns() -> Vec<Column<Join>> {
    let c = w().common;
    vec![
        Column::new("name", c.name, |join: &Join| {
            let detail = join.email.clone().or_else(|| join.phone.clone()).unwrap_or_default();
            view! { <Person name=join.name.clone() detail/> }
        })
        .width(220),
        Column::new("state", c.status, |join: &Join| {
            let (tone, word) = match join.state {
                JoinState::Blocked => (Tone::Bad, words().is_blocked),
                state => (Tone::Neutral, w().common.join_state(state)),
            };
            view! { <Badge tone>{word}</Badge> }
        })
        .width(110),
        Column::new("by", words().decided_by, |join: &Join| join.decided_by.clone().unwrap_or_else(|| "–".to_owned()))
            .width(150),
        Column::new("when", words().decided_at, |join: &Join| {
            join.decided_at.map(|at| view! { <Time at style=TimeStyle::DateTime/> })
        })
        .width(160),
        Column::new("why", c.reason, |join: &Join| {
            let reason = if join.reason.is_empty() { "–".to_owned() } else { join.reason.clone() };
            view! { <span title=join.reason.clone()>{reason}</span> }
        })
        .width(240),
        Column::new("channel", words().came_by, |join: &Join| w().common.channel(join.channel)).hideable(),
        Column::new("inviter", words().inviter, |join: &Join| join.inviter.clone().unwrap_or_default()).hidden(),
        Column::new("asked", words().asked_at, |join: &Join| {
            view! { <Time at=join.created_at style=TimeStyle::DateTime/> }
        })
        .hidden(),
        Column::new("reference", words().reference, |join: &Join| join.reference.clone()).hidden(),
    ]
}
