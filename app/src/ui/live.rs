//! Hints from the server that something changed, so that what is on screen is asked for again.
//!
//! A hint is a word, never data: what a person may see is decided by the query that follows. An `EventSource` gives up
//! for good after a server error, so it is opened again here: after 1 to 30 s with jitter, lest a restarted server be met
//! by everybody at once; and after every gap everything counts as changed.

use leptos::prelude::*;
use model::topics::TOPICS;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

/// Hints of an import arrive in swarms; screens follow at this pace.
const PAUSE: Duration = Duration::from_millis(300);

/// So many pauses at most hints wait for a change that is under way: a long one has progress to show.
const PATIENCE: u32 = 10;

#[derive(Clone, Copy)]
struct Live {
    versions: [RwSignal<u32>; TOPICS.len()],
    connected: RwSignal<bool>,
}

thread_local! {
    static LIVE: Cell<Option<Live>> = const { Cell::new(None) };
    static PENDING: Cell<u32> = const { Cell::new(0) };
    static HELD: Cell<u32> = const { Cell::new(0) };
    static WAITED: Cell<u32> = const { Cell::new(0) };
    static OPEN: Cell<u32> = const { Cell::new(0) };
    static FAILURES: Cell<u32> = const { Cell::new(0) };
    static SOURCE: RefCell<Option<EventSource>> = const { RefCell::new(None) };
}

/// Called once, when the console opens.
pub fn open() {
    LIVE.set(Some(Live { versions: std::array::from_fn(|_| RwSignal::new(0)), connected: RwSignal::new(true) }));
    connect();
}

/// A number that grows whenever one of the topics changed. Read it in the key of a load.
pub fn use_hint(topics: &'static [&'static str]) -> Signal<u32> {
    Signal::derive(move || {
        let Some(live) = LIVE.get() else { return 0 };
        let of = |topic: &&str| TOPICS.iter().position(|known| known == topic);
        topics.iter().filter_map(of).map(|at| live.versions[at].get()).sum()
    })
}

/// Whether hints arrive at present.
pub fn connected() -> bool {
    LIVE.get().is_none_or(|live| live.connected.get())
}

/// Says at once that topics changed, for what this browser changed itself.
pub fn touch(topics: &[&str]) {
    let bits = topics.iter().fold(0, |bits, topic| bits | bit(topic));
    note(bits);
}

/// Hints wait while one of these is there.
pub struct Hold(());

/// Holds hints back until a change of this browser is answered. Its hint may be here before its answer, and the page of
/// what was just deleted would ask for it once more instead of being left.
pub fn hold() -> Hold {
    HELD.set(HELD.get() + 1);
    Hold(())
}

/// Holds hints back as long as the present owner lives: a menu that is open over a row would be gone with the row when it is drawn anew.
pub fn keep_still() {
    OPEN.set(OPEN.get() + 1);
    on_cleanup(|| OPEN.set(OPEN.get() - 1));
}

impl Drop for Hold {
    fn drop(&mut self) {
        HELD.set(HELD.get() - 1);
    }
}

fn bit(topic: &str) -> u32 {
    TOPICS.iter().position(|known| *known == topic).map_or(0, |at| 1 << at)
}

const EVERYTHING: u32 = (1 << TOPICS.len()) - 1;

fn note(bits: u32) {
    if PENDING.replace(PENDING.get() | bits) == 0 && bits != 0 {
        set_timeout(flush, PAUSE);
    }
}

fn flush() {
    if OPEN.get() > 0 || HELD.get() > 0 && WAITED.get() < PATIENCE {
        WAITED.set(WAITED.get() + 1);
        return set_timeout(flush, PAUSE);
    }
    WAITED.set(0);
    let bits = PENDING.take();
    let Some(live) = LIVE.get() else { return };
    for (at, version) in live.versions.iter().enumerate() {
        if bits & (1 << at) != 0 {
            version.update(|n| *n = n.wrapping_add(1));
        }
    }
}

fn connect() {
    let Ok(source) = EventSource::new("/events") else { return reconnect_later() };
    let opened = Closure::<dyn Fn()>::new(|| {
        if FAILURES.replace(0) > 0 {
            note(EVERYTHING);
        }
        if let Some(live) = LIVE.get() {
            live.connected.set(true);
        }
    });
    let hinted = Closure::<dyn Fn(MessageEvent)>::new(|event: MessageEvent| {
        let topics = event.data().as_string().unwrap_or_default();
        let bits = topics.split([',', ' ']).fold(0, |bits, topic| bits | bit(topic));
        note(bits);
    });
    let failed = Closure::<dyn Fn()>::new(reconnect_later);
    source.set_onopen(Some(opened.as_ref().unchecked_ref()));
    source.set_onerror(Some(failed.as_ref().unchecked_ref()));
    let _ = source.add_event_listener_with_callback("hint", hinted.as_ref().unchecked_ref());
    // A page holds one source for its whole life; a few closures for each reconnection are not worth a registry.
    opened.forget();
    failed.forget();
    hinted.forget();
    SOURCE.set(Some(source));
}

fn reconnect_later() {
    if let Some(source) = SOURCE.take() {
        source.set_onerror(None);
        source.close();
    }
    let failures = FAILURES.get() + 1;
    FAILURES.set(failures);
    if failures == 1 {
        touch(&["sessions"]);
    }
    if failures > 1
        && let Some(live) = LIVE.get()
    {
        live.connected.set(false);
    }
    let ceiling = (1_u32 << failures.min(5)).min(30);
    let wait = 1.0 + js_sys::Math::random() * f64::from(ceiling - 1);
    set_timeout(connect, Duration::from_secs_f64(wait));
}
