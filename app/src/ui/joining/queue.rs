//! The left pane: who waits, oldest first.

use super::channel::channel_icon;
use super::keys::row_id;
use super::words;
use crate::ui::kit::{Checkbox, EmptyFiltered, EmptyFirst, Icon, Pager, Paging, Selection, Time, icon};
use crate::ui::load::{Loaded, Loader};
use crate::ui::param::Param;
use crate::ui::{labels, w};
use crate::words::fill;
use leptos::prelude::*;
use model::join::Join;
use model::page::Page;

/// What the list needs of the page around it.
#[derive(Clone, Copy)]
pub struct Queue {
    /// The page of requests.
    pub rows: Loader<Page<Join>>,
    /// The one in the right pane.
    pub current: Memo<Option<Join>>,
    /// The parameter that chooses it.
    pub open: Param,
    /// The words searched for.
    pub search: Param,
    /// The chosen ones; `None` for those who may only look.
    pub selection: Option<Selection>,
    /// Where in the list one is.
    pub paging: Paging,
}

/// The list.
#[component]
pub fn QueueList(
    /// The page around it.
    queue: Queue,
) -> impl IntoView {
    let Queue { rows, search, paging, .. } = queue;
    let shown = Signal::derive(move || rows.with(|page| (page.items.len(), page.next_cursor.clone(), page.total)));
    view! {
        <div class="queue-scroll">
            <Loaded from=rows let:page>
                <Show
                    when=move || page.with(|page| !page.items.is_empty())
                    fallback=move || if search.some().is_some() {
                        view! { <EmptyFiltered on_clear=move || search.set("")/> }.into_any()
                    } else {
                        view! {
                            <EmptyFirst icon=Icon::Check title=words().nobody_waits text=words().nobody_waits_text/>
                        }.into_any()
                    }
                >
                    <ul class="queue" aria-label=words().tab_waiting>
                        <For
                            each=move || page.with(|page| page.items.clone())
                            key=|join| (join.id.0.clone(), join.name.clone())
                            let:join
                        >
                            {row(join, queue)}
                        </For>
                    </ul>
                </Show>
            </Loaded>
        </div>
        <Pager paging shown/>
    }
}

fn row(join: Join, queue: Queue) -> impl IntoView {
    let id = StoredValue::new(join.id.0.clone());
    let is_current = move || {
        queue.current.with(|current| current.as_ref().is_some_and(|current| id.with_value(|id| *id == current.id.0)))
    };
    let label = fill(w().kit.select_row, &[("name", &join.name)]);
    let tick = queue.selection.map(|selection| {
        let checked = Signal::derive(move || id.with_value(|id| selection.has(id)));
        view! {
            <Checkbox bare=true label checked on_change=move |on| selection.set(&[id.get_value()], on)/>
        }
    });
    let channel = w().common.channel(join.channel);
    view! {
        <li id=row_id(&join.id.0) class="queue-row" class:current=is_current>
            {tick}
            <a
                href=move || id.with_value(|id| queue.open.link(id))
                aria-current=move || is_current().then_some("true")
            >
                <span class="queue-head">
                    <strong class="clip">{join.name}</strong>
                    <span class="faint"><Time at=join.created_at/></span>
                </span>
                <span class="queue-why" title=channel>
                    {icon(channel_icon(join.channel))}
                    <span class="unseen">{channel}</span>
                    <small>{labels().join_rule(join.rule)}</small>
                </span>
            </a>
        </li>
    }
}
