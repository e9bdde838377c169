//! Rules of keeping: days a kind, a preview of each, the daily time, and what was cleared.

mod form;
mod preview;
mod runs;

use crate::ui::language;
use crate::ui::load::{Loaded, load};
use crate::words::retention::RetentionWords;
use form::RetentionForm;
use leptos::prelude::*;
use runs::Runs;

fn words() -> &'static RetentionWords {
    RetentionWords::get(language())
}

/// The tab.
#[component]
pub fn Retention() -> impl IntoView {
    let rules = load(|| (), |()| crate::api::retention::rules());
    view! {
        <p class="soft">{words().text}</p>
        <p class="soft">{words().never}</p>
        <p class="soft">{words().fixed}</p>
        <Loaded from=rules let:known>
            <RetentionForm rules known/>
        </Loaded>
        <Runs/>
    }
}
