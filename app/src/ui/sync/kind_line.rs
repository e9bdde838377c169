//! One kind of synchronisation on a card: how it stands, how it went, when it runs next, and the button.

use super::result::{RunBadge, counts_said, is_good, result_said, review_link};
use super::running::RunProgress;
use super::start::StartSync;
use super::words;
use crate::api::runs;
use crate::ui::kit::{Icon, Time, icon};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use crate::ui::{format, may, w};
use crate::words::fill;
use leptos::prelude::*;
use model::ConnectionId;
use model::connection::Schedule;
use model::page::PageRequest;
use model::permission::Permission;
use model::run::{Run, RunKind, RunQuery};

/// Among so many runs the last good one is looked for.
const LOOK_BACK: u32 = 20;

/// The line.
#[component]
pub fn KindLine(
    /// Of which connection.
    connection: ConnectionId,
    /// What it synchronises.
    kind: RunKind,
    /// When it starts by itself, if it does.
    schedule: Signal<Option<Schedule>>,
) -> impl IntoView {
    let changed = use_hint(&["runs"]);
    let of = connection.clone();
    let newest = load(
        move || changed.get(),
        move |_| {
            let page = PageRequest { limit: LOOK_BACK, ..PageRequest::default() };
            runs::list(RunQuery { connection: Some(of.clone()), kind: Some(kind), page, ..RunQuery::default() })
        },
    );
    let pick = move |fits: fn(&Run) -> bool| {
        Memo::new(move |_| newest.with(|page| page.items.iter().find(|run| fits(run)).cloned()).flatten())
    };
    let under_way = pick(|run| !run.state.is_over());
    let last = pick(|run| run.state.is_over());
    let good = pick(is_good);
    let running = Memo::new(move |_| under_way.with(|run| run.as_ref().map(|run| run.id.clone())));
    let progress = move || {
        running.get()?;
        let first = under_way.get_untracked()?;
        let run = Signal::derive(move || under_way.get().unwrap_or_else(|| first.clone()));
        Some(view! { <RunProgress run/> })
    };
    let result = move || match last.get() {
        Some(run) => {
            let earlier = good.get().filter(|good| good.id != run.id);
            view! { <Result run earlier/> }.into_any()
        }
        None => view! { <p class="faint">{words().never_ran}</p> }.into_any(),
    };
    let next = move || match schedule.get().and_then(|schedule| schedule.next_at) {
        Some(at) => {
            let said = fill(words().next_run, &[("time", &format::date_time(at))]);
            view! { <span title=format::exact(at)>{icon(Icon::Clock)} {said}</span> }.into_any()
        }
        None => view! { <span>{icon(Icon::Clock)} {words().no_schedule}</span> }.into_any(),
    };
    view! {
        <div class="kind-line">
            <div class="line apart">
                <h3>{w().common.run_kind(kind)}</h3>
                {may(Permission::SyncRun).then(|| view! { <StartSync connection=connection.clone() kind/> })}
            </div>
            {progress}
            {result}
            <p class="next-run faint">{next}</p>
        </div>
    }
}

/// How the newest run went.
#[component]
fn Result(
    /// It.
    run: Run,
    /// The last good one, if the newest was not.
    earlier: Option<Run>,
) -> impl IntoView {
    let (review, said) = (review_link(&run), result_said(&run));
    let at = run.ended_at.unwrap_or(run.created_at);
    view! {
        <div class="line">
            <RunBadge run/>
            <span class="soft"><Time at/></span>
            <span>{said}</span>
            {review}
        </div>
        {earlier.map(|good| {
            let at = good.ended_at.unwrap_or(good.created_at);
            view! { <p class="faint">{words().last_good} " " <Time at/> " · " {counts_said(&good)}</p> }
        })}
    }
}
