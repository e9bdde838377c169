//! What a rule would clear, before it is saved.

use super::words;
use crate::api::retention;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Icon};
use crate::ui::{count, format};
use leptos::prelude::*;
use model::retention::{RetentionKind, RetentionPreview};

/// The button, and under it what was found.
#[component]
pub fn PreviewButton(kind: RetentionKind, days: Signal<Option<i64>>) -> impl IntoView {
    let found = RwSignal::new(None::<RetentionPreview>);
    let look = deed_in_place(move |days: i64| retention::preview(kind, days), move |preview| found.set(Some(preview)));
    // Of other days it would be a lie.
    Effect::new(move |_| {
        days.track();
        found.try_set(None);
    });
    let go = move || {
        if let Some(days) = days.get_untracked() {
            look.go(days);
        }
    };
    view! {
        <div class="stack tight" aria-live="polite">
            <Button
                small=true
                icon=Icon::Eye
                busy=look.busy()
                disabled=Signal::derive(move || days.get().is_none())
                on_click=go
            >
                {words().preview}
            </Button>
            {move || found.get().map(drawn)}
        </div>
    }
}

fn drawn(preview: RetentionPreview) -> AnyView {
    if preview.amount == 0 {
        return view! { <p class="soft">{words().preview_none}</p> }.into_any();
    }
    let line = |one: model::retention::Example| {
        let name = if one.name.is_empty() { "–".to_owned() } else { one.name };
        view! { <li>{name} " · " {format::date(one.at)}</li> }
    };
    view! {
        <p>{count(&words().would, preview.amount)} " · " {words().oldest}</p>
        <ul class="impact">{preview.examples.into_iter().map(line).collect_view()}</ul>
    }
    .into_any()
}
