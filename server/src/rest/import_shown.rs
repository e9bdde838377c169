//! How `/imports` shows an import.

use super::moment::At;
use app::words::Language;
use app::words::imports::say_file;
use model::import::{Column, Import as Known, ImportField, ImportKind, ImportState};
use serde::Serialize;
use utoipa::ToSchema;

/// A table file whose rows become records.
#[derive(Debug, Serialize, ToSchema)]
pub struct Import {
    id: String,
    /// members, customers, mappings or agents.
    #[schema(value_type = String, example = "members")]
    kind: ImportKind,
    /// reading, mapping, checking, checked, drafting, drafted, applying, applied, undone, failed or cancelled.
    #[schema(value_type = String, example = "checked")]
    state: ImportState,
    file_name: String,
    /// An earlier import of the very same file.
    #[schema(required)]
    same_as: Option<String>,
    /// The columns of the file; only of one import.
    columns: Vec<ImportColumn>,
    rows: Rows,
    /// The run that reads, checks, drafts, carries out or puts back.
    #[schema(required)]
    run: Option<String>,
    /// The changes that it proposed.
    #[schema(required)]
    change_set: Option<String>,
    /// Why the file cannot be read.
    #[schema(required)]
    problem: Option<ImportProblem>,
    created_by: String,
    created_at: At,
}

/// A column of the file.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportColumn {
    /// Which, from 0.
    column: u32,
    /// Its heading.
    header: String,
    /// Up to three values below it.
    samples: Vec<String>,
    /// What it means; null for one that is left out.
    #[schema(value_type = Option<String>, required)]
    field: Option<ImportField>,
    /// What it seems to mean.
    #[schema(value_type = Option<String>, required)]
    guess: Option<ImportField>,
}

/// Rows by what the check found.
#[derive(Debug, Serialize, ToSchema)]
pub struct Rows {
    /// Below the headings.
    total: i64,
    fine: i64,
    info: i64,
    warning: i64,
    error: i64,
    skipped: i64,
    /// How often each thing was found.
    problems: Vec<Found>,
}

/// A finding and how often it was made.
#[derive(Debug, Serialize, ToSchema)]
pub struct Found {
    /// In one word of the program.
    #[schema(example = "email_malformed")]
    code: String,
    rows: i64,
}

/// Why a file cannot be read.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportProblem {
    /// In one word of the program.
    code: String,
    /// What happened and what to do.
    detail: String,
}

impl Import {
    /// With its columns, where they are told.
    pub fn of(known: Known, columns: Vec<Column>) -> Self {
        let meant =
            |index: u32| known.options.mapping.iter().find(|(column, _)| *column == index).map(|(_, field)| *field);
        let columns = columns
            .into_iter()
            .map(|column| ImportColumn {
                column: column.index,
                header: column.header,
                samples: column.samples,
                field: meant(column.index),
                guess: column.guess.map(|guess| guess.field),
            })
            .collect();
        let counts = known.counts;
        Self {
            id: known.id.0,
            kind: known.kind,
            state: known.state,
            file_name: known.file_name,
            same_as: known.same_as.map(|id| id.0),
            columns,
            rows: Rows {
                total: counts.rows,
                fine: counts.fine,
                info: counts.info,
                warning: counts.warning,
                error: counts.error,
                skipped: counts.skipped,
                problems: counts
                    .codes
                    .into_iter()
                    .map(|(code, rows)| Found { code: code.word().to_owned(), rows })
                    .collect(),
            },
            run: known.run.map(|id| id.0),
            change_set: known.change_set.map(|id| id.0),
            problem: known.problem.map(|problem| ImportProblem {
                code: problem.code.word().to_owned(),
                detail: say_file(Language::En, &problem),
            }),
            created_by: known.created_by,
            created_at: At(known.created_at),
        }
    }
}
