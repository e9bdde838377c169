//! One hand-over, at the step where it stands. The state lies on the server: whoever comes back another day goes on from there.

use super::board::Board;
use super::give_up::GiveUp;
use super::held::Held;
use super::review::Review;
use super::undo::UndoPlan;
use super::wizard::Wizard;
use super::{said, tone, words};
use crate::api::handovers;
use crate::ui::kit::{Badge, Breadcrumb, EmptyFirst, Icon, PageHeader};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, Loader, load_one};
use crate::ui::route::Page;
use crate::ui::{format, may, w};
use crate::words::fill;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use model::HandoverId;
use model::handover::{Handover, HandoverKind, HandoverState};
use model::permission::Permission;

/// The page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let changed = use_hint(&["handovers"]);
    let plan = load_one(move || (id.get(), changed.get()), |id| handovers::get(HandoverId(id)));
    let title = move || plan.with(said::leavers).unwrap_or_else(|| w().shell.handovers.to_owned());
    let above = move || {
        let path = move || {
            let kind = plan.with(|plan| plan.kind).unwrap_or(HandoverKind::Leaving);
            let list = [Page::Handovers.path(), "?tab=", kind.word()].concat();
            vec![
                (w().shell.handovers.to_owned(), Some(Page::Handovers.path().to_owned())),
                (words().kind_tab(kind).to_owned(), Some(list)),
                (title(), None),
            ]
        };
        view! { <Breadcrumb path=Signal::derive(path)/> }
    };
    let description = move || plan.with(made).unwrap_or_default();
    let badge = move || {
        let state = plan.with(|plan| plan.state)?;
        Some(view! { <Badge tone=tone::of_handover(state)>{words().state(state)}</Badge> })
    };
    let writes = may(Permission::HandoversWrite);
    view! {
        <PageHeader title description above=above>
            {badge}
            {writes.then(|| view! { <GiveUp plan/> <UndoPlan plan/> })}
        </PageHeader>
        <Loaded from=plan let:now>
            <Plan now plan/>
        </Loaded>
    }
}

/// Who prepared it, and when.
fn made(plan: &Handover) -> String {
    fill(words().made, &[("name", &plan.created_by), ("date", &format::date_time(plan.created_at))])
}

/// What is drawn: another one only when the hand-over moves on, so that nothing that is being typed is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Wizard,
    /// To be looked at, not changed: it has its date, or the person may not.
    Waits,
    Board,
    GivenUp,
}

#[component]
fn Plan(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
) -> impl IntoView {
    let writes = may(Permission::HandoversWrite);
    let shown = Memo::new(move |_| match now.with(|now| now.state) {
        HandoverState::Draft | HandoverState::Proposed if writes => Shown::Wizard,
        HandoverState::Draft | HandoverState::Proposed | HandoverState::Scheduled => Shown::Waits,
        HandoverState::Running | HandoverState::Done | HandoverState::Undone => Shown::Board,
        HandoverState::Cancelled => Shown::GivenUp,
    });
    let note = Memo::new(move |_| now.with(said::note));
    view! {
        {move || note.get().and_then(|_| now.with_untracked(said::banner))}
        {move || match shown.get() {
            Shown::Wizard => view! { <Wizard now plan/> }.into_any(),
            Shown::Waits => view! { <Review now plan/> <Held now/> }.into_any(),
            Shown::Board => view! { <Board now/> }.into_any(),
            Shown::GivenUp => {
                view! { <EmptyFirst icon=Icon::Block title=words().given_up text=words().given_up_text/> }.into_any()
            }
        }}
    }
}
