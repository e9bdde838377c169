//! What became of a change set: a tile an outcome, each leading to its rows.

use super::retry::Retry;
use super::review_tab::outcome;
use super::undo::Undo;
use super::words;
use crate::ui::kit::{Banner, BannerKind, StatTile, Tone};
use crate::ui::param::{Param, param};
use crate::ui::{count, format, labels, may};
use leptos::prelude::*;
use model::change::{ChangeSet, ChangeState, RowState};

/// The tiles with *Retry* and *Undo*.
#[component]
pub fn Outcome(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
) -> impl IntoView {
    let tab = param("tab");
    let id = now.with_untracked(|set| set.id.clone());
    let (undoable, synchronised) =
        now.with_untracked(|set| (set.kind.can_be_undone() && set.cleared_at.is_none(), set.connection_id.is_some()));
    let of = move |state: RowState| Memo::new(move |_| now.with(|set| outcome(set, state)));
    let (applied, failed, kept, undone) =
        (of(RowState::Applied), of(RowState::Failed), of(RowState::Kept), of(RowState::Undone));
    let state = Memo::new(move |_| now.with(|set| set.state));
    let said = move || match state.get() {
        ChangeState::Undone if kept.get() > 0 => {
            let text = [count(&words().undone_n, undone.get()), count(&words().kept_n, kept.get())].join(" ");
            Some((BannerKind::Warning, text))
        }
        ChangeState::Undone => Some((BannerKind::Success, count(&words().undone_n, undone.get()))),
        ChangeState::Discarded => Some((BannerKind::Info, words().discarded_text.to_owned())),
        ChangeState::Applied if failed.get() > 0 => Some((BannerKind::Warning, count(&words().failed_n, failed.get()))),
        ChangeState::Applied => Some((BannerKind::Success, count(&words().applied_n, applied.get()))),
        _ => None,
    };
    let banner = move || said().map(|(kind, text)| view! { <Banner kind>{text}</Banner> });
    let buttons = may(now.with_untracked(|set| set.kind.right())).then(|| {
        let again = id.clone();
        view! {
            <Show when=move || state.get() == ChangeState::Applied>
                <div class="line">
                    <Retry id=again.clone() failed/>
                    {undoable.then(|| view! { <Undo id=id.clone() applied synchronised/> })}
                </div>
            </Show>
        }
    });
    view! {
        {banner}
        <Show when=move || matches!(state.get(), ChangeState::Applied | ChangeState::Undone)>
            <div class="tiles">
                {move || now.with(|set| set.outcomes.clone()).into_iter().map(|(state, n)| tile(tab, state, n)).collect_view()}
            </div>
        </Show>
        {buttons}
    }
}

fn tile(tab: Param, state: RowState, n: i64) -> AnyView {
    let label = labels().row_state(state);
    let value = Signal::stored(format::number(n));
    match state {
        RowState::Failed => view! { <StatTile label value href=tab.link(state.word()) tone=Tone::Bad/> }.into_any(),
        RowState::Kept => view! { <StatTile label value href=tab.link(state.word()) tone=Tone::Warning/> }.into_any(),
        _ => view! { <StatTile label value/> }.into_any(),
    }
}
