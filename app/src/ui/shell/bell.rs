//! Runs under way, wherever one is: long work may be left and found again here.

use crate::api::runs;
use crate::ui::kit::popover::Popover;
use crate::ui::kit::{Icon, Progress, icon};
use crate::ui::live::use_hint;
use crate::ui::load::{Loader, load};
use crate::ui::route::{self, Page};
use crate::ui::{count, format, labels, session, w};
use leptos::html;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunQuery};

/// The bell.
#[component]
pub fn Bell() -> impl IntoView {
    session::may(Permission::ConnectionsRead).then(|| {
        let changed = use_hint(&["runs"]);
        let under_way = load(move || changed.get(), |_| runs::under_way());
        view! { <BellButton under_way/> }
    })
}

#[component]
fn BellButton(under_way: Loader<i64>) -> impl IntoView {
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let running = Memo::new(move |_| under_way.with(|count| *count).unwrap_or(0));
    let label = move || match running.get() {
        0 => w().shell.bell.to_owned(),
        n => count(&w().shell.bell_count, n),
    };
    view! {
        <button
            node_ref=button
            type="button"
            class="button icon-only bell"
            class:ringing=move || { running.get() > 0 }
            aria-haspopup="dialog"
            aria-expanded=move || if open.get() { "true" } else { "false" }
            aria-label=label
            title=label
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {icon(Icon::Bell)}
            {move || (running.get() > 0).then(|| view! { <span class="bell-count">{format::number(running.get())}</span> })}
        </button>
        <Popover open anchor=button label=w().shell.bell class="bell-list">
            <h2>{w().shell.bell}</h2>
            {Suspend::new(ScopedFuture::new(bell_runs()))}
            <a href=Page::Sync.path() on:click=move |_| open.set(false)>{w().shell.bell_all}</a>
        </Popover>
    }
}

/// A module of its own, loaded when the bell is first opened.
#[lazy]
fn bell_runs() -> AnyView {
    view! { <BellRuns/> }.into_any()
}

#[component]
fn BellRuns() -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let under_way = load(
        move || changed.get(),
        |_| {
            let page = PageRequest { limit: 20, ..PageRequest::default() };
            runs::list(RunQuery { under_way: true, page, ..RunQuery::default() })
        },
    );
    move || {
        let runs = under_way.with(|page| page.items.clone())?;
        Some(if runs.is_empty() {
            view! { <p class="bell-none">{w().shell.bell_none}</p> }.into_any()
        } else {
            runs.into_iter().map(line).collect_view().into_any()
        })
    }
}

fn line(run: Run) -> AnyView {
    let words = w().common;
    let href = route::run(&run);
    view! {
        <a class="bell-run" href=href>
            <strong>{words.run_kind(run.kind)}</strong> " " <span class="faint">{run.connection}</span>
            <Progress label=labels().stage(run.stage) done=run.done total=Signal::stored(run.total)/>
        </a>
    }
    .into_any()
}
