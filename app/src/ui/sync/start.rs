//! Starting a synchronisation.

use super::words;
use crate::api::runs;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Button, ButtonKind, Icon, toast};
use crate::ui::live::touch;
use leptos::prelude::*;
use model::ConnectionId;
use model::run::{RunKind, Started};

/// The button that starts one kind of synchronisation. A press while it is under way shows the one that runs.
#[component]
pub fn StartSync(
    /// With which connection.
    connection: ConnectionId,
    /// What it synchronises.
    kind: RunKind,
    /// The one thing that the page is for.
    #[prop(optional)]
    primary: bool,
    /// 28 instead of 32 px high.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let start = deed_in_place(
        move |()| runs::start_sync(connection.clone(), kind),
        |started: Started| {
            touch(&["runs", "connections"]);
            toast::done(if started.already { words().started_already } else { words().started });
        },
    );
    let look = if primary { ButtonKind::Primary } else { ButtonKind::Secondary };
    view! {
        <Button kind=look small icon=Icon::Sync busy=start.busy() on_click=move || start.go(())>{label(kind)}</Button>
    }
}

/// What the button says.
pub(super) fn label(kind: RunKind) -> &'static str {
    match kind {
        RunKind::SyncCustomers => words().sync_customers,
        RunKind::SyncSeats => words().sync_seats,
        RunKind::SyncArchive => words().sync_archive,
        RunKind::SyncMappings => words().sync_mappings,
        _ => words().sync_contacts,
    }
}
