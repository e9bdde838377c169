//! A run under way: stage, bar, rate, time left, and *Stop*.

use super::words;
use crate::api::runs;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Progress};
use crate::ui::live::touch;
use crate::ui::{dom, labels, may, w};
use leptos::prelude::*;
use model::permission::Permission;
use model::run::{Run, RunState, Stage};
use model::{Moment, RunId};

/// Where a stage stood when this browser saw it first.
#[derive(Clone, Copy)]
struct Seen {
    stage: Stage,
    at: Moment,
    done: i64,
}

/// With one of these a run can be stopped; the server says of which.
const STOPPING: [Permission; 5] = [
    Permission::SyncRun,
    Permission::MembersWrite,
    Permission::MembersImport,
    Permission::CustomersWrite,
    Permission::MappingMap,
];

/// How far a run has come, with the button that stops it.
#[component]
pub fn RunProgress(
    /// The run, as it is now.
    #[prop(into)]
    run: Signal<Run>,
) -> impl IntoView {
    let id = run.with_untracked(|run| run.id.clone());
    let asked = RwSignal::new(false);
    let cancel = deed_in_place(
        move |()| runs::cancel(id.clone()),
        move |_: Run| {
            asked.try_set(true);
            touch(&["runs", "connections", "changes"]);
        },
    );
    let label = move || {
        run.with(|run| match run.state {
            RunState::Queued => w().common.run_state(run.state),
            _ => labels().stage(run.stage),
        })
    };
    let seen = StoredValue::new(None::<Seen>);
    let since = Signal::derive(move || run.with(|run| began(run, seen)));
    let stopping = Signal::derive(move || asked.get() || run.with(|run| run.stopping) || cancel.busy().get());
    view! {
        <div class="run-progress">
            <Progress
                label=label
                done=Signal::derive(move || run.with(|run| run.done))
                total=Signal::derive(move || run.with(|run| run.total))
                since
            />
            {STOPPING.into_iter().any(may).then(|| view! {
                <Button small=true busy=stopping title=words().stop_hint on_click=move || cancel.go(())>
                    {move || if stopping.get() { words().stopping } else { w().common.stop }}
                </Button>
            })}
        </div>
    }
}

/// When the stage would have begun at the pace seen so far. A run says when it began as a whole, which is right for its
/// first stage only; for the others the pace is taken from what this browser has seen.
fn began(run: &Run, seen: StoredValue<Option<Seen>>) -> Option<Moment> {
    let now = dom::now();
    let first = match seen.try_get_value().flatten() {
        Some(seen) if seen.stage == run.stage && seen.done <= run.done => seen,
        _ => {
            let new = Seen { stage: run.stage, at: now, done: run.done };
            seen.try_set_value(Some(new));
            new
        }
    };
    let moved = run.done - first.done;
    (moved > 0).then(|| now.plus(-(run.done.saturating_mul(now.since(first.at)) / moved)))
}

/// The run of an id that may be absent, for loads.
pub(super) async fn fetch(id: Option<RunId>) -> crate::api::Answer<Option<Run>> {
    match id {
        Some(id) => Ok(Some(runs::get(id).await?)),
        None => Ok(None),
    }
}
