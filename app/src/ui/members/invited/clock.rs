//! The clock until a message may be sent again. One for the whole table: a hundred timers would be ninety-nine too many.

use super::super::words;
use crate::ui::{dom, format};
use crate::words::fill;
use leptos::prelude::*;
use model::Moment;
use std::time::Duration;

/// The present time, a second at a time.
pub fn clock() -> Signal<Moment> {
    let now = RwSignal::new(dom::now());
    let tick = move || {
        now.try_set(dom::now());
    };
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    now.into()
}

/// How long it takes until then, as a sentence; nothing when the time has come.
pub fn left(now: Signal<Moment>, until: Moment) -> Signal<Option<String>> {
    // What is over needs no clock.
    if until <= now.get_untracked() {
        return Signal::stored(None);
    }
    Signal::derive(move || {
        let left = until.since(now.get());
        (left > 0).then(|| fill(words().again_in, &[("time", &format::duration(left))]))
    })
}
