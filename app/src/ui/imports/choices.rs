//! What is to be done: departments, people who are here, invitations.

use super::draft::Draft;
use super::words;
use crate::ui::kit::{Checkbox, Choice, RadioGroup, Select, TextField};
use crate::ui::may;
use crate::words::fill;
use leptos::prelude::*;
use model::import::{Duplicates, ImportField};
use model::language::Language;
use model::permission::Permission;

/// The fields.
#[component]
pub fn Choices(
    /// What is on the page.
    draft: Draft,
) -> impl IntoView {
    let placed = Memo::new(move |_| draft.with(|options| options.column(ImportField::Departments).is_some()));
    let create = Signal::derive(move || draft.with(|options| options.create_departments));
    let invite = Signal::derive(move || draft.with(|options| options.send_invitations));
    let policies = vec![
        policy(Duplicates::Skip, words().duplicates_skip, words().duplicates_skip_text),
        policy(Duplicates::FillEmpty, words().duplicates_fill_empty, words().duplicates_fill_empty_text),
        policy(Duplicates::Overwrite, words().duplicates_overwrite, words().duplicates_overwrite_text),
        policy(Duplicates::Ask, words().duplicates_ask, words().duplicates_ask_text),
    ];
    let languages: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.word(), language.name())).collect();
    let languages = Signal::stored(languages);
    let hint = move || {
        let mark = draft.path_delimiter.get();
        fill(words().path_hint, &[("mark", if mark.is_empty() { "/" } else { &mark })])
    };
    view! {
        <div class="stack">
            <Show when=move || placed.get()>
                <div class="stack tight">
                    <TextField
                        name="path_delimiter"
                        label=words().path_delimiter
                        value=draft.path_delimiter
                        max=1
                        hint=hint
                    />
                    {may(Permission::DepartmentsWrite).then(|| view! {
                        <Checkbox
                            label=words().create_missing
                            checked=create
                            on_change=move |on| draft.update(|options| options.create_departments = on)
                        />
                    })}
                </div>
            </Show>
            <div class="stack tight">
                <RadioGroup name="duplicates" label=words().duplicates value=draft.duplicates options=policies/>
                <p class="faint">{words().personal}</p>
            </div>
            {may(Permission::InvitationsSend).then(|| view! {
                <div class="stack tight">
                    <Checkbox
                        label=words().send_invitations
                        checked=invite
                        on_change=move |on| draft.update(|options| options.send_invitations = on)
                    />
                    <Show when=move || invite.get()>
                        <Select
                            name="language"
                            label=words().send_language
                            value=draft.language
                            bind=draft.language
                            options=languages
                        />
                    </Show>
                </div>
            })}
        </div>
    }
}

fn policy(of: Duplicates, name: &str, text: &str) -> Choice {
    Choice::new(of.word(), name).detail(text)
}
