//! What is left to do once a seat was inherited.

use super::follow_up::FollowUp;
use super::words;
use crate::ui::kit::{Banner, Button, ButtonKind};
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::run::RunKind;
use model::seat::{Inherited, SeatState};

/// The check list: address book, customers, and WeCom's own console.
#[component]
pub fn Afterwards(
    /// What was done.
    inherited: Inherited,
    /// Leaves.
    on_close: Callback<()>,
) -> impl IntoView {
    let seat = inherited.seat;
    let unlisted = (seat.state == SeatState::Unlisted).then(|| {
        let text = fill(words().unlisted_text, &[("name", &seat.holder)]);
        view! { <Banner>{text}</Banner> }
    });
    let (connection, since) = (seat.connection_id, seat.since);
    let customers = connection.clone();
    view! {
        <p>{words().next}</p>
        <ol class="seat-steps">
            <FollowUp title=words().step_contacts connection kind=RunKind::SyncContacts since/>
            <FollowUp title=words().step_customers connection=customers kind=RunKind::SyncCustomers since/>
        </ol>
        {unlisted}
        <div class="form-actions">
            <Button kind=ButtonKind::Primary on_click=move || on_close.run(())>{w().common.close}</Button>
        </div>
    }
}
