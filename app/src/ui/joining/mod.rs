//! Joining: who waits, who was refused, the links in force, the door number; and the dialog that invites.

mod approve;
pub mod channel;
mod decide;
mod detail;
mod door;
mod failures;
mod invite;
mod keys;
mod link_sheet;
mod links;
mod poster;
mod qr;
mod queue;
mod refuse;
mod refused;
mod rules;
mod waiting;

use super::kit::{Button, ButtonKind, Icon, PageHeader, Tab, Tabs};
use super::live::use_hint;
use super::load::load;
use super::param::{param, push_params};
use super::route::Page;
use super::shell::guard;
use super::{language, may, w};
use crate::api::joins;
use crate::words::joining::JoiningWords;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::join::{JoinQuery, JoinState};
use model::page::PageRequest;
use model::permission::Permission;

/// `Joining`'s module, loaded when it is first visited.
pub struct JoiningRoute;

#[lazy_route]
impl LazyRoute for JoiningRoute {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        guard(Page::Joining, || view! { <JoiningPage/> }.into_any())
    }
}

fn words() -> &'static JoiningWords {
    JoiningWords::get(language())
}

#[component]
fn JoiningPage() -> impl IntoView {
    let tab = param("tab");
    let inviting = param("invite");
    let changed = use_hint(&["joins"]);
    let decides = may(Permission::JoinsRead);
    let waiting = load(
        move || changed.get(),
        move |_| {
            let page = PageRequest { limit: 1, count: true, ..PageRequest::default() };
            let query = JoinQuery { states: vec![JoinState::Waiting], page, ..JoinQuery::default() };
            async move { if decides { joins::list(query).await } else { Ok(model::page::Page::empty()) } }
        },
    );
    let tabs = Signal::derive(move || tabs(waiting.with(|page| page.total).flatten()));
    let invitations = may(Permission::InvitationsRead);
    let invites = may(Permission::InvitationsWrite);
    let open = Signal::derive(move || invites && inviting.some().is_some());
    view! {
        <PageHeader title=w().shell.joining description=words().intro>
            {invites.then(|| view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || inviting.push("1")>
                    {w().common.invite}
                </Button>
            })}
        </PageHeader>
        // What is open or searched in one tab means nothing in another.
        <Tabs
            label=w().shell.joining
            tabs
            current=tab.signal()
            on_change=move |id: String| push_params(&[("tab", &id), ("open", ""), ("search", "")])
        />
        {move || match tab.get().as_str() {
            "door" if invitations => view! { <door::DoorTab/> }.into_any(),
            // Whoever may only invite has nobody who waits.
            _ if invitations && !decides => view! { <links::Links/> }.into_any(),
            "refused" => view! { <refused::Refused/> }.into_any(),
            "links" if invitations => view! { <links::Links/> }.into_any(),
            "rules" => view! { <rules::Rules/> }.into_any(),
            _ => view! { <waiting::Waiting/> }.into_any(),
        }}
        <invite::InviteDialog open on_close=move || inviting.set("")/>
    }
}

fn tabs(waiting: Option<i64>) -> Vec<Tab> {
    let mut tabs = Vec::new();
    let decides = may(Permission::JoinsRead);
    if decides {
        tabs.push(Tab::new("waiting", words().tab_waiting).count(waiting));
        tabs.push(Tab::new("refused", words().tab_refused));
    }
    if may(Permission::InvitationsRead) {
        tabs.push(Tab::new("links", words().tab_links));
        tabs.push(Tab::new("door", words().tab_door));
    }
    if decides {
        tabs.push(Tab::new("rules", words().tab_rules));
    }
    tabs
}
