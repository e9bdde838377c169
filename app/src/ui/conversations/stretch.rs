//! The messages that are on screen: a box that scrolls, with the ways to earlier and later ones at its ends.

use super::line::{Line, lines};
use super::message::{Shown, message};
use super::thread::{Thread, thread};
use super::words;
use crate::ui::dom;
use crate::ui::kit::{Button, Icon, LinkButton, SearchBox, Toolbar};
use crate::ui::load::Loaded;
use crate::ui::param::{param, set_params};
use leptos::html;
use leptos::prelude::*;
use model::ConversationId;
use model::conversation::Messages;

/// So near to an end of the box, in pixels, one reads on.
const NEAR: i32 = 48;

/// The box with the search over it.
#[component]
pub fn Stretch(
    /// Which conversation.
    id: Memo<ConversationId>,
    /// Called when the reason no longer counts.
    #[prop(into)]
    on_closed: Callback<()>,
) -> impl IntoView {
    // Of their own names: on the way to the list neither asks for the other's.
    let (find, at) = (param("find"), param("at"));
    let thread = thread(id, find, at, on_closed);
    let around = Memo::new(move |_| at.some().is_some());
    view! {
        <Toolbar>
            <SearchBox
                label=words().find
                value=find.signal()
                on_search=move |text: String| set_params(&[("find", &text), ("at", "")])
            />
            <Show when=move || around.get()>
                <LinkButton href=Signal::derive(move || at.link("")) icon=Icon::Left>
                    {move || if find.some().is_some() { words().to_search } else { words().to_newest }}
                </LinkButton>
            </Show>
        </Toolbar>
        <Loaded from=thread.messages let:part>
            <Scroll id thread part find=find.signal() at=at.signal() link=Callback::new(move |id: String| at.link(&id))/>
        </Loaded>
    }
}

#[component]
fn Scroll(
    id: Memo<ConversationId>,
    thread: Thread,
    /// What is there.
    part: Signal<Messages>,
    /// The words looked for.
    find: Signal<String>,
    /// The message that stands first, if one was chosen.
    at: Signal<String>,
    /// The address that shows a message in the conversation.
    link: Callback<String, String>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let (sought, chosen) = (find.get_untracked(), at.get_untracked());
    let searching = !sought.is_empty() && chosen.is_empty();
    let shown = StoredValue::new(Shown {
        conversation: id.get_untracked(),
        sought,
        chosen: chosen.clone(),
        link: searching.then_some(link),
    });
    node.on_load(move |element| {
        if chosen.is_empty() {
            dom::soon(move || element.set_scroll_top(element.scroll_height()));
        }
    });
    let all = Memo::new(move |_| part.with(|part| lines(&part.items)));
    let empty = Memo::new(move |_| part.with(|part| part.items.is_empty()));
    let has_earlier = Memo::new(move |_| part.with(|part| part.before.is_some()));
    let has_later = Memo::new(move |_| !thread.ended.get());
    // What is put in above must not push away what is being read.
    let first = Memo::new(move |_| part.with(|part| part.items.first().map(|one| one.id.clone())));
    let below = StoredValue::new(0);
    let measure = move || {
        if let Some(element) = node.get_untracked() {
            below.set_value(element.scroll_height() - element.scroll_top());
        }
    };
    let go_earlier = move || {
        measure();
        thread.earlier.go(());
    };
    Effect::new(move |old: Option<Option<String>>| {
        let now = first.get();
        if old.is_some_and(|old| old != now)
            && let Some(element) = node.get_untracked()
        {
            dom::soon(move || {
                if let Some(below) = below.try_get_value() {
                    element.set_scroll_top(element.scroll_height() - below);
                }
            });
        }
        now
    });
    let scrolled = move |_| {
        measure();
        let Some(element) = node.get_untracked() else { return };
        let left = element.scroll_height() - element.client_height() - element.scroll_top();
        if element.scroll_top() < NEAR && has_earlier.get_untracked() {
            go_earlier();
        } else if left < NEAR && has_later.get_untracked() {
            thread.later.go(());
        }
    };
    let draw = move |line: Line| match line {
        Line::Day(_, name) => view! { <h2 class="thread-day">{name}</h2> }.into_any(),
        Line::Hands(_, said) => view! { <p class="thread-hands">{said}</p> }.into_any(),
        Line::Message(one) => shown.with_value(|shown| message(shown, &one)),
    };
    view! {
        <div
            node_ref=node
            class="thread"
            role="region"
            tabindex="0"
            aria-label=words().tab_messages
            on:scroll=scrolled
        >
            {move || match (empty.get(), has_earlier.get()) {
                (true, _) => view! { <p class="empty">{words().nothing_found}</p> }.into_any(),
                (false, true) => view! {
                    <Button icon=Icon::Up busy=thread.earlier.busy() on_click=go_earlier>{words().earlier}</Button>
                }
                .into_any(),
                (false, false) if searching => ().into_any(),
                (false, false) => view! { <p class="faint">{words().begins}</p> }.into_any(),
            }}
            <For each=move || all.get() key=Line::key children=draw/>
            <Show when=move || has_later.get()>
                <Button icon=Icon::Down busy=thread.later.busy() on_click=move || thread.later.go(())>
                    {words().later}
                </Button>
            </Show>
        </div>
    }
}
