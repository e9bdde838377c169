//! The review of a change set: rows to tick, the brake, and what became of it.

use super::apply::ApplyBar;
use super::facts::{StateBadge, origin_said};
use super::outcome::Outcome;
use super::review_tab::{ReviewTab, is_open};
use super::rows::ReviewRows;
use super::running::{RunProgress, fetch};
use super::words;
use crate::api::changes;
use crate::ui::backups::CopyBanner;
use crate::ui::kit::{Banner, BannerKind, Breadcrumb, PageHeader, Tabs};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load, load_one};
use crate::ui::param::{param, set_params};
use crate::ui::route::{self, Page};
use crate::ui::{count, labels, language, w};
use crate::words::fill;
use crate::words::seats::SeatsWords;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::ChangeSetId;
use model::change::{ChangeKind, ChangeSet};
use model::import::ImportKind;
use model::run::Run;

/// The page.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let changed = use_hint(&["changes"]);
    let set = load_one(move || (id.get(), changed.get()), |id| changes::get(ChangeSetId(id)));
    let title = move || {
        let kind = set.with(|set| labels().change_kind(set.kind)).unwrap_or_default();
        fill(words().review_title, &[("kind", kind)])
    };
    let description = move || set.with(origin_said).unwrap_or_default();
    let state = move || set.with(|set| set.state).map(|state| view! { <StateBadge state/> });
    let above = move || {
        let parent = move || match set.with(|set| set.kind) {
            Some(ChangeKind::Import) => (w().common.import.to_owned(), Some(route::imports(ImportKind::Members))),
            Some(ChangeKind::CustomerImport) => {
                (w().common.import.to_owned(), Some(route::imports(ImportKind::Customers)))
            }
            Some(ChangeKind::MappingImport) => {
                (w().common.import.to_owned(), Some(route::imports(ImportKind::Mappings)))
            }
            Some(ChangeKind::AgentImport) => (w().common.import.to_owned(), Some(route::imports(ImportKind::Agents))),
            Some(ChangeKind::Edit) => (w().shell.members.to_owned(), Some(Page::Members.path().to_owned())),
            Some(ChangeKind::Deletion) => (w().shell.customers.to_owned(), Some(Page::Customers.path().to_owned())),
            Some(ChangeKind::Restoration | ChangeKind::Erasure) => {
                (w().shell.customers.to_owned(), Some(route::BIN.to_owned()))
            }
            Some(ChangeKind::Inheritance) => {
                (SeatsWords::get(language()).title.to_owned(), Some(route::INTEROPERABILITY.to_owned()))
            }
            Some(ChangeKind::Handover) => (w().shell.handovers.to_owned(), Some(Page::Handovers.path().to_owned())),
            _ => (w().shell.sync.to_owned(), Some(Page::Sync.path().to_owned())),
        };
        let path = move || vec![parent(), (title(), None)];
        view! { <Breadcrumb path=Signal::derive(path)/> }
    };
    view! {
        <PageHeader title=title description=description above=above>{state}</PageHeader>
        <Loaded from=set let:now>
            <Review now set/>
        </Loaded>
    }
}

#[component]
fn Review(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
    /// The set.
    set: Loader<ChangeSet>,
) -> impl IntoView {
    let wanted = param("tab");
    let tab = Memo::new(move |_| now.with(|set| ReviewTab::of(&wanted.get(), set)));
    let tabs = Memo::new(move |_| now.with(ReviewTab::tabs));
    let current = Signal::derive(move || tab.get().id().to_owned());
    let open = Memo::new(move |_| now.with(is_open));
    let unchanged = Memo::new(move |_| tab.get() == ReviewTab::Unchanged);
    let second = Memo::new(move |_| open.get() && now.with(|set| set.second_person));
    view! {
        <UnderWay now set/>
        <Show when=move || second.get()>
            <Banner kind=BannerKind::Info>
                {fill(words().second_person, &[("name", &now.with_untracked(|set| set.created_by.clone()))])}
            </Banner>
        </Show>
        <CopyBanner now/>
        <Outcome now/>
        <Tabs
            label=words().rows
            tabs
            current
            on_change=move |id: String| set_params(&[("tab", &id), ("search", "")])
        />
        <Show
            when=move || unchanged.get()
            fallback=move || view! { <ReviewRows now set tab/> }
        >
            <p class="empty">{move || count(&words().unchanged_n, now.with(|set| set.counts.unchanged))}</p>
        </Show>
        <Show when=move || open.get()>
            <ApplyBar now set/>
        </Show>
    }
}

/// The run that carries the set out or puts it back.
#[component]
fn UnderWay(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
    /// The set.
    set: Loader<ChangeSet>,
) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let run = load(move || (now.with(|set| set.run.clone()), changed.get()), |(id, _)| fetch(id));
    Effect::new(move |_| {
        let over = run.with(|run| run.as_ref().is_some_and(|run| run.state.is_over())).unwrap_or_default();
        if over {
            set.reload();
        }
    });
    let live = Memo::new(move |_| run.get().flatten().filter(|run: &Run| !run.state.is_over()));
    let which = Memo::new(move |_| live.with(|run| run.as_ref().map(|run| run.id.clone())));
    move || {
        which.get()?;
        let first = live.get_untracked()?;
        let kind = first.kind;
        let run = Signal::derive(move || live.get().unwrap_or_else(|| first.clone()));
        Some(view! {
            <div class="card stack tight">
                <h2>{w().common.run_kind(kind)}</h2>
                <RunProgress run/>
                <p class="faint">{words().may_leave}</p>
            </div>
        })
    }
}
