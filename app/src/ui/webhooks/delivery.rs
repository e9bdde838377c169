//! One delivery: what was sent, what came back, and sending it again.

use super::words;
use crate::api::webhooks;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, Icon, Time, TimeStyle, Tone, badge, toast};
use crate::ui::live::touch;
use crate::ui::{format, may};
use crate::words::fill;
use leptos::prelude::*;
use model::WebhookId;
use model::permission::Permission;
use model::webhook::{Delivery as Known, DeliveryState};

/// The line, with the rest behind it.
#[component]
pub fn Delivery(webhook: Memo<String>, delivery: Known) -> impl IntoView {
    let id = delivery.id.clone();
    let again = deed_in_place(
        move |()| webhooks::redeliver(WebhookId(webhook.get_untracked()), id.clone()),
        |_| {
            toast::done(words().sent_again);
            touch(&["webhooks"]);
        },
    );
    let tone = match delivery.state {
        DeliveryState::Done => Tone::Good,
        DeliveryState::Waiting => Tone::Info,
        DeliveryState::Failed => Tone::Bad,
    };
    let tries = fill(words().tries, &[("n", &format::number(delivery.attempts))]);
    let took = delivery.duration.map(|took| [" · ", &format::number(took), " ms"].concat());
    let next =
        delivery.next_at.map(|at| view! { <small>{words().next_try} " " <Time at style=TimeStyle::DateTime/></small> });
    let came = match delivery.status {
        Some(status) => status.to_string(),
        None => delivery.problem.clone(),
    };
    let send = (may(Permission::WebhooksWrite) && delivery.state != DeliveryState::Waiting).then(
        || view! { <Button small=true icon=Icon::Refresh on_click=move || again.go(())>{words().send_again}</Button> },
    );
    view! {
        <li class="card stack tight">
            <div class="line apart">
                <span class="two-lines">
                    <strong class="mono">{delivery.event}</strong>
                    <small><Time at=delivery.created_at style=TimeStyle::DateTime/></small>
                </span>
                {badge(tone, words().delivery_state(delivery.state))}
            </div>
            <small>{tries} " · " {came} {took}</small>
            {next}
            <details>
                <summary>{words().payload}</summary>
                <pre class="mono wrap">{delivery.payload}</pre>
            </details>
            {(!delivery.answer.is_empty()).then(|| view! {
                <details>
                    <summary>{words().answer}</summary>
                    <pre class="mono wrap">{delivery.answer}</pre>
                </details>
            })}
            {send}
        </li>
    }
}
