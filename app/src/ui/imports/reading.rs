//! What the file turned out to be, and reading it in another way.

use super::{said, words};
use crate::api::imports;
use crate::ui::count;
use crate::ui::deed::deed;
use crate::ui::kit::{Banner, BannerKind, Choice, Section, Select};
use crate::ui::live::touch;
use crate::ui::load::Loader;
use leptos::prelude::*;
use model::import::{FileKind, FileSummary, Import, ImportDetail, ImportOptions, ReadOptions};

/// Characters as bytes, in the words of the wire; these names are the same in every language.
const ENCODINGS: [(&str, &str); 5] = [
    ("utf8", "UTF-8"),
    ("utf16_le", "UTF-16 LE"),
    ("utf16_be", "UTF-16 BE"),
    ("gb18030", "GB 18030"),
    ("windows1252", "Windows-1252"),
];

/// The section.
#[component]
pub fn Reading(
    /// The import, as it is now.
    now: Signal<ImportDetail>,
    /// The import.
    import: Loader<ImportDetail>,
) -> impl IntoView {
    let again = deed(
        move |read: ReadOptions| {
            let found = now.with_untracked(|d| (d.import.id.clone(), d.import.revision, d.import.options.clone()));
            let (id, revision, options) = found;
            imports::save(id, revision, ImportOptions { read, ..options })
        },
        move |reading: Import| {
            import.update(|detail| detail.import = reading);
            touch(&["imports", "runs"]);
        },
    );
    let present = move || now.with_untracked(|detail| detail.import.options.read.clone());
    let change = move |read: ReadOptions| {
        if read != present() {
            again.go(read);
        }
    };
    let summary = Memo::new(move |_| now.with(|detail| detail.import.summary.clone()));
    let sheets = Memo::new(move |_| {
        let sheets = summary.with(|summary| summary.as_ref().map(|summary| summary.sheets.clone())).unwrap_or_default();
        sheets.into_iter().map(|name| Choice::new(name.clone(), name)).collect::<Vec<_>>()
    });
    // A file that could not be read may be text whose characters or delimiter were guessed wrongly.
    let text = Memo::new(move |_| summary.with(|s| s.as_ref().is_none_or(|summary| summary.kind == FileKind::Text)));
    let of = move |part: fn(&FileSummary) -> Option<String>| {
        Signal::derive(move || summary.with(|summary| summary.as_ref().and_then(part)).unwrap_or_default())
    };
    let notes = move || {
        let notes = summary.with(|summary| summary.as_ref().map(notes)).unwrap_or_default();
        notes.into_iter().map(|note| view! { <p class="faint">{note}</p> }).collect_view()
    };
    let failed = move || {
        again.problem().with(|problem| problem.as_ref().map(said)).map(|said| {
            view! { <Banner kind=BannerKind::Error>{said}</Banner> }
        })
    };
    view! {
        <Section title=words().how_read>
            {failed}
            <p class="soft">{move || summary.with(|summary| summary.as_ref().map(told))}</p>
            {notes}
            <Show when=move || { sheets.with(Vec::len) > 1 }>
                <Select
                    name="sheet"
                    label=words().sheet
                    value=of(|summary| summary.sheet.clone())
                    options=sheets
                    on_change=move |name: String| change(ReadOptions { sheet: Some(name), ..present() })
                />
            </Show>
            <Show when=move || text.get()>
                <div class="columns-2">
                    <Select
                        name="encoding"
                        label=words().encoding
                        value=of(|summary| summary.encoding.clone())
                        options=choices(&ENCODINGS)
                        on_change=move |word: String| change(ReadOptions { encoding: some(word), ..present() })
                    />
                    <Select
                        name="delimiter"
                        label=words().delimiter
                        value=of(|summary| summary.delimiter.clone())
                        options=choices(&delimiters())
                        on_change=move |word: String| change(ReadOptions { delimiter: some(word), ..present() })
                    />
                </div>
            </Show>
        </Section>
    }
}

fn some(word: String) -> Option<String> {
    Some(word).filter(|word| !word.is_empty())
}

fn delimiters() -> [(&'static str, &'static str); 4] {
    [
        ("comma", words().delimiter_comma),
        ("semicolon", words().delimiter_semicolon),
        ("tab", words().delimiter_tab),
        ("pipe", words().delimiter_pipe),
    ]
}

/// What there is, and first to let it be found out.
fn choices(known: &[(&'static str, &'static str)]) -> Signal<Vec<Choice>> {
    let mut choices = vec![Choice::new("", words().found_out)];
    choices.extend(known.iter().map(|(word, name)| Choice::new(*word, *name)));
    Signal::stored(choices)
}

/// `XLSX · 120 rows · 8 columns`.
fn told(summary: &FileSummary) -> String {
    let kind = match summary.kind {
        FileKind::Xlsx => "XLSX",
        FileKind::Xls => "XLS",
        FileKind::Ods => "ODS",
        FileKind::Text => words().kind_text,
    };
    [kind.to_owned(), count(&words().rows_n, summary.rows), count(&words().columns_n, summary.columns)].join(" · ")
}

/// What should be known of the file before its rows are trusted.
fn notes(summary: &FileSummary) -> Vec<String> {
    let mut notes = Vec::new();
    if summary.merged {
        notes.push(words().merged.to_owned());
    }
    for (sentence, n) in [(&words().formulas_n, summary.formulas), (&words().cell_errors_n, summary.errors)] {
        if n > 0 {
            notes.push(count(sentence, n));
        }
    }
    notes
}
