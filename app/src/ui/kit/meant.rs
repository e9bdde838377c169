//! What was meant by a search that found nothing.

use super::button::Button;
use crate::api::Answer;
use crate::ui::load::load;
use crate::ui::speech::w;
use leptos::prelude::*;
use std::future::Future;

/// Asks for searches that find something, and offers them. Shown where a list stays empty: `DataTable`'s `meant`.
pub fn meant<Q, Fut>(
    query: impl Fn() -> Q + 'static,
    ask: impl Fn(Q) -> Fut + 'static,
    choose: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView
where
    Q: Clone + PartialEq + 'static,
    Fut: Future<Output = Answer<Vec<String>>> + 'static,
{
    let found = load(query, ask);
    let one = move |search: String| {
        let chosen = search.clone();
        view! { <Button on_click=move || choose(chosen.clone())>{search}</Button> }
    };
    view! {
        <div aria-live="polite">
            {move || {
                let found = found.get().filter(|found| !found.is_empty())?;
                Some(view! {
                    <p class="empty-text">{w().kit.did_you_mean}</p>
                    <div class="empty-action">{found.into_iter().map(one).collect_view()}</div>
                })
            }}
        </div>
    }
    .into_any()
}
