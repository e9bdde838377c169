//! Removing a connection.

use super::words;
use crate::api::connections;
use crate::ui::deed::deed;
use crate::ui::kit::{Button, ButtonKind, Confirm, Icon, Section, toast};
use crate::ui::live::touch;
use crate::ui::route::{self, Page};
use crate::words::fill;
use leptos::prelude::*;
use model::connection::{Connection, ConnectionKind};

/// The button with its question.
#[component]
pub fn RemoveConnection(
    /// The connection.
    connection: Signal<Connection>,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let remove = deed(
        move |()| {
            let (id, revision) = connection.with_untracked(|c| (c.id.clone(), c.revision));
            connections::remove(id, revision)
        },
        move |()| {
            touch(&["connections"]);
            toast::done(words().removed);
            route::replace(Page::Sync.path());
        },
    );
    let title = move || connection.with(|c| fill(words().remove_title, &[("name", &c.name)]));
    let of_files = connection.with_untracked(|c| c.kind == ConnectionKind::ArchiveFile);
    let (text, consequence, way_back) = match of_files {
        true => (words().remove_files_text, words().remove_files_consequence, words().remove_files_way_back),
        false => (words().remove_text, words().remove_consequence, words().remove_way_back),
    };
    let ask = move || {
        remove.set_problem(None);
        asking.set(true);
    };
    view! {
        <Section title=words().remove description=text>
            <div class="line">
                <Button kind=ButtonKind::Danger icon=Icon::Trash on_click=ask>{words().remove}</Button>
            </div>
        </Section>
        <Confirm
            open=asking
            title=title
            consequence
            way_back
            confirm=words().remove
            busy=remove.busy()
            problem=remove.problem()
            on_confirm=move || remove.go(())
        />
    }
}
