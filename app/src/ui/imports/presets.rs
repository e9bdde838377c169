//! Mappings kept under a name, for files that come again.

use super::draft::Draft;
use super::words;
use crate::api::imports;
use crate::ui::count;
use crate::ui::deed::{deed, deed_in_place};
use crate::ui::kit::{Button, Choice, Dialog, Form, FormActions, Icon, IconButton, Select, TextField, toast};
use crate::ui::load::load;
use crate::ui::w;
use crate::words::fill;
use leptos::prelude::*;
use model::import::{Column, ImportDetail, ImportField, Preset};
use model::limits;

/// The line over the columns.
#[component]
pub fn Presets(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// What is on the page.
    draft: Draft,
) -> impl IntoView {
    let kind = now.with_untracked(|detail| detail.import.kind);
    let known = load(|| (), move |()| imports::presets(kind));
    let chosen = RwSignal::new(String::new());
    let asking = RwSignal::new(false);
    let put_back = deed_in_place(imports::save_preset, move |presets: Vec<Preset>| known.set(presets));
    let forget = deed_in_place(
        move |preset: Preset| {
            let name = preset.name.clone();
            async move { Ok((imports::delete_preset(kind, name).await?, preset)) }
        },
        move |(presets, preset): (Vec<Preset>, Preset)| {
            known.set(presets);
            chosen.try_set(String::new());
            let said = fill(words().preset_deleted, &[("name", &preset.name)]);
            toast::undo(said, move || put_back.go(preset.clone()));
        },
    );
    let named = move |name: &str| known.with(|all| all.iter().find(|preset| preset.name == name).cloned()).flatten();
    let apply = move |name: String| {
        chosen.set(name.clone());
        let Some(preset) = untrack(|| named(&name)) else { return };
        let mapping = now.with_untracked(|detail| fit(&preset, &detail.columns));
        toast::done(count(&words().preset_applied, mapping.len() as i64));
        draft.assign_all(mapping);
    };
    let options = Signal::derive(move || {
        let mut options = vec![Choice::new("", words().preset_choose)];
        let names = known.with(|all| all.iter().map(|preset| preset.name.clone()).collect::<Vec<_>>());
        options.extend(names.unwrap_or_default().into_iter().map(|name| Choice::new(name.clone(), name)));
        options
    });
    let delete = move || {
        let name = chosen.get();
        let preset = named(&name)?;
        let label = fill(words().preset_delete, &[("name", &name)]);
        Some(view! { <IconButton icon=Icon::Trash label on_click=move || forget.go(preset.clone())/> })
    };
    view! {
        <div class="toolbar">
            <Show when=move || { options.with(Vec::len) > 1 }>
                <Select name="preset" label=words().preset bare=true value=chosen options on_change=apply/>
                {delete}
            </Show>
            <Button small=true icon=Icon::Star on_click=move || asking.set(true)>{words().preset_save}</Button>
        </div>
        <Dialog open=asking on_close=move || asking.set(false) title=words().preset_save>
            <KeepForm now draft chosen asking on_kept=move |presets| known.set(presets)/>
        </Dialog>
    }
}

#[component]
fn KeepForm(
    now: Signal<ImportDetail>,
    draft: Draft,
    chosen: RwSignal<String>,
    asking: RwSignal<bool>,
    #[prop(into)] on_kept: Callback<Vec<Preset>>,
) -> impl IntoView {
    let name = RwSignal::new(chosen.get_untracked());
    let keep = deed(imports::save_preset, move |presets: Vec<Preset>| {
        let said = name.try_get_untracked().unwrap_or_default().trim().to_owned();
        toast::done(fill(words().preset_saved, &[("name", &said)]));
        asking.try_set(false);
        on_kept.run(presets);
        chosen.try_set(said);
    });
    let submit = move || {
        let mapping = now.with_untracked(|detail| headings(&detail.columns, draft));
        let kind = now.with_untracked(|detail| detail.import.kind);
        match (Preset { kind, name: name.get_untracked(), mapping }).check() {
            Ok(preset) => keep.go(preset),
            Err(problem) => keep.set_problem(Some(problem)),
        }
    };
    view! {
        <Form on_submit=submit problem=keep.problem()>
            <p class="soft">{words().preset_save_text}</p>
            <TextField name="name" label=w().common.name value=name max=limits::NAME autofocus=true/>
            <FormActions label=w().common.save busy=keep.busy() on_cancel=move || asking.set(false)/>
        </Form>
    }
}

/// The mapping on the page, by headings.
fn headings(columns: &[Column], draft: Draft) -> Vec<(String, ImportField)> {
    let meant =
        columns.iter().filter_map(|column| Some((column.header.clone(), untrack(|| draft.meaning(column.index))?)));
    meant.filter(|(header, _)| !header.trim().is_empty()).collect()
}

/// The columns that a preset knows by their headings, whatever their order and capitals.
fn fit(preset: &Preset, columns: &[Column]) -> Vec<(u32, ImportField)> {
    let same = |one: &str, other: &str| one.trim().to_lowercase() == other.trim().to_lowercase();
    let mut mapping: Vec<(u32, ImportField)> = Vec::new();
    for (header, field) in &preset.mapping {
        let found = columns.iter().find(|column| same(&column.header, header));
        if let Some(column) =
            found.filter(|column| mapping.iter().all(|(at, meant)| *at != column.index && meant != field))
        {
            mapping.push((column.index, *field));
        }
    }
    mapping.sort_unstable();
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::import::ImportKind;

    #[test]
    fn a_preset_finds_its_columns_in_another_order() {
        let column =
            |index, header: &str| Column { index, header: header.to_owned(), samples: Vec::new(), guess: None };
        let mapping = vec![("Mail".to_owned(), ImportField::Email), ("Who".to_owned(), ImportField::Name)];
        let preset = Preset { kind: ImportKind::Members, name: "HR".to_owned(), mapping };
        let columns = [column(0, "x"), column(1, "WHO "), column(2, "mail")];
        assert_eq!(fit(&preset, &columns), [(1, ImportField::Name), (2, ImportField::Email)]);
    }
}
