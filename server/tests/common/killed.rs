//! Work that never comes to its end.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Work that is dropped when it has been polled so often: whatever it waited for then, the database or the platform, it never hears of.
pub struct Killed<F> {
    work: Pin<Box<F>>,
    polls: u64,
}

impl<F: Future> Killed<F> {
    /// Polled so often at most.
    pub fn after(polls: u64, work: F) -> Self {
        Self { work: Box::pin(work), polls }
    }
}

impl<F: Future> Future for Killed<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(left) = self.polls.checked_sub(1) else { return Poll::Ready(None) };
        self.polls = left;
        self.work.as_mut().poll(context).map(Some)
    }
}
