//! What to type on PostgreSQL.

use super::words;
use crate::ui::kit::{Banner, BannerKind, CopyButton, Section};
use leptos::prelude::*;
use model::backup::Backups;

/// The commands, to be copied.
#[component]
pub fn Commands(all: Signal<Backups>) -> impl IntoView {
    let dumps = all.with_untracked(|all| all.own_dumps.clone());
    dumps.map(|dumps| {
        let line = |title: &'static str, command: String| {
            let text = Signal::stored(command.clone());
            view! {
                <Section title>
                    <div class="line apart">
                        <code class="mono">{command}</code>
                        <CopyButton text/>
                    </div>
                </Section>
            }
        };
        view! {
            <Banner kind=BannerKind::Info>{words().own_dumps}</Banner>
            {line(words().own_dump, dumps.dump)}
            {line(words().own_restore, dumps.restore)}
        }
    })
}
