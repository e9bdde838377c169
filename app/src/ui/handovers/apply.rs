//! Carrying a hand-over out, proposing it to a second person, or having it wait for its date.

use super::review::Tally;
use super::{keep, said, words};
use crate::api::handovers;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, ButtonKind, Confirm};
use crate::ui::load::Loader;
use crate::words::fill;
use leptos::prelude::*;
use model::handover::{Handing, Handover, HandoverState};

/// The button with its question.
#[component]
pub fn ApplyPlan(
    /// The hand-over, as it is now.
    now: Signal<Handover>,
    /// The hand-over.
    plan: Loader<Handover>,
    /// How things go over.
    tally: Signal<Tally>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let apply = deed(
        move |()| {
            let (id, revision) = now.with_untracked(|now| (now.id.clone(), now.revision));
            handovers::apply(id, revision)
        },
        move |applied: Handover| {
            asking.try_set(false);
            keep(plan, applied);
        },
    );
    let ask = move || {
        apply.set_problem(None);
        asking.set(true);
    };
    // One that has its date already can be carried out before it.
    let dated = Memo::new(move |_| now.with(|now| now.at.is_some() && now.state != HandoverState::Scheduled));
    let label = move || if dated.get() { words().set_date } else { words().carry_out };
    let good = Memo::new(move |_| tally.with(|tally| tally.of(Handing::PlatformForGood)));
    let question = move || {
        let for_good = good.get() > 0;
        // What cannot be put back takes more than a press: the name of whoever leaves.
        let word = now.with_untracked(|now| now.leavers.first().map(|one| one.name.clone())).filter(|_| for_good);
        let counts = move || {
            let (n, of) = now.with(|now| (said::number(now, |_, _| true), said::leavers(now)));
            fill(&count(&words().things_of, n), &[("name", &of)])
        };
        let consequence = if dated.get() { words().set_date_consequence } else { words().carry_out_consequence };
        let way_back = move || match good.get() {
            0 => words().carry_out_back.to_owned(),
            n => count(&words().carry_out_for_good, n),
        };
        view! {
            <Confirm
                open=asking
                title=words().carry_out_question
                counts
                consequence
                way_back
                confirm=label
                harmless=!for_good
                word
                busy=apply.busy()
                problem=apply.problem()
                on_confirm=move |()| apply.go(())
            />
        }
    };
    let nothing = Signal::derive(move || now.with(|now| said::number(now, |_, _| true)) == 0);
    view! {
        <div class="form-actions handover-actions">
            <Button kind=ButtonKind::Primary disabled=nothing on_click=ask>{label}</Button>
        </div>
        {question}
    }
}
