//! The page: every webhook, newest first.

use super::form::{Editing, WebhookDialog};
use super::log::LogDrawer;
use super::remove::Remove;
use super::rotate::Rotate;
use super::secret::Secret;
use super::words;
use crate::api::webhooks;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{
    Breadcrumb, Button, ButtonKind, Column, DataTable, EmptyFirst, Icon, LinkButton, MenuItem, PageHeader, RowMenu,
    RowText, Time, Tone, badge, paging, pill, toast,
};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::load;
use crate::ui::param::param;
use crate::ui::route::Page as Place;
use crate::ui::{format, lacks, may, w};
use leptos::prelude::*;
use model::WebhookId;
use model::event::ALL;
use model::page::PageRequest;
use model::permission::Permission;
use model::webhook::{FreshWebhook, OffReason, Webhook};

/// Where payloads and signatures are described.
const REFERENCE: &str = "/docs#Webhooks";

/// The page.
#[component]
pub fn WebhooksPage() -> impl IntoView {
    let writes = may(Permission::WebhooksWrite);
    let changed = use_hint(&["webhooks"]);
    let paging = paging();
    let rows = load(move || (changed.get(), paging.request()), |(_, page): (u32, PageRequest)| webhooks::list(page));
    let open = param("open");
    let editing = RwSignal::new(None::<Editing>);
    let fresh = RwSignal::new(None::<FreshWebhook>);
    let rotating = RwSignal::new(None::<Webhook>);
    let removing = RwSignal::new(None::<Webhook>);
    let asked = RwSignal::new(false);
    let test = deed_in_place(
        |id: WebhookId| webhooks::test(id),
        move |_| {
            toast::done(words().test_sent);
            touch(&["webhooks"]);
        },
    );
    let menu = RowMenu::new(move |hook: &Webhook| {
        let locked = (!writes).then(|| lacks(Permission::WebhooksWrite));
        let off = locked.clone().or_else(|| (!hook.enabled).then(|| w().common.off.to_owned()));
        let (to_edit, to_rotate, to_remove, id) = (hook.clone(), hook.clone(), hook.clone(), hook.id.clone());
        let remove = move || {
            removing.set(Some(to_remove.clone()));
            asked.set(true);
        };
        vec![
            MenuItem::link(words().log, open.link(hook.id.as_str())).icon(Icon::Activity),
            MenuItem::new(words().send_test, move || test.go(id.clone())).icon(Icon::Play).disabled(off),
            MenuItem::new(w().common.edit, move || editing.set(Some(Some(to_edit.clone()))))
                .icon(Icon::Edit)
                .disabled(locked.clone()),
            MenuItem::new(words().rotate, move || rotating.set(Some(to_rotate.clone())))
                .icon(Icon::Refresh)
                .disabled(locked.clone()),
            MenuItem::new(w().common.remove, remove).icon(Icon::Trash).danger().line_before().disabled(locked),
        ]
    });
    let add = move || {
        writes.then(|| {
            view! {
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || editing.set(Some(None))>
                    {words().add}
                </Button>
            }
        })
    };
    let above = || {
        let settings = may(Permission::OrganisationWrite).then(|| Place::Settings.path().to_owned());
        let path = vec![(w().shell.settings.to_owned(), settings), (words().title.to_owned(), None)];
        view! { <Breadcrumb path=Signal::stored(path)/> }
    };
    view! {
        <PageHeader title=words().title description=words().text above=above>
            <LinkButton href=REFERENCE outside=true>{words().reference}</LinkButton>
            {add()}
        </PageHeader>
        <DataTable
            name="webhooks"
            label=words().title
            from=rows
            columns=columns()
            id=|hook: &Webhook| hook.id.0.clone()
            title=|hook: &Webhook| hook.url.clone()
            href=RowText::new(move |hook: &Webhook| open.link(hook.id.as_str()))
            menu
            paging
            empty=move || view! {
                <EmptyFirst icon=Icon::Plug title=words().none_yet text=words().none_yet_text>{add()}</EmptyFirst>
            }
        />
        <WebhookDialog editing fresh/>
        <Secret fresh/>
        <Rotate rotating fresh/>
        <Remove removing asked/>
        <LogDrawer open rows/>
    }
}

fn columns() -> Vec<Column<Webhook>> {
    vec![
        Column::new("url", words().url, |hook: &Webhook| {
            let (url, text) = (hook.url.clone(), hook.description.clone());
            view! { <span class="two-lines"><strong class="mono clip">{url}</strong> <small>{text}</small></span> }
        })
        .width(300),
        Column::new("events", words().events, |hook: &Webhook| {
            let one = |event: &String| {
                let text = if event == ALL { words().every_event.to_owned() } else { event.clone() };
                view! { {pill(text)} " " }
            };
            hook.events.iter().map(one).collect_view()
        })
        .width(240),
        Column::new("state", w().common.status, state).width(180),
        Column::new("waiting", words().waiting, |hook: &Webhook| format::number(hook.waiting)).width(100).numeric(),
        Column::new("failed", words().failed, |hook: &Webhook| format::number(hook.failed)).width(100).numeric(),
        Column::new("by", words().made_by, |hook: &Webhook| hook.created_by.clone()).width(130).hideable(),
        Column::new("created", w().common.created, |hook: &Webhook| view! { <Time at=hook.created_at/> })
            .width(120)
            .hidden(),
    ]
}

fn state(hook: &Webhook) -> AnyView {
    match (hook.enabled, hook.off_reason, hook.failing_since) {
        (true, _, None) => badge(Tone::Good, w().common.on),
        (true, _, Some(since)) => view! {
            <span class="two-lines">{badge(Tone::Warning, words().failing)} <small><Time at=since/></small></span>
        }
        .into_any(),
        (false, Some(OffReason::Gone), _) => badge(Tone::Bad, words().off_gone),
        (false, Some(OffReason::Failing), _) => badge(Tone::Bad, words().off_failing),
        (false, None, _) => badge(Tone::Neutral, w().common.off),
    }
}
