//! What a row of a file would do: its cells against the rules, itself against the rows before it, and both against what is here.
//! The check, a repair and the draft ask the same question, so that what was promised is what is proposed.

mod cells;
mod chains;
mod here;
mod match_up;
mod places;

pub(super) use chains::{Above, Chains, Depth};
pub(super) use here::Here;
pub(super) use places::{Place, Tree};

use super::rows::FileRow;
use crate::{Conn, Result, Viewer};
use model::import::{ImportField, ImportOptions, IssueCode, Level, RowIssue};
use model::{ImportId, MemberId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A person as the file describes him.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Person {
    pub name: String,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub departments: Vec<Place>,
    pub position: String,
    pub location: String,
    pub work_number: String,
    pub manager: Option<MemberId>,
    /// The manager's e-mail address as it is compared, where he comes with the same file.
    #[serde(default)]
    pub manager_key: Option<String>,
    /// The manager as a person would read it.
    #[serde(skip)]
    pub manager_shown: String,
    /// How many managers of the same file stand above him.
    #[serde(skip)]
    pub below: i64,
}

/// What two rows are compared by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub work_number: Option<String>,
}

/// What was found out about a row.
#[derive(Debug)]
pub(super) struct Judged {
    pub number: i64,
    pub skipped: bool,
    pub issues: Vec<RowIssue>,
    pub keys: Keys,
    pub person: Person,
    /// The manager's e-mail address, folded.
    manager: Option<String>,
    /// Whether the manager is not here and may still come with the file.
    open: bool,
    /// Department paths, taken apart.
    paths: Vec<Vec<String>>,
    /// The member here that the row is about.
    pub here: Option<Here>,
    /// Paths of departments that would be made for it, the higher ones first.
    pub makes: Vec<String>,
}

impl Judged {
    /// The gravest of what was found.
    pub fn level(&self) -> Level {
        self.issues.iter().map(|issue| issue.level).max().unwrap_or(Level::Fine)
    }

    /// The manager's e-mail address, where he is not here and may still come with the file.
    pub fn open_manager(&self) -> Option<&str> {
        self.manager.as_deref().filter(|_| self.open)
    }
}

/// In which row each key stood first.
#[derive(Debug, Default)]
pub(super) struct Seen(HashMap<(ImportField, String), i64>);

impl Seen {
    /// The row before this one with the same key; this one if there is none.
    pub fn first(&mut self, field: ImportField, key: &str, number: i64) -> i64 {
        *self.0.entry((field, key.to_owned())).or_insert(number)
    }

    /// Notes where a key stands first.
    pub fn note(&mut self, field: ImportField, key: String, number: i64) {
        self.0.insert((field, key), number);
    }
}

/// What the rows of one import are judged by.
pub(super) struct Rules<'a> {
    pub viewer: &'a Viewer,
    pub options: ImportOptions,
    pub delimiter: char,
    pub tree: Tree,
    /// Managers of the same file; before every row was checked once nobody knows who comes with it, and nothing is said of that.
    pub chains: Option<Chains>,
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    pub async fn load(conn: &mut Conn, viewer: &'a Viewer, options: ImportOptions) -> Result<Self> {
        let delimiter = options.path_delimiter.chars().next().unwrap_or('/');
        Ok(Self { viewer, delimiter, tree: Tree::load(conn, viewer).await?, options, chains: None })
    }

    /// The same, with the managers that come with the file: for rows that were checked.
    pub async fn load_whole(
        conn: &mut Conn,
        viewer: &'a Viewer,
        import: &ImportId,
        options: ImportOptions,
    ) -> Result<Self> {
        let chains = Chains::load(conn, import, &options).await?;
        Ok(Self { chains: Some(chains), ..Self::load(conn, viewer, options).await? })
    }

    /// A finding in a field.
    fn issue(&self, level: Level, field: Option<ImportField>, code: IssueCode, params: &[(&str, &str)]) -> RowIssue {
        RowIssue {
            level,
            field,
            column: field.and_then(|field| self.options.column(field)),
            code,
            params: params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        }
    }

    /// Judges rows in their order. Rows that are left out are told as such and compared with nothing.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged>> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.push(self.read(row)?);
        }
        let known = here::Known::look(conn, self.viewer, all.iter().filter(|row| !row.skipped)).await?;
        for judged in all.iter_mut().filter(|judged| !judged.skipped) {
            self.repeated(judged, seen);
            self.match_up(judged, &known);
            self.place(judged);
        }
        Ok(all)
    }

    /// Compares a row with those before it.
    fn repeated(&self, judged: &mut Judged, seen: &mut Seen) {
        let keys = judged.keys.clone();
        for (field, key, code, level) in [
            (ImportField::Email, keys.email, IssueCode::RepeatedEmail, Level::Error),
            (ImportField::Phone, keys.phone, IssueCode::RepeatedPhone, Level::Error),
            (ImportField::WorkNumber, keys.work_number, IssueCode::RepeatedWorkNumber, Level::Warning),
        ] {
            let Some(key) = key else { continue };
            let first = seen.first(field, &key, judged.number);
            if first < judged.number {
                judged.issues.push(self.issue(level, Some(field), code, &[("row", &first.to_string())]));
            }
        }
    }
}
