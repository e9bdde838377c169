//! A value that is only followed when it rests, so that the server is not asked at every key.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

const PAUSE: Duration = Duration::from_millis(300);

/// The value as it was when it last stayed the same for a moment.
pub fn settled<T: Clone + PartialEq + Send + Sync + 'static>(value: impl Fn() -> T + 'static) -> Signal<T> {
    let calm = RwSignal::new(untrack(&value));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |old: Option<T>| {
        let new = value();
        if old.is_some_and(|old| old != new) {
            if let Some(handle) = waiting.get_value() {
                handle.clear();
            }
            let rest = new.clone();
            let follow = move || {
                calm.try_set(rest);
            };
            waiting.set_value(set_timeout_with_handle(follow, PAUSE).ok());
        }
        new
    });
    calm.into()
}
