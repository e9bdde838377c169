//! The table of seats.

use super::filters::{FilterBar, Filters};
use super::{tone, words};
use crate::api::seats;
use crate::ui::kit::{
    Column, DataTable, EmptyFirst, Icon, MenuItem, Person, Pill, RowMenu, RowText, Time, TimeStyle, badge, paged,
    paging,
};
use crate::ui::live::use_hint;
use crate::ui::param::Param;
use crate::ui::sync::StartAny;
use crate::ui::{lacks, language, may, route, w};
use crate::words::conversations::ConversationsWords;
use leptos::prelude::*;
use model::permission::Permission;
use model::run::RunKind;
use model::seat::Seat;

/// The table with its filters.
#[component]
pub fn SeatTable(
    /// Whether they are of more than one connection.
    several: bool,
    /// Names the seat whose lineage is shown.
    open: Param,
    /// Set to the seat that is to be inherited.
    inheriting: RwSignal<Option<Seat>>,
) -> impl IntoView {
    let filters = Filters::new();
    let paging = paging();
    let changed = use_hint(&["seats", "members"]);
    let rows = paged(changed, paging, move |page| filters.query(page), seats::list);
    let inherits = may(Permission::SeatsInherit);
    let menu = RowMenu::new(move |seat: &Seat| {
        let barred = (!inherits).then(|| lacks(Permission::SeatsInherit));
        let barred = barred.or_else(|| seat.until.is_some().then(|| words().state_ended.to_owned()));
        let asked = seat.clone();
        let mut items = vec![
            MenuItem::new(words().inherit, move || inheriting.set(Some(asked.clone())))
                .icon(Icon::Switch)
                .disabled(barred),
            MenuItem::link(words().lineage, open.link(seat.id.as_str())).icon(Icon::Activity),
            MenuItem::link(words().open_member, route::member(&seat.holder_id)).icon(Icon::Person),
        ];
        if may(Permission::ArchiveRead) {
            let label = ConversationsWords::get(language()).see_conversations;
            items.push(MenuItem::link(label, route::conversations_of(&seat.holder_id)).icon(Icon::Chat));
        }
        items
    });
    view! {
        <FilterBar filters/>
        <DataTable
            name="seats"
            label=words().seats
            from=rows
            columns=columns(several)
            id=|seat: &Seat| seat.id.0.clone()
            title=|seat: &Seat| seat.holder.clone()
            href=RowText::new(move |seat: &Seat| open.link(seat.id.as_str()))
            menu
            paging
            filtered=Signal::derive(move || filters.any())
            on_clear=Filters::clear
            empty=|| view! {
                <EmptyFirst icon=Icon::Key title=words().none_yet text=words().none_yet_text>
                    <StartAny kind=RunKind::SyncSeats/>
                </EmptyFirst>
            }
        />
    }
}

fn columns(several: bool) -> Vec<Column<Seat>> {
    let date = |at| view! { <Time at style=TimeStyle::Date/> };
    let connection = Column::new("connection", words().connection, |seat: &Seat| seat.connection.clone()).width(130);
    vec![
        Column::new("holder", words().holder, |seat: &Seat| view! { <Person name=seat.holder.clone()/> }).width(190),
        Column::new("department", w().common.department, |seat: &Seat| seat.department.clone()).width(160).hideable(),
        Column::new("edition", words().edition, |seat: &Seat| words().kind(seat.kind)).width(120),
        Column::new("since", words().since, move |seat: &Seat| date(seat.since)).width(120).hideable(),
        Column::new("until", words().until, move |seat: &Seat| seat.until.map(date)).width(120).hideable(),
        Column::new("from", words().inherited_from, |seat: &Seat| {
            let before = seat.inherited_from.clone();
            before.map(|before| view! { <Pill href=route::member(&before.member_id)>{before.name}</Pill> })
        })
        .width(160)
        .hideable(),
        Column::new("state", w().common.status, |seat: &Seat| badge(tone(seat.state), words().state(seat.state)))
            .width(160),
        if several { connection.hideable() } else { connection.hidden() },
    ]
}
