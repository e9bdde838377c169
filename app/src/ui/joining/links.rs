//! The tab *Links*: what is in force, who made it, how often it was used; pause, resume, withdraw, show again.

use super::link_sheet::LinkSheet;
use super::words;
use crate::api::invitations;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{
    Badge, Column, Confirm, DataTable, EmptyFirst, Icon, MenuItem, RowMenu, Switch, Time, TimeStyle, Tone, Toolbar,
    toast,
};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::param::{Param, param};
use crate::ui::{format, may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::invitation::{Invitation, InvitationState};
use model::page::Page;
use model::permission::Permission;

/// The tab.
#[component]
pub fn Links() -> impl IntoView {
    let ended = param("ended");
    let open = param("open");
    let changed = use_hint(&["invitations", "joins"]);
    let rows = load(
        move || (changed.get(), ended.some().is_some()),
        |(_, ended)| async move {
            let items = invitations::list(ended).await?;
            let total = Some(items.len() as i64);
            Ok(Page { items, next_cursor: None, total })
        },
    );
    let revoking = RwSignal::new(None::<Invitation>);
    let asked = RwSignal::new(false);
    let menu = menu(open, revoking, asked);
    let filtered = Signal::derive(|| false);
    let empty = || view! { <EmptyFirst icon=Icon::Link title=words().no_links text=words().no_links_text/> };
    let chosen = Signal::derive(move || {
        let id = open.get();
        rows.with(|page| page.items.iter().find(|link| link.id.0 == id).cloned()).flatten()
    });
    view! {
        <Toolbar>
            <Switch
                label=words().also_ended
                checked=Signal::derive(move || ended.some().is_some())
                on_change=move |on: bool| ended.set(if on { "1" } else { "" })
            />
        </Toolbar>
        <DataTable
            name="links"
            label=words().tab_links
            from=rows
            columns=columns(open)
            id=|link| link.id.0.clone()
            title=link_name
            menu
            filtered
            empty
        />
        <LinkSheet link=chosen on_close=move || open.set("")/>
        <Revoke revoking asked/>
    }
}

/// The note, or when it was made.
pub fn link_name(link: &Invitation) -> String {
    if link.note.is_empty() {
        fill(words().link_of, &[("date", &format::date_time(link.created_at))])
    } else {
        link.note.clone()
    }
}

/// The state in a word.
pub fn state_badge(state: InvitationState) -> impl IntoView + use<> {
    let tone = match state {
        InvitationState::Active => Tone::Good,
        InvitationState::Paused => Tone::Warning,
        InvitationState::Revoked | InvitationState::Expired | InvitationState::UsedUp => Tone::Neutral,
    };
    view! { <Badge tone dot=true>{w().common.invitation_state(state)}</Badge> }
}

/// `3/10`, or `3` where any number may use it.
pub fn uses(link: &Invitation) -> String {
    let used = format::number(link.uses);
    match link.max_uses {
        Some(most) => [used, format::number(most)].join("/"),
        None => [used.as_str(), words().unlimited_short].join("/"),
    }
}

/// When it ends, relative and exact.
pub fn expiry(link: &Invitation) -> AnyView {
    match link.expires_at {
        None => words().never_ends.into_any(),
        Some(at) => view! {
            <span class="two-lines"><Time at/> <small><Time at style=TimeStyle::DateTime/></small></span>
        }
        .into_any(),
    }
}

fn columns(open: Param) -> Vec<Column<Invitation>> {
    let c = w().common;
    vec![
        Column::new("note", words().link, move |link: &Invitation| {
            let id = link.id.0.clone();
            view! { <button type="button" class="link clip" on:click=move |_| open.push(&id)>{link_name(link)}</button> }
        })
        .width(200),
        Column::new("inviter", words().made_by, |link: &Invitation| link.inviter.clone()).width(130),
        Column::new("department", c.department, |link: &Invitation| {
            link.department.as_ref().map_or_else(|| "–".to_owned(), |(_, name)| name.clone())
        })
        .hideable(),
        Column::new("position", c.position, |link: &Invitation| link.position.clone()).width(120).hideable(),
        Column::new("uses", words().uses, |link: &Invitation| uses(link)).width(90).numeric(),
        Column::new("expires", words().expires, expiry).width(180),
        Column::new("state", c.status, |link: &Invitation| state_badge(link.state)).width(120),
        Column::new("created", c.created, |link: &Invitation| {
            view! { <Time at=link.created_at style=TimeStyle::DateTime/> }
        })
        .hidden(),
    ]
}

fn menu(open: Param, revoking: RwSignal<Option<Invitation>>, asked: RwSignal<bool>) -> RowMenu<Invitation> {
    let again = |_: Invitation| touch(&["invitations"]);
    let pause = deed_in_place(|link: Invitation| invitations::pause(link.id, link.revision), again);
    let resume = deed_in_place(|link: Invitation| invitations::resume(link.id, link.revision), again);
    let writes = may(Permission::InvitationsWrite);
    RowMenu::new(move |link: &Invitation| {
        let id = link.id.0.clone();
        let show = if writes { words().show_qr } else { w().common.details };
        let mut items = vec![MenuItem::new(show, move || open.push(&id)).icon(Icon::Qr)];
        if !writes {
            return items;
        }
        let link = link.clone();
        let other = link.clone();
        match link.state {
            InvitationState::Active => {
                items.push(MenuItem::new(w().common.pause, move || pause.go(link.clone())).icon(Icon::Pause));
            }
            InvitationState::Paused => {
                items.push(MenuItem::new(w().common.resume, move || resume.go(link.clone())).icon(Icon::Play));
            }
            InvitationState::Revoked => return items,
            InvitationState::Expired | InvitationState::UsedUp => {}
        }
        let ask = move || {
            revoking.set(Some(other.clone()));
            asked.set(true);
        };
        items.push(MenuItem::new(words().revoke, ask).icon(Icon::Block).danger().line_before());
        items
    })
}

#[component]
fn Revoke(revoking: RwSignal<Option<Invitation>>, asked: RwSignal<bool>) -> impl IntoView {
    let revoke = crate::ui::deed::deed(
        |link: Invitation| invitations::revoke(link.id, link.revision),
        move |_| {
            asked.set(false);
            toast::done(words().revoked);
            touch(&["invitations"]);
        },
    );
    Effect::new(move |_| {
        if asked.get() {
            revoke.set_problem(None);
        }
    });
    let name = move || revoking.with(|link| link.as_ref().map(link_name)).unwrap_or_default();
    view! {
        <Confirm
            open=asked
            title=words().revoke_title
            counts=name
            consequence=words().revoke_consequence
            way_back=words().revoke_way_back
            confirm=words().revoke
            busy=revoke.busy()
            problem=revoke.problem()
            on_confirm=move || if let Some(link) = revoking.get_untracked() { revoke.go(link) }
        />
    }
}
