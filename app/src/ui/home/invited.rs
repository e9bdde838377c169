//! Invitations into other organisations that wait for the person.

use super::words;
use crate::ui::kit::{Card, Icon, LinkButton, icon};
use crate::ui::session;
use crate::words::fill;
use leptos::prelude::*;
use model::invite::Inviting;

/// One card an invitation; nothing without any.
#[component]
pub fn Invited() -> impl IntoView {
    let invitations = move || session::me().invitations;
    move || invitations().into_iter().map(card).collect_view()
}

fn card(inviting: Inviting) -> impl IntoView {
    let values = [("inviter", inviting.inviter.as_str()), ("organisation", inviting.organisation.as_str())];
    let title = fill(words().invited_to, &values);
    let href = Signal::stored(inviting.url);
    view! {
        <Card>
            <div class="call">
                {icon(Icon::Mail)}
                <p class="call-text"><strong>{title}</strong> <small>{words().invited_text}</small></p>
                <LinkButton href outside=true>{words().see_invitation}</LinkButton>
            </div>
        </Card>
    }
}
