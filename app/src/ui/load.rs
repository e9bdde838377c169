//! Reading: one way to ask the server for something, to wait, to fail and to ask again.
//!
//! Not `Resource` and `Suspense`: what was there stays on screen while it is asked for again, an answer that came too
//! late is dropped, an answer that is the same redraws nothing, and reads may nest.

use super::kit::{Banner, BannerKind, Button, ErrorBox};
use super::session;
use super::speech::w;
use crate::api::Answer;
use leptos::prelude::*;
use model::{Code, Problem};
use std::future::Future;

/// Something asked for: `None` until the first answer.
pub struct Loader<T: Send + Sync + 'static> {
    value: RwSignal<Option<T>>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    again: RwSignal<u32>,
    turn: StoredValue<u32>,
}

impl<T: Send + Sync + 'static> Clone for Loader<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Loader<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Loader<T> {
    /// The newest good answer.
    pub fn get(&self) -> Option<T> {
        self.value.get()
    }
    /// A part of the newest good answer, without a copy of the whole.
    pub fn with<U>(&self, part: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.with(|value| value.as_ref().map(part))
    }
    /// As [`Loader::with`], without asking again whenever it changes; nothing after the page was left.
    pub fn with_untracked<U>(&self, part: impl FnOnce(&T) -> U) -> Option<U> {
        self.value.try_with_untracked(|value| value.as_ref().map(part)).flatten()
    }
    /// Why the last attempt failed.
    pub fn problem(&self) -> Option<Problem> {
        self.problem.get()
    }
    /// Whether an answer is being waited for.
    pub fn busy(&self) -> bool {
        self.busy.get()
    }
    /// Asks again.
    pub fn reload(&self) {
        self.again.update(|n| *n = n.wrapping_add(1));
    }
    /// Puts a value in place that the server just answered to a change.
    pub fn set(&self, value: T) {
        self.turn.update_value(|turn| *turn += 1);
        self.busy.set(false);
        self.value.set(Some(value));
    }
    /// Changes the value in place, to show a change before the server has answered.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.value.update(|value| {
            if let Some(value) = value {
                change(value);
            }
        });
    }

    fn settle(&self, turn: u32, answer: Answer<T>) {
        if self.turn.try_get_value() != Some(turn) {
            return;
        }
        self.busy.set(false);
        match answer {
            Ok(value) => {
                self.problem.set(None);
                if self.value.with_untracked(|old| old.as_ref() != Some(&value)) {
                    self.value.set(Some(value));
                }
            }
            Err(failure) if failure.0.code == Code::SignedOut => session::sign_in(),
            Err(failure) => self.problem.set(Some(failure.0)),
        }
    }
}

/// Asks now and whenever the value of `key` changes; shows the old answer until the new one is there. For lists.
///
/// Read signals, [`super::live::use_hint`] and URL parameters in `key`; `fetch` gets its value.
pub fn load<K, T, Fut>(key: impl Fn() -> K + 'static, fetch: impl Fn(K) -> Fut + 'static) -> Loader<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    asking(key, |_, _| false, fetch)
}

/// As [`load`], but forgets the old answer when the first part of the key changes: one thing's page must not show
/// another's data. The second part is for hints.
pub fn load_one<K, H, T, Fut>(key: impl Fn() -> (K, H) + 'static, fetch: impl Fn(K) -> Fut + 'static) -> Loader<T>
where
    K: Clone + PartialEq + 'static,
    H: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    asking(key, |old, new| old.0 != new.0, move |(key, _)| fetch(key))
}

fn asking<K, T, Fut>(
    key: impl Fn() -> K + 'static,
    forgets: fn(&K, &K) -> bool,
    fetch: impl Fn(K) -> Fut + 'static,
) -> Loader<T>
where
    K: Clone + PartialEq + 'static,
    T: Clone + PartialEq + Send + Sync + 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let loader = Loader {
        value: RwSignal::new(None),
        problem: RwSignal::new(None),
        busy: RwSignal::new(true),
        again: RwSignal::new(0),
        turn: StoredValue::new(0),
    };
    Effect::new(move |old: Option<(u32, K)>| {
        let new = (loader.again.get(), key());
        if old.as_ref() == Some(&new) {
            return new;
        }
        let turn = loader.turn.get_value() + 1;
        loader.turn.set_value(turn);
        loader.busy.set(true);
        if old.is_some_and(|(_, old)| forgets(&old, &new.1)) {
            loader.value.set(None);
            loader.problem.set(None);
        }
        let answer = untrack(|| fetch(new.1.clone()));
        leptos::task::spawn_local(async move { loader.settle(turn, answer.await) });
        new
    });
    loader
}

/// Shows what was asked for: a skeleton (after 300 ms, by style) until it is there, the plain cause with *Try again* if it
/// failed. The children are drawn once, with a signal: new answers change the page without drawing it anew.
///
/// ```ignore
/// <Loaded from=member skeleton=|| view! { <SkeletonLines count=6/> } let:member>
///     <h2>{move || member.get().row.name}</h2>
/// </Loaded>
/// ```
#[component]
pub fn Loaded<T, V>(
    /// What was asked for.
    from: Loader<T>,
    /// Drawn while waiting; lines unless told otherwise.
    #[prop(optional, into)]
    skeleton: Option<ViewFn>,
    /// What to draw from the answer.
    children: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let there = Memo::new(move |_| from.value.with(Option::is_some));
    let failed = Memo::new(move |_| from.problem.with(Option::is_some));
    let children = StoredValue::new(children);
    move || match (there.get(), failed.get()) {
        (true, _) => {
            // The last good answer: a signal must not run dry while its page is being taken down.
            let last = Memo::new(move |old: Option<&Option<T>>| from.get().or_else(|| old.cloned().flatten()));
            let value = Signal::derive(move || last.get().expect("drawn only while there is an answer"));
            view! {
                <Show when=move || failed.get()>
                    <Banner kind=BannerKind::Warning>
                        {w().kit.stale_banner} " "
                        <Button small=true on_click=move || from.reload()>{w().common.retry}</Button>
                    </Banner>
                </Show>
                {children.with_value(|children| children(value).into_any())}
            }
            .into_any()
        }
        (false, true) => view! { <ErrorBox problem=from.problem on_retry=move || from.reload()/> }.into_any(),
        (false, false) => match &skeleton {
            Some(skeleton) => skeleton.run(),
            None => view! { <super::kit::SkeletonLines count=5/> }.into_any(),
        },
    }
}
