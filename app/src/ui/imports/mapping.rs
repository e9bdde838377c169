//! What each column means.

use super::draft::Draft;
use super::words;
use crate::ui::kit::{Choice, Select};
use crate::ui::language;
use crate::words::fill;
use crate::words::imports::field;
use leptos::prelude::*;
use model::import::{Column, ImportDetail, ImportField};

/// The list of columns.
#[component]
pub fn Mapping(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// What is on the page.
    draft: Draft,
) -> impl IntoView {
    let columns = Memo::new(move |_| now.with(|detail| detail.columns.clone()));
    let kind = now.with_untracked(|detail| detail.import.kind);
    let mut meanings = vec![Choice::new("", words().left_out)];
    meanings.extend(ImportField::of(kind).iter().map(|field| Choice::new(field.word(), field_name(*field))));
    let meanings = Signal::stored(meanings);
    let one = move |column: Column| {
        let index = column.index;
        let name = column_name(&column);
        let value = Signal::derive(move || draft.meaning(index).map_or("", ImportField::word).to_owned());
        let guess = column.guess;
        let why = move || guess.filter(|guess| draft.meaning(index) == Some(guess.field)).map(|g| words().guess(g.why));
        let samples =
            if column.samples.is_empty() { words().no_samples.to_owned() } else { column.samples.join(" · ") };
        view! {
            <li class="import-column" class:out=move || draft.meaning(index).is_none()>
                <div class="import-column-name">
                    <strong>{name.clone()}</strong>
                    <small title=samples.clone()>{samples.clone()}</small>
                </div>
                <div class="import-column-means">
                    <Select
                        name="mapping"
                        label=fill(words().means, &[("column", &name)])
                        bare=true
                        value
                        options=meanings
                        on_change=move |word: String| draft.assign(index, ImportField::from_word(&word))
                    />
                    <small>{why}</small>
                </div>
            </li>
        }
    };
    view! {
        <ul class="import-columns" aria-label=words().mapping>
            {move || columns.get().into_iter().map(one).collect_view()}
        </ul>
    }
}

/// The name of a field.
pub fn field_name(of: ImportField) -> &'static str {
    field(language(), of)
}

/// The heading of a column; without one its letters, as the spreadsheet shows them.
pub fn column_name(column: &Column) -> String {
    if column.header.trim().is_empty() {
        return fill(words().column_n, &[("n", &letters(column.index))]);
    }
    column.header.clone()
}

/// `A` to `Z`, `AA` and on.
fn letters(index: u32) -> String {
    let letter = char::from(b'A' + (index % 26) as u8);
    match (index / 26).checked_sub(1) {
        None => letter.to_string(),
        Some(before) => letters(before) + &letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let named: Vec<String> = [0, 25, 26, 51, 52, 701, 702].into_iter().map(letters).collect();
        assert_eq!(named, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
