//! The tab *Inactivated*: who was invited, how, what became of the message, and what can be done about it.

mod bulk;
mod cancel;
mod clock;
mod columns;
mod desk;
mod menu;
mod outcomes;
mod readdress;
mod rows;

pub use bulk::InvitedBulk;
pub use desk::{Desk, desk};

use super::page::{clear_filters, invite};
use super::place::Place;
use super::step::Asked;
use super::words;
use crate::ui::kit::{ButtonKind, DataTable, EmptyFirst, Icon, LinkButton, RowText, Selection, late, paging};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{may, w};
use leptos::prelude::*;
use model::member::MemberQuery;
use model::permission::Permission;
use rows::{Row, page_of};

/// The list, in a module of its own, loaded when the tab is first opened.
pub fn invited(
    place: Place,
    asked: Asked,
    desk: Desk,
    matching: RwSignal<Option<i64>>,
    selection: Option<Selection>,
) -> AnyView {
    late(invited_table(place, asked, desk, matching, selection))
}

#[lazy]
fn invited_table(
    place: Place,
    asked: Asked,
    desk: Desk,
    matching: RwSignal<Option<i64>>,
    selection: Option<Selection>,
) -> AnyView {
    view! { <InvitedTable place asked desk matching selection/> }.into_any()
}

/// One page of those who were invited.
#[component]
fn InvitedTable(
    place: Place,
    asked: Asked,
    desk: Desk,
    /// Where it is told how many match.
    matching: RwSignal<Option<i64>>,
    /// Check boxes, for whoever can do something with several.
    selection: Option<Selection>,
) -> impl IntoView {
    let paging = paging();
    let changed = use_hint(&["members", "departments", "invitations", "outbox"]);
    let rows = load(
        move || (changed.get(), MemberQuery { page: paging.request(), ..place.query() }),
        |(_, query)| page_of(query),
    );
    Effect::new(move |_| matching.set(rows.with(|page| page.total).flatten()));
    let now = clock::clock();
    view! {
        <outcomes::Outcomes desk/>
        <DataTable
            name="invited"
            label=w().common.status_invited
            from=rows
            columns=columns::columns(now)
            id=|row: &Row| row.member.id.0.clone()
            title=|row: &Row| row.member.name.clone()
            href=RowText::new(move |row: &Row| place.member_link(&row.member.id))
            menu=menu::menu(place, asked, desk, now)
            selection
            sort=place.sort
            paging
            filtered=Signal::derive(move || place.is_filtered())
            on_clear=|()| clear_filters()
            empty
        />
        <readdress::ReaddressDialog desk/>
        <cancel::CancelConfirm desk/>
    }
}

fn empty() -> impl IntoView {
    let invites = may(Permission::InvitationsWrite).then(|| {
        view! { <LinkButton kind=ButtonKind::Primary icon=Icon::Plus href=invite()>{w().common.invite}</LinkButton> }
    });
    view! { <EmptyFirst icon=Icon::Mail title=words().none_invited text=words().none_invited_text>{invites}</EmptyFirst> }
}
