//! Parts of a screen that are loaded when they are first shown.

use super::states::SkeletonLines;
use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use std::future::Future;

/// What a `#[lazy]` function makes, and lines in its place until its module is there.
///
/// Not `Suspense`: it would hide what is there already whenever something inside of it waits.
pub fn late(part: impl Future<Output = AnyView> + Send + 'static) -> AnyView {
    let waiting = RwSignal::new(true);
    let there = ScopedFuture::new(async move {
        let view = part.await;
        waiting.try_set(false);
        view
    });
    view! {
        <Show when=move || waiting.get()><SkeletonLines/></Show>
        {Suspend::new(there)}
    }
    .into_any()
}
