//! The SQL of backups.

use crate::{Conn, Db, Result};
use model::backup::{Backup, BackupReason, BackupState};
use model::{BackupId, ChangeSetId, Code, Moment, Problem, RunId};
use sqlx::QueryBuilder;
use std::path::PathBuf;

pub(super) const SELECT: &str = "select id, reason, change_set_id, run_id, made_by, made_at, file_name, folder, on_disk, \
     in_store, size, sha256, encrypted, state, findings, problem from backups ";

/// A backup as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: BackupId,
    pub reason: BackupReason,
    pub change_set_id: Option<ChangeSetId>,
    pub run_id: Option<RunId>,
    pub made_by: String,
    pub made_at: Moment,
    pub file_name: String,
    pub folder: String,
    pub on_disk: bool,
    pub in_store: bool,
    pub size: Option<i64>,
    pub sha256: String,
    pub encrypted: bool,
    pub state: BackupState,
    pub findings: String,
    pub problem: Option<String>,
}

impl Row {
    /// Where its file lies or lay.
    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(&self.folder).join(&self.file_name)
    }
}

impl From<Row> for Backup {
    fn from(row: Row) -> Self {
        Self {
            findings: serde_json::from_str(&row.findings).ok(),
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            id: row.id,
            reason: row.reason,
            change_set: row.change_set_id,
            run: row.run_id,
            made_by: row.made_by,
            made_at: row.made_at,
            file_name: row.file_name,
            folder: row.folder,
            on_disk: row.on_disk,
            in_store: row.in_store,
            size: row.size,
            sha256: row.sha256,
            encrypted: row.encrypted,
            state: row.state,
        }
    }
}

/// One backup.
///
/// # Errors
/// [`Code::NotFound`].
pub(crate) async fn find(conn: &mut Conn, id: &BackupId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// Says where the files of a backup still are; one that is nowhere is gone.
pub(super) async fn set_places(conn: &mut Conn, id: &BackupId, on_disk: bool, in_store: bool) -> Result<()> {
    sqlx::query(
        "update backups set on_disk = $1, in_store = $2, \
         state = case when state = 'verified' and not $1 and not $2 then 'gone' else state end where id = $3",
    )
    .bind(on_disk)
    .bind(in_store)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a backup as failed.
pub(super) async fn fail(conn: &mut Conn, id: &BackupId, problem: &Problem) -> Result<()> {
    sqlx::query(
        "update backups set state = 'failed', problem = $1, on_disk = $2, in_store = $2 where id = $3 and state = 'making'",
    )
    .bind(serde_json::to_string(problem)?)
    .bind(false)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}
