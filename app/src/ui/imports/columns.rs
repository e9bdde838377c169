//! The second step: how the file is read, what its columns mean, what is to be done.

use super::choices::Choices;
use super::draft::Draft;
use super::headings::Headings;
use super::mapping::{Mapping, field_name};
use super::page::COLUMNS;
use super::presets::Presets;
use super::reading::Reading;
use super::{said, words};
use crate::api::imports;
use crate::ui::deed::deed;
use crate::ui::format;
use crate::ui::kit::{Banner, BannerKind, Button, ButtonKind, Form, Section};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use crate::ui::param::param;
use crate::words::fill;
use leptos::prelude::*;
use model::Code;
use model::import::{Import, ImportDetail, ImportField, ImportKind};

/// The step.
#[component]
pub fn ColumnsStep(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let step = param("step");
    let (id, kind) = now.with_untracked(|detail| (detail.import.id.clone(), detail.import.kind));
    let draft = now.with_untracked(|detail| Draft::new(detail.import.revision, &detail.import.options));
    Effect::new(move |_| now.with(|detail| draft.follow(detail.import.revision, &detail.import.options)));
    let begin = {
        let id = id.clone();
        deed(
            move |()| {
                let (id, revision, changed, options) =
                    (id.clone(), draft.revision(), untrack(|| draft.is_changed()), untrack(|| draft.get()));
                async move {
                    if changed {
                        let saved = imports::save(id.clone(), revision, options).await?;
                        draft.take(saved.revision, &saved.options);
                    }
                    imports::check(id).await
                }
            },
            move |checking: Import| {
                import.update(|detail| detail.import = checking);
                touch(&["imports", "runs"]);
                if untrack(|| step.get() == COLUMNS) {
                    step.set("");
                }
            },
        )
    };
    let submit = move || match untrack(|| draft.problem()) {
        Some(problem) => begin.set_problem(Some(problem)),
        None => begin.go(()),
    };
    let missing = Memo::new(move |_| draft.missing(kind));
    let lacks = move || {
        let names: Vec<String> = missing.with(|fields| fields.iter().map(|field| needed(kind, *field)).collect());
        (!names.is_empty()).then(|| fill(words().needed, &[("fields", &format::list(&names))]))
    };
    let stale = move || begin.problem().with(|problem| problem.as_ref().is_some_and(|p| p.code == Code::Stale));
    let show_new = move || {
        begin.set_problem(None);
        now.with_untracked(|detail| draft.take(detail.import.revision, &detail.import.options));
        import.reload();
    };
    let failed = move || now.with(|detail| detail.import.problem.as_ref().map(said));
    view! {
        {move || failed().map(|said| view! { <Banner kind=BannerKind::Error>{said}</Banner> })}
        <Reading now import/>
        <Headings now import draft/>
        // Not inside of the form: the dialog of a preset is a form of its own.
        <Section title=words().mapping description=words().mapping_text>
            <Presets now draft/>
            <Mapping now draft/>
        </Section>
        <Form on_submit=submit problem=begin.problem()>
            <Section title=words().choices>
                <Choices draft kind/>
            </Section>
            <div class="action-bar" role="region" aria-label=words().step_columns>
                <p class="soft" aria-live="polite">{lacks}</p>
                <div class="line">
                    <Show when=stale>
                        <Button on_click=show_new>{words().read_again}</Button>
                    </Show>
                    <Button
                        kind=ButtonKind::Primary
                        submit=true
                        busy=begin.busy()
                        disabled=Signal::derive(move || missing.with(|fields| !fields.is_empty()))
                    >
                        {words().check_rows}
                    </Button>
                </div>
            </div>
        </Form>
    }
}

fn needed(kind: ImportKind, field: ImportField) -> String {
    match (kind, field) {
        (ImportKind::Members, ImportField::Email) => words().either.to_owned(),
        (ImportKind::Mappings, ImportField::Email) => words().either_member.to_owned(),
        (ImportKind::Mappings, ImportField::ExternalId) => words().either_account.to_owned(),
        _ => field_name(field).to_owned(),
    }
}
