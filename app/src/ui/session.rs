//! The signed-in person. Outside of the reactive tree, so that handlers and formatters can ask too.

use super::dom;
use leptos::prelude::*;
use model::organisation::Me;
use model::permission::Permission;
use std::cell::Cell;

thread_local! {
    static SESSION: Cell<Option<RwSignal<Me>>> = const { Cell::new(None) };
}

/// Called once, when the console opens.
pub fn enter(me: Me) {
    SESSION.set(Some(RwSignal::new(me)));
}

fn signal() -> RwSignal<Me> {
    SESSION.get().expect("screens are shown only after somebody entered")
}

/// The signed-in person; a reader is told when something about him changes.
pub fn me() -> Me {
    signal().get()
}

/// Replaces a part, such as the organisation after it was renamed.
pub fn update(change: impl FnOnce(&mut Me)) {
    signal().update(change);
}

/// Whether the person has a right here. Hide what it does not allow; the server checks again.
pub fn may(permission: Permission) -> bool {
    signal().with(|me| me.may(permission))
}

/// Leaves for the sign-in page, which leads back here.
pub fn sign_in() {
    let here = format!("{}{}", dom::path(), dom::query());
    dom::leave(&format!("/sign-in?next={}", dom::encode(&here)));
}
