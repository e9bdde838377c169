//! What a webhook was told, in a drawer over the list.

use super::delivery::Delivery;
use super::words;
use crate::api::webhooks;
use crate::ui::customers::days;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Choice, Drawer, EmptyFirst, Icon, Section, Select, TextField, TextKind, toast};
use crate::ui::live::{touch, use_hint};
use crate::ui::load::{Loaded, Loader, load};
use crate::ui::param::Param;
use crate::ui::{count, dom, may, w};
use leptos::prelude::*;
use model::moment::DAY;
use model::page::{Page, PageRequest};
use model::permission::Permission;
use model::webhook::{DeliveryQuery, DeliveryState, Webhook};
use model::{Moment, WebhookId};

/// Deliveries shown at first, and with each press of the button below them.
const STEP: u32 = 25;
/// As many as one page holds.
const MOST: u32 = model::page::MAX_LIMIT;

/// The drawer; open while the URL names a webhook.
#[component]
pub fn LogDrawer(open: Param, rows: Loader<Page<Webhook>>) -> impl IntoView {
    view! {
        <Drawer
            open=Signal::derive(move || open.some().is_some())
            on_close=move || open.push("")
            title=words().log
        >
            <Log open rows/>
        </Drawer>
    }
}

#[component]
fn Log(open: Param, rows: Loader<Page<Webhook>>) -> impl IntoView {
    // Keeps the last id while the drawer closes: nothing is asked for without one.
    let id = Memo::new(move |old: Option<&String>| open.some().or_else(|| old.cloned()).unwrap_or_default());
    let state = RwSignal::new(String::new());
    let most = RwSignal::new(STEP);
    let changed = use_hint(&["webhooks"]);
    let deliveries = load(
        move || (changed.get(), id.get(), state.get(), most.get()),
        |(_, id, state, limit)| {
            let page = PageRequest { limit, ..PageRequest::default() };
            let state = DeliveryState::from_word(&state);
            webhooks::deliveries(DeliveryQuery { webhook: WebhookId(id), state, page })
        },
    );
    let mut options = vec![Choice::new("", w().common.all)];
    options.extend(DeliveryState::ALL.iter().map(|state| Choice::new(state.word(), words().delivery_state(*state))));
    let url = move || {
        let find =
            |page: &Page<Webhook>| page.items.iter().find(|hook| hook.id.0 == id.get()).map(|hook| hook.url.clone());
        rows.with(find).flatten().unwrap_or_default()
    };
    let writes = may(Permission::WebhooksWrite);
    let more = move || {
        let rest = deliveries.with(|page| page.next_cursor.is_some()).unwrap_or_default();
        (rest && most.get() < MOST).then(|| {
            view! {
                <Button small=true on_click=move || most.update(|most| *most = (*most * 4).min(MOST))>
                    {words().show_more}
                </Button>
            }
        })
    };
    view! {
        <p class="mono clip">{url}</p>
        <Select
            name="state"
            label=w().common.status
            value=state
            bind=state
            options=Signal::stored(options)
        />
        {writes.then(|| view! { <Again id/> })}
        <Section title=words().deliveries>
            <Loaded from=deliveries let:page>
                <Show
                    when=move || page.with(|page| !page.items.is_empty())
                    fallback=|| view! { <EmptyFirst icon=Icon::Activity title=words().nothing_sent/> }
                >
                    <ul class="stack">
                        <For
                            each=move || page.with(|page| page.items.clone())
                            key=|one| (one.id.clone(), one.attempts, one.state)
                            let:one
                        >
                            <Delivery webhook=id delivery=one/>
                        </For>
                    </ul>
                </Show>
            </Loaded>
            <div class="line">{more}</div>
        </Section>
    }
}

/// Everything that was given up since a day.
#[component]
fn Again(id: Memo<String>) -> impl IntoView {
    let since = RwSignal::new(String::new());
    let again = deed_in_place(
        |(webhook, since): (WebhookId, Moment)| webhooks::redeliver_failed(webhook, since),
        |n: i64| {
            toast::done(count(&words().sent_again_n, n));
            touch(&["webhooks"]);
        },
    );
    let go = move |()| {
        let from = days::begins(&since.get_untracked()).unwrap_or_else(|| dom::now().plus(-30 * DAY));
        again.go((WebhookId(id.get_untracked()), from));
    };
    view! {
        <div class="line">
            <TextField name="since" label=words().since value=since kind=TextKind::Date/>
            <Button icon=Icon::Refresh on_click=move || go(())>{words().send_failed_again}</Button>
        </div>
    }
}
