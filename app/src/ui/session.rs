//! The signed-in person. Outside of the reactive tree, so that handlers and formatters can ask too.

use super::dom;
use super::live::use_hint;
use crate::api::organisation;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;
use model::Code;
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

/// The signed-in person. In a closure of a view it follows changes; elsewhere it is the present value.
pub fn me() -> Me {
    if Observer::get().is_some() { signal().get() } else { signal().get_untracked() }
}

/// Replaces a part, such as the organisation after it was renamed.
pub fn update(change: impl FnOnce(&mut Me)) {
    signal().update(change);
}

/// Asks again who one is when roles or seats change, so that the rail follows at once, and when the stream of hints ended, as it does with
/// the session: a page that stands still asks for nothing by itself. A screen that is open stays as it is, with
/// what was typed into it: it asks for rights when it is entered, and the server at every request.
pub fn follow() {
    let changed = use_hint(&["roles", "seats", "sessions"]);
    Effect::new(move |before: Option<u32>| {
        let now = changed.get();
        if before.is_some_and(|before| before != now) {
            leptos::task::spawn_local(async {
                match organisation::me().await {
                    Ok(me) if signal().with_untracked(|known| *known != me) => signal().set(me),
                    Err(failure) if failure.0.code == Code::SignedOut => sign_in(),
                    _ => {}
                }
            });
        }
        now
    });
}

/// Whether the person has a right here. Hide what it does not allow; the server checks again.
///
/// Not followed: a screen keeps the rights that it was entered with.
pub fn may(permission: Permission) -> bool {
    signal().with_untracked(|me| me.may(permission))
}

/// Leaves for the sign-in page, which leads back here.
pub fn sign_in() {
    let here = format!("{}{}", dom::path(), dom::query());
    dom::leave(&format!("/sign-in?next={}", dom::encode(&here)));
}
