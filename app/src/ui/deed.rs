//! Writing: one call that changes something, whether it is under way, and why it failed.

use super::kit::toast;
use super::{live, session};
use crate::api::Answer;
use leptos::prelude::*;
use model::{Code, Problem};
use std::future::Future;

/// A change that can be asked for.
pub struct Deed<I: 'static> {
    busy: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    run: Callback<I>,
}

impl<I: 'static> Clone for Deed<I> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<I: 'static> Copy for Deed<I> {}

impl<I: 'static> Deed<I> {
    /// Asks for it, unless it is under way: a double click is one change.
    pub fn go(&self, input: I) {
        if !self.busy.get_untracked() {
            self.run.run(input);
        }
    }
    /// Whether it is under way.
    pub fn busy(&self) -> Signal<bool> {
        self.busy.into()
    }
    /// Why it failed; give it to [`super::kit::Form`].
    pub fn problem(&self) -> Signal<Option<Problem>> {
        self.problem.into()
    }
    /// Forgets the failure, as a form does when it opens again. Also sets one that was found without the server.
    pub fn set_problem(&self, problem: Option<Problem>) {
        self.problem.set(problem);
    }
}

/// A change whose failure is shown where it was asked for, in a [`super::kit::Form`] or dialog.
///
/// `then` gets the answer. It may run after its screen is gone: write signals there, or read them by `try_get`.
pub fn deed<I, T, Fut>(
    run: impl Fn(I) -> Fut + Send + Sync + 'static,
    then: impl Fn(T) + Send + Sync + 'static,
) -> Deed<I>
where
    I: 'static,
    T: 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    make(run, then, false)
}

/// A change without a form around it, such as a switch or a row's menu: its failure is shown as a toast.
pub fn deed_in_place<I, T, Fut>(
    run: impl Fn(I) -> Fut + Send + Sync + 'static,
    then: impl Fn(T) + Send + Sync + 'static,
) -> Deed<I>
where
    I: 'static,
    T: 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    make(run, then, true)
}

fn make<I, T, Fut>(
    run: impl Fn(I) -> Fut + Send + Sync + 'static,
    then: impl Fn(T) + Send + Sync + 'static,
    in_place: bool,
) -> Deed<I>
where
    I: 'static,
    T: 'static,
    Fut: Future<Output = Answer<T>> + 'static,
{
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None);
    let then = std::sync::Arc::new(then);
    let run = Callback::new(move |input: I| {
        busy.set(true);
        let answer = run(input);
        let then = then.clone();
        let hold = live::hold();
        leptos::task::spawn_local(async move {
            let answer = answer.await;
            busy.try_set(false);
            match answer {
                Ok(value) => {
                    problem.try_set(None);
                    then(value);
                }
                Err(failure) if failure.0.code == Code::SignedOut => session::sign_in(),
                Err(failure) if in_place => toast::failed(&failure.0),
                Err(failure) => {
                    problem.try_set(Some(failure.0));
                }
            }
            drop(hold);
        });
    });
    Deed { busy, problem, run }
}
