//! Inviting colleagues, for whoever has no page of his own for it.

use super::words;
use crate::ui::invite::{Part, part};
use crate::ui::kit::{Button, ButtonKind, Card, Icon, icon};
use crate::ui::w;
use leptos::prelude::*;

/// The card with its dialog.
#[component]
pub fn InviteCard() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Card>
            <div class="call">
                {icon(Icon::People)}
                <p class="call-text"><strong>{words().invite_title}</strong> <small>{words().invite_text}</small></p>
                <Button kind=ButtonKind::Primary icon=Icon::Plus on_click=move || open.set(true)>{w().common.invite}</Button>
            </div>
        </Card>
        <Show when=move || open.get()>{move || part(Part::Dialog(open))}</Show>
    }
}
