//! The menu of a row.

use super::super::place::Place;
use super::super::step::Asked;
use super::super::table::item;
use super::super::words;
use super::clock::left;
use super::desk::{Cancelling, Desk, Whom};
use super::rows::Row;
use crate::ui::kit::{Icon, MenuItem, RowMenu};
use crate::ui::{labels, may, w};
use leptos::prelude::*;
use model::Moment;
use model::member::{Lock, Source, Step};
use model::permission::Permission;

/// What can be done with one who was invited.
pub fn menu(place: Place, asked: Asked, desk: Desk, now: Signal<Moment>) -> RowMenu<Row> {
    let invites = may(Permission::InvitationsWrite);
    RowMenu::new(move |row: &Row| {
        let open = untrack(|| place.member_link(&row.member.id));
        let mut items = vec![MenuItem::link(w().common.open, open).icon(Icon::Eye)];
        if invites {
            items.push(send(row, desk, now));
            items.push(readdress(row, desk));
            items.extend(copy(row, desk));
            items.extend(cancel(row, desk));
        }
        if may(Permission::MembersWrite) {
            items.push(item(Step::Terminate, row.member.clone(), asked));
        }
        items
    })
}

fn send(row: &Row, desk: Desk, now: Signal<Moment>) -> MenuItem {
    let label = if row.invitation.is_some() { words().send_again } else { words().send_first };
    let id = row.member.id.clone();
    let wait = match &row.invitation {
        _ if !row.is_reachable() => Signal::stored(Some(words().no_address.to_owned())),
        Some(invitation) => left(now, invitation.again_at),
        None => Signal::stored(None),
    };
    MenuItem::new(label, move || desk.send_again.go(Whom::These(vec![id.clone()])))
        .icon(Icon::Mail)
        .disabled_while(wait)
        .line_before()
}

fn readdress(row: &Row, desk: Desk) -> MenuItem {
    let member = row.member.clone();
    let locked = (member.source != Source::Manual).then(|| labels().lock(Lock::Upstream).to_owned());
    MenuItem::new(words().change_address, move || desk.readdressing.set(Some(member.clone())))
        .icon(Icon::Edit)
        .disabled(locked)
}

fn copy(row: &Row, desk: Desk) -> Option<MenuItem> {
    let url = row.invitation.as_ref()?.url.clone()?;
    let name = row.member.name.clone();
    Some(MenuItem::new(words().copy_link, move || desk.copy.go((url.clone(), name.clone()))).icon(Icon::Copy))
}

/// Somebody of a platform who was never invited has nothing that could be taken back.
fn cancel(row: &Row, desk: Desk) -> Option<MenuItem> {
    if row.invitation.is_none() && row.member.source != Source::Manual {
        return None;
    }
    let cancelling =
        Cancelling { whom: Whom::These(vec![row.member.id.clone()]), amount: 1, name: row.member.name.clone() };
    let ask = move || desk.ask_cancel(cancelling.clone());
    Some(MenuItem::new(words().cancel_invitation, ask).icon(Icon::Block).danger().line_before())
}
