//! The list of members.

use super::columns::columns;
use super::page::{clear_filters, invite};
use super::place::Place;
use super::step::{Asked, steps_of};
use super::words;
use crate::api::members;
use crate::ui::kit::{
    ButtonKind, DataTable, EmptyFirst, Icon, LinkButton, MenuItem, RowMenu, RowText, Selection, meant, paging,
};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{may, route, w};
use leptos::prelude::*;
use model::member::{MemberQuery, MemberRow, Status, Step};
use model::permission::Permission;

/// One page of the members that match.
#[component]
pub fn MembersTable(
    place: Place,
    asked: Asked,
    /// Where it is told how many match.
    matching: RwSignal<Option<i64>>,
    /// Check boxes, for whoever can do something with several.
    selection: Option<Selection>,
) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["members", "departments"]);
    let rows = load(
        move || (changed.get(), MemberQuery { page: paging.request(), ..place.query() }),
        |(_, query)| members::list(query),
    );
    Effect::new(move |_| matching.set(rows.with(|page| page.total).flatten()));
    let menu = RowMenu::new(move |m: &MemberRow| {
        let mut items = vec![MenuItem::link(w().common.open, untrack(|| place.member_link(&m.id))).icon(Icon::Eye)];
        if may(Permission::MembersWrite) {
            items.extend(steps_of(m.status).iter().map(|step| item(*step, m.clone(), asked)));
        }
        items
    });
    view! {
        <DataTable
            name="members"
            label=w().shell.members
            from=rows
            columns=columns()
            id=|m| m.id.0.clone()
            title=|m| m.name.clone()
            href=RowText::new(move |m: &MemberRow| place.member_link(&m.id))
            menu
            selection
            sort=place.sort
            paging
            filtered=Signal::derive(move || place.is_filtered())
            on_clear=|()| clear_filters()
            meant=move || meant(move || place.query(), members::suggest, move |search| place.search.set(&search))
            empty=move || empty(place)
        />
    }
}

/// The menu item of a step.
pub fn item(step: Step, row: MemberRow, asked: Asked) -> MenuItem {
    let (label, glyph) = match step {
        Step::Suspend => (w().common.suspend, Icon::Pause),
        Step::Resume => (w().common.resume, Icon::Play),
        Step::Terminate => (w().common.terminate, Icon::SignOut),
        Step::Restore => (w().common.restore, Icon::Undo),
    };
    let item = MenuItem::new(label, move || asked.ask(row.clone(), step)).icon(glyph).line_before();
    if matches!(step, Step::Terminate) { item.danger() } else { item }
}

/// Nobody, and no filter is the reason.
fn empty(place: Place) -> AnyView {
    if place.present_status() != Status::Active {
        return view! { <EmptyFirst icon=Icon::People title=words().none_in_tab/> }.into_any();
    }
    let invited = may(Permission::InvitationsWrite).then(|| {
        view! {
            <LinkButton kind=ButtonKind::Primary icon=Icon::Plus href=invite()>{w().common.invite}</LinkButton>
        }
    });
    let connected = may(Permission::ConnectionsRead).then(|| {
        view! {
            <LinkButton icon=Icon::Sync href=route::Page::Sync.path().to_owned()>{words().sync_open}</LinkButton>
        }
    });
    view! {
        <EmptyFirst icon=Icon::People title=words().none_yet text=words().none_yet_text>
            {invited} {connected}
        </EmptyFirst>
    }
    .into_any()
}
