//! Short messages at the edge, with Undo where it is possible.

use super::{Icon, IconButton, icon};
use crate::ui::speech::{say, w};
use leptos::prelude::*;
use model::Problem;
use std::cell::{Cell, RefCell};
use std::time::Duration;

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    failed: bool,
    undo: Option<Callback<()>>,
}

thread_local! {
    static TOASTS: RefCell<Option<RwSignal<Vec<Toast>>>> = const { RefCell::new(None) };
    static NEXT: Cell<u32> = const { Cell::new(0) };
}

/// Long enough to read; one that can be undone stays longer, one that failed until it is dismissed.
const READ: Duration = Duration::from_secs(5);
const UNDO: Duration = Duration::from_secs(10);

/// Something was done. `toast::done(w.saved)`
pub fn done(text: impl Into<String>) {
    show(text.into(), false, None, Some(READ));
}

/// Something was done and can be undone. `toast::undo(said, move || back.go(id))`
pub fn undo(text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
    show(text.into(), false, Some(Callback::new(move |()| undo())), Some(UNDO));
}

/// Something failed that has no place of its own on the page.
pub fn failed(problem: &Problem) {
    show(say(problem), true, None, None);
}

/// As [`failed`], for what has words of its own.
pub fn refused(text: impl Into<String>) {
    show(text.into(), true, None, None);
}

fn show(text: String, failed: bool, undo: Option<Callback<()>>, last: Option<Duration>) {
    let Some(toasts) = TOASTS.with_borrow(Clone::clone) else { return };
    let id = NEXT.get();
    NEXT.set(id + 1);
    toasts.update(|toasts| {
        toasts.retain(|toast| toast.text != text);
        toasts.push(Toast { id, text, failed, undo });
    });
    if let Some(last) = last {
        set_timeout(move || dismiss(id), last);
    }
}

fn dismiss(id: u32) {
    if let Some(toasts) = TOASTS.with_borrow(Clone::clone) {
        toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }
}

/// Where the messages appear; the frame has it once.
#[component]
pub fn Toasts() -> impl IntoView {
    let toasts = RwSignal::new(Vec::<Toast>::new());
    TOASTS.set(Some(toasts));
    list(toasts)
}

/// The same messages within a dialog: while it is open, nothing outside of it can be pressed or is read aloud.
pub(super) fn within_dialog() -> Option<impl IntoView> {
    TOASTS.with_borrow(Clone::clone).map(list)
}

fn list(toasts: RwSignal<Vec<Toast>>) -> impl IntoView {
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || toasts.get() key=|toast| toast.id let:toast>
                {one(toast)}
            </For>
        </div>
    }
}

fn one(toast: Toast) -> impl IntoView + use<> {
    let id = toast.id;
    view! {
        <div class="toast" class:failed=toast.failed>
            {icon(if toast.failed { Icon::Error } else { Icon::Success })}
            <span>{toast.text}</span>
            {toast.undo.map(|undo| view! {
                <button
                    type="button"
                    class="link"
                    on:click=move |_| {
                        dismiss(id);
                        undo.run(());
                    }
                >
                    {w().common.undo}
                </button>
            })}
            <IconButton icon=Icon::Close label=w().kit.dismiss on_click=move || dismiss(id)/>
        </div>
    }
}
