//! Giving a draft up.

use super::words;
use crate::api::changes;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, Confirm, toast};
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::change::ChangeSet;

/// The button with its question.
#[component]
pub fn Discard(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
    /// The set.
    set: Loader<ChangeSet>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let id = now.with_untracked(|set| set.id.clone());
    let discard = deed(
        move |()| changes::discard(id.clone()),
        move |now: ChangeSet| {
            asking.try_set(false);
            set.set(now);
            toast::done(words().discarded);
        },
    );
    let counts = move || {
        let n = now.with(|set| set.counts.add + set.counts.change + set.counts.leave + set.counts.conflict);
        count(&words().proposed, n)
    };
    let way_back = if now.with_untracked(|set| set.connection_id.is_some()) {
        words().discard_way_back
    } else {
        words().discard_way_back_asked
    };
    let ask = move || {
        discard.set_problem(None);
        asking.set(true);
    };
    view! {
        <Button on_click=ask>{words().discard}</Button>
        <Confirm
            open=asking
            title=words().discard_title
            counts=counts
            consequence=words().discard_consequence
            way_back=way_back
            confirm=words().discard
            busy=discard.busy()
            problem=discard.problem()
            on_confirm=move || discard.go(())
        />
    }
}
