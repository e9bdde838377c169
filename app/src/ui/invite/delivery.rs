//! Where a message stands, as a badge with the reason under it.

use super::delivery_words;
use crate::ui::format;
use crate::ui::kit::{Tone, badge};
use crate::words::fill;
use leptos::prelude::*;
use model::outbox::{Delivery, DeliveryState};

/// What a state means.
pub const fn tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Sent => Tone::Good,
        DeliveryState::Queued | DeliveryState::Sending => Tone::Info,
        DeliveryState::Unclear => Tone::Warning,
        DeliveryState::Refused => Tone::Bad,
        DeliveryState::Cancelled => Tone::Neutral,
    }
}

/// The state in a word, why it is so, and when it is tried again.
pub fn delivery(delivery: Option<&Delivery>) -> AnyView {
    let Some(delivery) = delivery else {
        return view! { <span class="faint">{delivery_words().none}</span> }.into_any();
    };
    let detail = detail(delivery);
    // The other side's own text is for whoever wants to know it exactly.
    let title = (!delivery.detail.is_empty()).then(|| delivery.detail.clone());
    view! {
        <span class="delivery" title=title>
            {badge(tone(delivery.state), delivery_words().state(delivery.state))}
            {detail.map(|detail| view! { <small>{detail}</small> })}
        </span>
    }
    .into_any()
}

fn detail(delivery: &Delivery) -> Option<String> {
    let reason = delivery
        .reason
        .map(|reason| fill(delivery_words().reason(delivery.medium, reason), &[("detail", &delivery.detail)]));
    let waits = delivery.state == DeliveryState::Queued;
    let next = delivery.next_at.filter(|_| waits && delivery.attempts > 0);
    let next = next.map(|at| fill(delivery_words().next_try, &[("time", &format::relative(at))]));
    let parts: Vec<String> = reason.into_iter().chain(next).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
