//! Carrying a change set out.

use super::brake::BrakeBar;
use super::discard::Discard;
use super::words;
use crate::api::changes;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, ButtonKind, Confirm, toast};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::{count, format};
use crate::words::fill;
use leptos::prelude::*;
use model::Code;
use model::change::{BRAKE_WORD, ChangeSet};
use model::run::Started;

/// The bar under the rows: how many are ticked, the brake, *Discard* and *Apply*.
#[component]
pub fn ApplyBar(
    /// The set, as it is now.
    now: Signal<ChangeSet>,
    /// The set.
    set: Loader<ChangeSet>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let id = now.with_untracked(|set| set.id.clone());
    let synchronised = now.with_untracked(|set| set.connection_id.is_some());
    let ticked = Memo::new(move |_| now.with(|set| set.accepted));
    let brake = Memo::new(move |_| now.with(|set| set.brake));
    let holds = Memo::new(move |_| brake.get().holds());
    let apply = deed(
        move |word: &'static str| changes::apply(id.clone(), word.to_owned()),
        move |started: Started| {
            asking.try_set(false);
            if started.already {
                toast::done(words().applying_already);
            }
            touch(&["changes", "runs"]);
        },
    );
    // Somebody else was faster, or ticked more: show how it stands now.
    Effect::new(move |_| {
        let code = apply.problem().with(|problem| problem.as_ref().map(|problem| problem.code));
        if matches!(code, Some(Code::WrongState | Code::Brake)) {
            set.reload();
        }
    });
    let label = move || count(&words().apply_n, ticked.get());
    let undecided = Memo::new(move |_| now.with(|set| set.counts.conflict));
    let counts = move || {
        let leave = brake.get().leave;
        let parts =
            [count(&words().ticked, ticked.get()), fill(words().of_which_leave, &[("n", &format::number(leave))])];
        if leave > 0 { parts.join(" ") } else { parts[0].clone() }
    };
    let consequence = move || {
        if !synchronised {
            return words().apply_asked.to_owned();
        }
        let rest = if undecided.get() > 0 { words().apply_conflicts } else { words().apply_rest };
        [words().apply_consequence, rest].join(" ")
    };
    let ask = move || {
        apply.set_problem(None);
        asking.set(true);
    };
    let confirm = move || {
        if holds.get() {
            view! {
                <Confirm
                    open=asking
                    title=words().apply_title
                    counts=counts
                    consequence=consequence
                    way_back=words().apply_way_back
                    confirm=label
                    word=BRAKE_WORD.to_owned()
                    busy=apply.busy()
                    problem=apply.problem()
                    on_confirm=move || apply.go(BRAKE_WORD)
                />
            }
            .into_any()
        } else {
            view! {
                <Confirm
                    open=asking
                    title=words().apply_title
                    counts=counts
                    consequence=consequence
                    way_back=words().apply_way_back
                    confirm=label
                    harmless=true
                    busy=apply.busy()
                    problem=apply.problem()
                    on_confirm=move || apply.go("")
                />
            }
            .into_any()
        }
    };
    let none = Signal::derive(move || ticked.get() == 0);
    view! {
        <div class="action-bar" role="region" aria-label=words().apply_title>
            <BrakeBar brake/>
            <div class="line">
                <Discard now set/>
                <Button kind=ButtonKind::Primary disabled=none busy=apply.busy() on_click=ask>{label}</Button>
            </div>
        </div>
        {confirm}
    }
}
