//! The way to the backups.

use super::words;
use crate::ui::kit::{LinkButton, Section};
use crate::ui::route::BACKUPS;
use crate::ui::session;
use leptos::prelude::*;

/// For whoever runs the installation.
#[component]
pub fn BackupsLink() -> impl IntoView {
    untrack(session::me).runs_installation.then(|| {
        view! {
            <Section title=words().backups description=words().backups_text>
                <div class="line"><LinkButton href=BACKUPS>{words().backups_open}</LinkButton></div>
            </Section>
        }
    })
}
