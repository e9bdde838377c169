//! Whether the two platforms are heard.

use super::words;
use crate::ui::format;
use crate::ui::kit::{Banner, BannerKind, Tone, badge};
use crate::ui::speech::say;
use crate::words::fill;
use leptos::prelude::*;
use model::presence::Side;
use model::presence_sync::{Feed, FeedKind, PresenceSync};

/// A line for each platform.
#[component]
pub fn Feeds(
    /// Between which tenants.
    sync: Signal<PresenceSync>,
) -> impl IntoView {
    view! {
        <Show when=move || !sync.with(|sync| sync.enabled)>
            <Banner kind=BannerKind::Info>{words().is_off}</Banner>
        </Show>
        <ul class="feeds">
            {move || sync.with(|sync| sync.feeds.iter().map(|feed| line(sync, feed)).collect::<Vec<_>>())}
        </ul>
    }
}

fn line(sync: &PresenceSync, feed: &Feed) -> AnyView {
    let name = match feed.side {
        Side::Telephony => sync.telephony_name.clone(),
        Side::ContactCentre => sync.centre_name.clone(),
    };
    let (tone, state) = match (&feed.problem, feed.read_at) {
        (Some(_), _) => (Tone::Bad, words().not_heard),
        (None, None) => (Tone::Info, words().heard_soon),
        (None, Some(_)) => (Tone::Good, words().heard),
    };
    let how = match feed.kind {
        FeedKind::Webhook => words().tells_itself,
        FeedKind::Poll => words().is_asked,
    };
    let last = feed.heard_at.map(|at| fill(words().heard_at, &[("time", &format::relative(at))]));
    let parts: Vec<String> = std::iter::once(how.to_owned()).chain(last).collect();
    let problem = feed.problem.as_ref().map(say);
    view! {
        <li class="line">
            <strong>{name}</strong>
            {badge(tone, state)}
            <span class="soft">{parts.join(" · ")}</span>
            {problem.map(|said| view! { <span class="feed-problem">{said}</span> })}
        </li>
    }
    .into_any()
}
