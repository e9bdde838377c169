//! Members out of a file, with the departments that they need.

mod cells;
mod chains;
mod here;
mod kind;
mod match_up;
mod places;
mod propose;

pub(crate) use kind::Imports;

use super::judge::{Base, Judged, Key, Seen};
use super::rows::FileRow;
use crate::{Conn, Result};
use chains::{Above, Chains, Depth};
use here::Here;
use model::import::{ImportField, IssueCode, Level};
use model::{ImportId, MemberId};
use places::{Place, Tree};
use serde::{Deserialize, Serialize};

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

/// What was found out about a row about a member.
#[derive(Debug, Default)]
pub(super) struct Found {
    person: Person,
    /// The manager's e-mail address, folded.
    manager: Option<String>,
    /// Whether the manager is not here and may still come with the file.
    open: bool,
    /// Department paths, taken apart.
    paths: Vec<Vec<String>>,
    /// The member here that the row is about.
    here: Option<Here>,
}

/// What rows about members are judged by.
pub(super) struct Rules<'a> {
    pub base: Base<'a>,
    tree: Tree,
    /// Managers of the same file; before every row was checked once nobody knows who comes with it, and nothing is said of that.
    chains: Option<Chains>,
    /// Who manages whom, as far as rows were noted.
    above: Above,
    /// Rows whose managers are not here, with those.
    open: Vec<(i64, String)>,
}

impl<'a> Rules<'a> {
    /// Reads what all rows share.
    pub async fn load(conn: &mut Conn, base: Base<'a>) -> Result<Self> {
        let tree = Tree::load(conn, base.viewer).await?;
        Ok(Self { base, tree, chains: None, above: Above::default(), open: Vec::new() })
    }

    /// Reads the managers that come with a file whose rows were checked.
    pub async fn load_chains(&mut self, conn: &mut Conn, import: &ImportId) -> Result<()> {
        self.chains = Some(Chains::load(conn, import, &self.base.options).await?);
        Ok(())
    }

    /// Judges rows in their order.
    pub async fn judge(&self, conn: &mut Conn, seen: &mut Seen, rows: &[FileRow]) -> Result<Vec<Judged<Found>>> {
        let mut all = Vec::with_capacity(rows.len());
        for row in rows {
            all.push(self.read(row)?);
        }
        let known = here::Known::look(conn, self.base.viewer, all.iter().filter(|row| !row.skipped)).await?;
        let keys = [
            (Key::Email, Some(ImportField::Email), IssueCode::RepeatedEmail, Level::Error),
            (Key::Phone, Some(ImportField::Phone), IssueCode::RepeatedPhone, Level::Error),
            (Key::Other, Some(ImportField::WorkNumber), IssueCode::RepeatedWorkNumber, Level::Warning),
        ];
        for judged in all.iter_mut().filter(|judged| !judged.skipped) {
            self.base.repeated(judged, seen, keys);
            self.match_up(judged, &known);
            // Nobody is placed who is not to be added.
            if judged.of.here.is_some() || self.base.options.add_new {
                self.place(judged);
            }
        }
        Ok(all)
    }

    /// Notes who manages whom.
    pub fn note(&mut self, judged: &Judged, found: &Found) {
        self.above.note(judged, found);
        if let Some(manager) = found.manager.as_deref().filter(|_| found.open) {
            self.open.push((judged.number, manager.to_owned()));
        }
    }

    /// The rows whose manager is neither here nor in the file after all.
    pub fn all_noted(&mut self) -> Vec<i64> {
        let chains = Chains::of(std::mem::take(&mut self.above));
        let wrong = |manager: &str| !matches!(chains.depth(manager), Some(Depth::Managers(_)));
        let open = std::mem::take(&mut self.open);
        let numbers = open.iter().filter(|(_, manager)| wrong(manager)).map(|(number, _)| *number).collect();
        self.chains = Some(chains);
        numbers
    }
}
