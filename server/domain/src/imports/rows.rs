//! The SQL of imports and their rows.

use super::judge::Key;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::change::ChangeState;
use model::import::{
    FileSummary, Import, ImportKind, ImportOptions, ImportRow, ImportState, Level, RowCounts, RowIssue,
};
use model::{ApiKeyId, ChangeSetId, ImportId, MemberId, Moment, OrganisationId, RunId};
use sqlx::QueryBuilder;

pub(super) const SELECT: &str = "select i.id, i.kind, i.state, i.file_name, i.size, i.same_as, i.created_by, \
     i.created_by_member, i.created_by_key, i.created_at, i.summary, i.options, i.counts, i.run_id, i.change_set_id, i.problem, i.revision, \
     s.state as set_state from imports i left join change_sets s on s.id = i.change_set_id ";

/// An import as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: ImportId,
    pub kind: ImportKind,
    pub state: ImportState,
    pub file_name: String,
    pub size: i64,
    pub same_as: Option<ImportId>,
    pub created_by: String,
    pub created_by_member: MemberId,
    pub created_by_key: Option<ApiKeyId>,
    pub created_at: Moment,
    pub summary: String,
    pub options: String,
    pub counts: String,
    pub run_id: Option<RunId>,
    pub change_set_id: Option<ChangeSetId>,
    pub problem: Option<String>,
    pub revision: i64,
    pub set_state: Option<ChangeState>,
}

impl Row {
    /// What was chosen.
    pub fn options(&self) -> Result<ImportOptions> {
        Ok(serde_json::from_str(&self.options)?)
    }

    /// What the check found.
    pub fn counts(&self) -> RowCounts {
        serde_json::from_str(&self.counts).unwrap_or_default()
    }

    /// What the file is.
    pub fn summary(&self) -> Option<FileSummary> {
        serde_json::from_str(&self.summary).ok()
    }

    /// Where it stands, its change set taken into account: one that was discarded leaves a checked import.
    pub fn shown_state(&self) -> ImportState {
        match (self.state, self.set_state) {
            (ImportState::Drafted, Some(ChangeState::Applying | ChangeState::Undoing)) => ImportState::Applying,
            (ImportState::Drafted, Some(ChangeState::Applied)) => ImportState::Applied,
            (ImportState::Drafted, Some(ChangeState::Undone)) => ImportState::Undone,
            (ImportState::Drafted, Some(ChangeState::Discarded)) => ImportState::Checked,
            (state, _) => state,
        }
    }
}

impl From<Row> for Import {
    fn from(row: Row) -> Self {
        Self {
            state: row.shown_state(),
            summary: row.summary(),
            counts: row.counts(),
            options: row.options().unwrap_or_default(),
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            id: row.id,
            kind: row.kind,
            file_name: row.file_name,
            size: row.size,
            same_as: row.same_as,
            created_by: row.created_by,
            created_at: row.created_at,
            run: row.run_id,
            change_set: row.change_set_id,
            revision: row.revision,
        }
    }
}

/// The import with this id in this organisation.
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &ImportId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where i.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and i.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Moves an import on; the run is the one that works on it now.
pub(super) async fn set_state(
    conn: &mut Conn,
    id: &ImportId,
    state: ImportState,
    run: Option<&RunId>,
    problem: Option<&model::Problem>,
) -> Result<()> {
    sqlx::query(
        "update imports set state = $1, run_id = coalesce($2, run_id), problem = $3, revision = revision + 1 where id = $4",
    )
    .bind(state)
    .bind(run)
    .bind(problem.map(serde_json::to_string).transpose()?)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps what the check found.
pub(super) async fn set_counts(conn: &mut Conn, id: &ImportId, counts: &RowCounts) -> Result<()> {
    sqlx::query("update imports set counts = $1, revision = revision + 1 where id = $2")
        .bind(serde_json::to_string(counts)?)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) const SELECT_ROWS: &str = "select number, cells, formulas, errors, issues, level, skipped, repaired, makes, email_key, phone, other_key \
     from import_rows ";

/// A row of a file as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct FileRow {
    pub number: i64,
    pub cells: String,
    pub formulas: String,
    pub errors: String,
    pub issues: String,
    pub level: Option<Level>,
    pub skipped: bool,
    pub repaired: bool,
    pub makes: String,
    pub email_key: Option<String>,
    pub phone: Option<String>,
    pub other_key: Option<String>,
}

impl FileRow {
    /// What it is compared by.
    pub const fn key(&self, key: Key) -> Option<&String> {
        match key {
            Key::Email => self.email_key.as_ref(),
            Key::Phone => self.phone.as_ref(),
            Key::Other => self.other_key.as_ref(),
        }
    }

    /// Its cells.
    pub fn cells(&self) -> Result<Vec<String>> {
        Ok(serde_json::from_str(&self.cells)?)
    }

    /// What was found in it.
    pub fn issues(&self) -> Vec<RowIssue> {
        serde_json::from_str(&self.issues).unwrap_or_default()
    }

    /// For the browser.
    pub fn shown(self) -> Result<ImportRow> {
        Ok(ImportRow {
            number: self.number,
            cells: self.cells()?,
            issues: self.issues(),
            level: self.level,
            skipped: self.skipped,
            repaired: self.repaired,
        })
    }
}

/// The next rows after a number, in order.
pub(super) async fn block(conn: &mut Conn, id: &ImportId, after: i64, most: i64) -> Result<Vec<FileRow>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT_ROWS);
    sql.push("where import_id = ").push_bind(id.clone()).push(" and number > ").push_bind(after);
    sql.push(" order by number limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// The rows with these numbers, in order.
pub(super) async fn numbered(conn: &mut Conn, id: &ImportId, numbers: &[i64]) -> Result<Vec<FileRow>> {
    let mut found = Vec::new();
    for block in numbers.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(SELECT_ROWS);
        sql.push("where import_id = ").push_bind(id.clone()).push(" and number in (");
        push_list(&mut sql, block.iter().copied());
        sql.push(") order by number");
        found.extend(sql.build_query_as::<FileRow>().fetch_all(&mut *conn).await?);
    }
    Ok(found)
}

/// The cells of a row, folded and in one line each, as searches look through them.
pub(super) fn body(cells: &[String]) -> String {
    crate::keys::fold(&cells.join("\n"))
}
