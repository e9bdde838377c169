//! What is to be done: departments, people who are here, invitations.

use super::draft::Draft;
use super::words;
use crate::ui::kit::{Checkbox, Choice, RadioGroup, Select, TextField};
use crate::ui::{may, session};
use crate::words::fill;
use leptos::prelude::*;
use model::import::{Duplicates, ImportField, ImportKind};
use model::language::Language;
use model::permission::Permission;

/// The fields.
#[component]
pub fn Choices(
    /// What is on the page.
    draft: Draft,
    /// What the file becomes.
    kind: ImportKind,
) -> impl IntoView {
    let members = kind == ImportKind::Members;
    // What rows name that may not be there yet. Skill groups have no path.
    let named = match kind {
        ImportKind::Members => Some(ImportField::Departments),
        ImportKind::Customers => Some(ImportField::Tags),
        ImportKind::Mappings => None,
        ImportKind::Agents => Some(ImportField::SkillGroups),
    };
    let pathed = kind != ImportKind::Agents;
    let placed = Memo::new(move |_| named.is_some_and(|field| draft.with(|options| options.column(field).is_some())));
    let create = Signal::derive(move || {
        draft.with(|options| match kind {
            ImportKind::Members => options.create_departments,
            ImportKind::Customers | ImportKind::Mappings => options.create_tags,
            ImportKind::Agents => options.create_groups,
        })
    });
    let create_label = match kind {
        ImportKind::Members => words().create_missing,
        ImportKind::Customers | ImportKind::Mappings => words().create_tags,
        ImportKind::Agents => words().create_groups,
    };
    let add_new = Signal::derive(move || draft.with(|options| options.add_new));
    let match_names = Signal::derive(move || draft.with(|options| options.match_names));
    let invite = Signal::derive(move || draft.with(|options| options.send_invitations));
    let (who, skip, personal) = match kind {
        ImportKind::Members => (words().duplicates, words().duplicates_skip_text, words().personal),
        ImportKind::Customers => {
            (words().duplicates_customers, words().duplicates_skip_text_customers, words().personal_customers)
        }
        ImportKind::Mappings => {
            (words().duplicates_mappings, words().duplicates_skip_text_mappings, words().personal_mappings)
        }
        ImportKind::Agents => (words().duplicates_agents, words().duplicates_skip_text_agents, words().personal_agents),
    };
    let mut policies = vec![
        policy(Duplicates::Skip, words().duplicates_skip, skip),
        policy(Duplicates::FillEmpty, words().duplicates_fill_empty, words().duplicates_fill_empty_text),
        policy(Duplicates::Overwrite, words().duplicates_overwrite, words().duplicates_overwrite_text),
        policy(Duplicates::Ask, words().duplicates_ask, words().duplicates_ask_text),
    ];
    // A mapping has nothing that could be filled.
    policies.retain(|one| kind != ImportKind::Mappings || one.id != Duplicates::FillEmpty.word());
    let languages: Vec<Choice> =
        Language::ALL.iter().map(|language| Choice::new(language.word(), language.name())).collect();
    let languages = Signal::stored(languages);
    let hint = move || {
        let mark = draft.path_delimiter.get();
        fill(
            if members { words().path_hint } else { words().tag_hint },
            &[("mark", if mark.is_empty() { "/" } else { &mark })],
        )
    };
    view! {
        <div class="stack">
            <Show when=move || placed.get()>
                <div class="stack tight">
                    {pathed.then(|| view! {
                        <TextField
                            name="path_delimiter"
                            label=if members { words().path_delimiter } else { words().tag_delimiter }
                            value=draft.path_delimiter
                            max=1
                            hint=hint
                        />
                    })}
                    {may_make(kind).then(|| view! {
                        <Checkbox
                            label=create_label
                            checked=create
                            on_change=move |on| draft.update(|options| match kind {
                                ImportKind::Members => options.create_departments = on,
                                ImportKind::Customers | ImportKind::Mappings => options.create_tags = on,
                                ImportKind::Agents => options.create_groups = on,
                            })
                        />
                    })}
                </div>
            </Show>
            <div class="stack tight">
                <RadioGroup
                    name="duplicates"
                    label=who
                    value=draft.duplicates
                    options=policies
                />
                <p class="faint">{personal}</p>
                {(kind == ImportKind::Customers).then(|| view! {
                    <Checkbox
                        label=words().match_names
                        checked=match_names
                        on_change=move |on| draft.update(|options| options.match_names = on)
                    />
                })}
                // Who neither adds nor changes does nothing.
                <Show when=move || draft.duplicates.with(|word| word != Duplicates::Skip.word()) || !add_new.get()>
                    <Checkbox
                        label=words().add_new
                        checked=add_new
                        on_change=move |on| draft.update(|options| options.add_new = on)
                    />
                </Show>
            </div>
            {(members && may(Permission::InvitationsSend)).then(|| view! {
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

/// Whether the viewer may make what the rows name and is not there. Tags are everybody's, so whoever has a scope makes none.
fn may_make(kind: ImportKind) -> bool {
    match kind {
        ImportKind::Members => may(Permission::DepartmentsWrite),
        ImportKind::Customers => may(Permission::CustomersWrite) && !untrack(session::me).scoped,
        ImportKind::Mappings => false,
        ImportKind::Agents => may(Permission::AgentsWrite),
    }
}

fn policy(of: Duplicates, name: &str, text: &str) -> Choice {
    Choice::new(of.word(), name).detail(text)
}
