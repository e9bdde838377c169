//! Imports: table files whose rows become records, after they were read, mapped, checked and reviewed.

mod example;
mod field;
mod issue;
mod options;
mod query;

pub use example::{examples, is_example};
pub use field::{Column, Guess, Guessed, ImportField, Preset};
pub use issue::{IssueCode, Level, RowIssue};
pub use options::{Duplicates, ImportMode, ImportOptions, ReadOptions};
pub use query::{ImportRowQuery, Repair, SkipRows};

use crate::change::ChangeKind;
use crate::permission::Permission;
use crate::{ChangeSetId, ImportId, Moment, Problem, RunId};
use serde::{Deserialize, Serialize};

crate::words!(
    /// What the rows of a file become.
    ImportKind {
        /// Members, and the departments that they need.
        Members = "members",
        /// Customers, and the tags that they need.
        Customers = "customers",
        /// Which account on a platform belongs to which member.
        Mappings = "mappings",
        /// Agents of the contact centre, and the skill groups that they need.
        Agents = "agents",
    }
);

impl ImportKind {
    /// The rights to import such a file, and to see the imports of others; all of them are needed.
    pub const fn rights(self) -> &'static [Permission] {
        match self {
            Self::Members => &[Permission::MembersImport],
            Self::Customers => &[Permission::CustomersWrite],
            // To map alone says of most members that Auto Sync covers them.
            Self::Mappings => &[Permission::MappingsRead, Permission::MappingMap],
            Self::Agents => &[Permission::AgentsWrite],
        }
    }

    /// The kind of change set that such a file becomes.
    pub const fn changes(self) -> ChangeKind {
        match self {
            Self::Members => ChangeKind::Import,
            Self::Customers => ChangeKind::CustomerImport,
            Self::Mappings => ChangeKind::MappingImport,
            Self::Agents => ChangeKind::AgentImport,
        }
    }
}

crate::words!(
    /// Where an import stands. The last four follow the change set that it proposed.
    ImportState {
        /// The file is on its way; nobody sees the import yet.
        Uploading = "uploading",
        /// The file is being read.
        Reading = "reading",
        /// Read; its columns wait to be assigned.
        Mapping = "mapping",
        /// Every row is being checked.
        Checking = "checking",
        /// Checked; rows may be repaired and skipped.
        Checked = "checked",
        /// The changes are being proposed.
        Drafting = "drafting",
        /// The changes wait for review.
        Drafted = "drafted",
        /// Being carried out.
        Applying = "applying",
        /// Carried out.
        Applied = "applied",
        /// Put back.
        Undone = "undone",
        /// The file cannot be read.
        Failed = "failed",
        /// Stopped by a person.
        Cancelled = "cancelled",
    }
);

crate::words!(
    /// What a file turned out to be.
    FileKind {
        /// An Excel workbook since 2007.
        Xlsx = "xlsx",
        /// An Excel workbook before that.
        Xls = "xls",
        /// A workbook of LibreOffice.
        Ods = "ods",
        /// Text: CSV, TSV.
        Text = "text",
    }
);

/// What reading found out about the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSummary {
    /// What it is.
    pub kind: FileKind,
    /// For text: how characters are bytes (`utf8`, `utf16_le`, `utf16_be`, `gb18030`, `windows1252`).
    pub encoding: Option<String>,
    /// For text: what stands between cells (`comma`, `semicolon`, `tab`, `pipe`).
    pub delimiter: Option<String>,
    /// For workbooks: the names of their sheets.
    pub sheets: Vec<String>,
    /// For workbooks: the sheet that was read.
    pub sheet: Option<String>,
    /// Rows with something in them.
    pub rows: i64,
    /// Columns up to the last with something in it.
    pub columns: i64,
    /// Whether cells are merged: the value stands in the first of them, the others are empty.
    pub merged: bool,
    /// Cells that are formulas; their last value counts.
    pub formulas: i64,
    /// Cells that are errors.
    pub errors: i64,
}

/// Rows of the file by how they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct RowCounts {
    /// Rows below the header.
    pub rows: i64,
    /// Nothing to say.
    pub fine: i64,
    /// Something to know.
    pub info: i64,
    /// Something to look at.
    pub warning: i64,
    /// Cannot be imported.
    pub error: i64,
    /// Left out by a person, or examples of the template.
    pub skipped: i64,
    /// How often each thing was found.
    pub codes: Vec<(IssueCode, i64)>,
    /// What would be made for the rows, with those that need it: departments as paths from the top, tags as `group/name`, skill groups.
    pub makes: Vec<(String, i64)>,
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// Its id.
    pub id: ImportId,
    /// What its rows become.
    pub kind: ImportKind,
    /// Where it stands.
    pub state: ImportState,
    /// The name of the file; empty for what was pasted.
    pub file_name: String,
    /// Bytes of the file.
    pub size: i64,
    /// An earlier import of the very same bytes.
    pub same_as: Option<ImportId>,
    /// Who uploaded it.
    pub created_by: String,
    /// When.
    pub created_at: Moment,
    /// What the file is, once it was read.
    pub summary: Option<FileSummary>,
    /// What was chosen.
    pub options: ImportOptions,
    /// What the check found.
    pub counts: RowCounts,
    /// The run that reads, checks, drafts, carries out or puts back.
    pub run: Option<RunId>,
    /// The changes that it proposed.
    pub change_set: Option<ChangeSetId>,
    /// Why the last step failed.
    pub problem: Option<Problem>,
    /// Changes with every change.
    pub revision: i64,
}

/// An import with what the steps of its page show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportDetail {
    /// The import.
    pub import: Import,
    /// Its columns, with samples and guesses.
    pub columns: Vec<Column>,
    /// The first rows, to choose the header from.
    pub head: Vec<ImportRow>,
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: i64,
    /// Its cells, repairs among them.
    pub cells: Vec<String>,
    /// What was found.
    pub issues: Vec<RowIssue>,
    /// The gravest of it; `None` before the check.
    pub level: Option<Level>,
    /// Whether it is left out.
    pub skipped: bool,
    /// Whether a cell was typed anew.
    pub repaired: bool,
}

/// How many files were imported today, against the limit of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quota {
    /// Files a day that the plan allows; `None` for no limit.
    pub limit: Option<i64>,
    /// Files of this person today, in whatever organisation.
    pub mine: i64,
    /// Files from this network address today.
    pub network: i64,
    /// When counting begins anew.
    pub opens_at: Moment,
}
