//! Which row holds the headings, with the first rows to see it.

use super::draft::{Draft, guessed};
use super::{said, words};
use crate::api::imports;
use crate::ui::deed::deed;
use crate::ui::format;
use crate::ui::kit::{Banner, BannerKind, Section, fresh_id};
use crate::ui::load::Loader;
use crate::words::fill;
use leptos::prelude::*;
use model::import::{ImportDetail, ImportOptions, ImportRow};

/// The section.
#[component]
pub fn Headings(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
    /// What is on the page.
    draft: Draft,
) -> impl IntoView {
    // Saved at once: the server guesses anew what the columns below other headings mean.
    let choose = deed(
        move |header_row: Option<i64>| {
            let id = now.with_untracked(|detail| detail.import.id.clone());
            let (revision, options) = (draft.revision(), untrack(|| draft.get()));
            async move {
                imports::save(id.clone(), revision, ImportOptions { header_row, ..options }).await?;
                imports::get(id).await
            }
        },
        move |detail: ImportDetail| {
            draft.take(detail.import.revision, &detail.import.options);
            draft.assign_all(guessed(&detail.columns));
            import.set(detail);
        },
    );
    let group = StoredValue::new(fresh_id());
    let rows = Memo::new(move |_| now.with(|detail| detail.head.clone()));
    let width = Memo::new(move |_| rows.with(|rows| rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)));
    let pick = move |number: Option<i64>, label: String| {
        let chosen = move || draft.with(|options| options.header_row == number);
        view! {
            <label class="radio">
                <input
                    type="radio"
                    name=group.get_value()
                    disabled=choose.busy()
                    prop:checked=chosen
                    on:change=move |_| choose.go(number)
                />
                <span>{label}</span>
            </label>
        }
    };
    let line = move |row: ImportRow| {
        let number = row.number;
        let mut cells = row.cells;
        cells.resize(width.get_untracked(), String::new());
        let heading = move || draft.with(|options| options.header_row == Some(number));
        let above = move || draft.with(|options| options.header_row.is_some_and(|header| number < header));
        view! {
            <tr class:heading=heading class:above=above>
                <th scope="row">{pick(Some(number), fill(words().row_n, &[("n", &format::number(number))]))}</th>
                {cells.into_iter().map(shown).collect_view()}
            </tr>
        }
    };
    let failed = move || {
        choose.problem().with(|problem| problem.as_ref().map(said)).map(|said| {
            view! { <Banner kind=BannerKind::Error>{said}</Banner> }
        })
    };
    view! {
        <Section title=words().headings>
            {failed}
            <div class="import-head" tabindex="0" role="region" aria-label=words().first_rows>
                <table>
                    <tbody>{move || rows.get().into_iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            <div>{pick(None, words().no_headings.to_owned())}</div>
        </Section>
    }
}

/// A cell, whole on hover.
fn shown(cell: String) -> AnyView {
    let title = cell.clone();
    view! { <td title=title>{cell}</td> }.into_any()
}
