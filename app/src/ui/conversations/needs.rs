//! What is missing while there is no conversation.

use super::words;
use crate::api::conversations;
use crate::ui::kit::{ButtonKind, EmptyFirst, Icon, LinkButton};
use crate::ui::live::use_hint;
use crate::ui::load::{Loaded, load};
use crate::ui::sync::StartAny;
use crate::ui::{may, route};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::ConnectionKind;
use model::conversation::ArchiveSource;
use model::permission::Permission;
use model::run::RunKind;

/// What to do next, for whoever may do it.
#[component]
pub fn Needs() -> impl IntoView {
    match may(Permission::ConnectionsRead) {
        true => view! { <ByAdmin/> }.into_any(),
        false => view! { <EmptyFirst icon=Icon::Chat title=words().none_yet text=words().none_for_you/> }.into_any(),
    }
}

#[component]
fn ByAdmin() -> impl IntoView {
    let changed = use_hint(&["connections", "conversations"]);
    let sources = load(move || changed.get(), |_| conversations::sources());
    view! {
        <Loaded from=sources let:sources>
            {move || sources.with(|all| next(all))}
        </Loaded>
    }
}

/// The first thing that is missing.
fn next(sources: &[ArchiveSource]) -> AnyView {
    let closed = sources.iter().find(|one| one.secret && !one.library);
    let text = match closed {
        _ if sources.iter().any(|one| one.pulled_at.is_some()) => words().needs_messages.to_owned(),
        _ if sources.iter().any(ArchiveSource::is_ready) => words().needs_reading.to_owned(),
        Some(closed) => fill(words().needs_library, &[("connection", &closed.connection)]),
        None => words().needs_source.to_owned(),
    };
    let known = sources.iter().map(set_up).collect_view();
    let files = may(Permission::ConnectionsWrite).then(|| {
        let href = route::new_connection(ConnectionKind::ArchiveFile);
        view! { <LinkButton href icon=Icon::Plus>{words().connect_files}</LinkButton> }
    });
    view! {
        <EmptyFirst icon=Icon::Chat title=words().none_yet text>
            <div class="line">
                <StartAny kind=RunKind::SyncArchive/>
                {known}
                {files}
            </div>
        </EmptyFirst>
    }
    .into_any()
}

fn set_up(source: &ArchiveSource) -> AnyView {
    let (href, label) =
        (route::connection(&source.connection_id), fill(words().set_up, &[("connection", &source.connection)]));
    view! { <LinkButton href kind=ButtonKind::Secondary icon=Icon::Settings>{label}</LinkButton> }.into_any()
}
