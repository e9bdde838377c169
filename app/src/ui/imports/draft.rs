//! What was chosen on the page and is not saved yet.

use leptos::prelude::*;
use model::import::{Column, Duplicates, ImportField, ImportKind, ImportOptions};
use model::language::Language;
use model::{Problem, problem::Fault};

/// The options of an import under the person's hands.
#[derive(Clone, Copy)]
pub struct Draft {
    /// Everything but what fields of a form hold by themselves.
    options: RwSignal<ImportOptions>,
    /// What stands between the parts of a path.
    pub path_delimiter: RwSignal<String>,
    /// The word of [`Duplicates`].
    pub duplicates: RwSignal<String>,
    /// The word of [`Language`].
    pub language: RwSignal<String>,
    /// What the server had, and its revision.
    base: RwSignal<(i64, ImportOptions)>,
}

impl Draft {
    /// As the server has it.
    pub fn new(revision: i64, options: &ImportOptions) -> Self {
        let draft = Self {
            options: RwSignal::new(options.clone()),
            path_delimiter: RwSignal::new(String::new()),
            duplicates: RwSignal::new(String::new()),
            language: RwSignal::new(String::new()),
            base: RwSignal::new((revision, options.clone())),
        };
        draft.take(revision, options);
        draft
    }

    /// What is on the page, whole.
    pub fn get(self) -> ImportOptions {
        let options = self.options.get();
        ImportOptions {
            path_delimiter: self.path_delimiter.get(),
            duplicates: Duplicates::from_word(&self.duplicates.get()).unwrap_or(options.duplicates),
            language: Language::from_word(&self.language.get()).unwrap_or(options.language),
            ..options
        }
    }

    /// A part of what is on the page.
    pub fn with<T>(self, part: impl FnOnce(&ImportOptions) -> T) -> T {
        self.options.with(part)
    }

    /// Changes what is on the page.
    pub fn update(self, change: impl FnOnce(&mut ImportOptions)) {
        self.options.update(change);
    }

    /// Whether something was changed here.
    pub fn is_changed(self) -> bool {
        let now = self.get();
        self.base.with(|(_, base)| *base != now)
    }

    /// The revision that this was made from.
    pub fn revision(self) -> i64 {
        self.base.with_untracked(|(revision, _)| *revision)
    }

    /// Shows what the server has.
    pub fn take(self, revision: i64, options: &ImportOptions) {
        self.base.set((revision, options.clone()));
        self.path_delimiter.set(options.path_delimiter.clone());
        self.duplicates.set(options.duplicates.word().to_owned());
        self.language.set(options.language.word().to_owned());
        self.options.set(options.clone());
    }

    /// Shows what somebody else saved, as long as nothing was changed here; afterwards saving says so.
    pub fn follow(self, revision: i64, options: &ImportOptions) {
        if self.revision() != revision && !untrack(|| self.is_changed()) {
            self.take(revision, options);
        }
    }

    /// What a column means.
    pub fn meaning(self, column: u32) -> Option<ImportField> {
        self.with(|options| options.mapping.iter().find(|(at, _)| *at == column).map(|(_, field)| *field))
    }

    /// Says what a column means; another one that meant it means nothing any more.
    pub fn assign(self, column: u32, field: Option<ImportField>) {
        self.update(|options| {
            options.mapping.retain(|(at, meant)| *at != column && Some(*meant) != field);
            options.mapping.extend(field.map(|field| (column, field)));
            options.mapping.sort_unstable();
        });
    }

    /// Says what all columns mean.
    pub fn assign_all(self, mapping: Vec<(u32, ImportField)>) {
        self.update(|options| options.mapping = mapping);
    }

    /// What still has to be found a column for.
    pub fn missing(self, kind: ImportKind) -> Vec<ImportField> {
        self.with(|options| options.missing(kind))
    }

    /// What the page can say before the server is asked.
    pub fn problem(self) -> Option<Problem> {
        let checked = self.get().check();
        checked.err().filter(|problem| problem.fields.iter().any(|field| field.fault != Fault::Missing))
    }
}

/// The guesses as a mapping.
pub fn guessed(columns: &[Column]) -> Vec<(u32, ImportField)> {
    columns.iter().filter_map(|column| column.guess.map(|guess| (column.index, guess.field))).collect()
}
