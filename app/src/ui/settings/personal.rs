//! The person's own language and appearance.

use super::words;
use crate::api::organisation;
use crate::ui::deed::deed_in_place;
use crate::ui::kit::{Choice, Section, Select};
use crate::ui::theme::{self, Theme};
use crate::ui::{dom, language, w};
use crate::words::Language;
use leptos::prelude::*;

const THEMES: [(&str, Theme); 3] = [("system", Theme::System), ("light", Theme::Light), ("dark", Theme::Dark)];

/// In force at once; the language loads the page again.
#[component]
pub fn Personal() -> impl IntoView {
    let speak = deed_in_place(organisation::set_language, |()| dom::reload());
    let languages: Vec<Choice> = Language::ALL.iter().map(|one| Choice::new(one.word(), one.name())).collect();
    let shell = w().shell;
    let themes: Vec<Choice> = THEMES
        .iter()
        .zip([shell.theme_system, shell.theme_light, shell.theme_dark])
        .map(|((id, _), name)| Choice::new(*id, name))
        .collect();
    let present = THEMES.iter().find(|(_, one)| *one == theme::chosen()).map_or("system", |(id, _)| *id);
    let chosen = RwSignal::new(present.to_owned());
    let paint = move |id: String| {
        if let Some((_, theme)) = THEMES.iter().find(|(known, _)| *known == id) {
            theme::choose(*theme);
        }
    };
    view! {
        <Section title=words().personal description=words().personal_text>
            <div class="card settings-narrow stack">
                <Select
                    name="language"
                    label=w().common.language
                    value=Signal::stored(language().word().to_owned())
                    options=Signal::stored(languages)
                    on_change=move |tag: String| speak.go(tag)
                />
                <Select
                    name="theme"
                    label=shell.theme
                    value=chosen
                    bind=chosen
                    options=Signal::stored(themes)
                    on_change=paint
                />
            </div>
        </Section>
    }
}
