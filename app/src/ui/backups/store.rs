//! Trying the store out.

use super::{said, words};
use crate::api::{backups, runs};
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Banner, BannerKind, Button};
use crate::ui::live::use_hint;
use crate::ui::load::load;
use leptos::prelude::*;
use model::RunId;
use model::backup::Backups;
use model::run::{Run, RunState};

/// The button, and how it went.
#[component]
pub fn StoreTest(all: Signal<Backups>) -> impl IntoView {
    let on = Memo::new(move |_| all.with(|all| all.settings.store.on));
    let asked = RwSignal::new(None::<RunId>);
    let test = deed_in_place(|()| backups::test(), move |run: Run| asked.set(Some(run.id)));
    let changed = use_hint(&["runs"]);
    let run = load(
        move || (asked.get(), changed.get()),
        |(id, _)| async move {
            match id {
                Some(id) => runs::get(id).await.map(Some),
                None => Ok(None),
            }
        },
    );
    let how = move || {
        let run = run.get().flatten()?;
        Some(match (run.state, run.problem) {
            (RunState::Done, _) => view! { <Banner kind=BannerKind::Success>{words().test_good}</Banner> }.into_any(),
            (RunState::Failed, Some(problem)) => {
                let text = said(&problem);
                view! { <Banner kind=BannerKind::Error>{text}</Banner> }.into_any()
            }
            _ => view! { <p class="faint">{words().test_running}</p> }.into_any(),
        })
    };
    view! {
        <Show when=move || on.get()>
            <div class="stack tight">
                <div class="line">
                    <Button busy=test.busy() on_click=move || test.go(())>{words().test}</Button>
                    <span class="faint">{words().test_hint}</span>
                </div>
                <div aria-live="polite">{how}</div>
            </div>
        </Show>
    }
}
