//! The SQL of restores.

use crate::{Conn, Db, Result};
use model::backup::{Restore, RestoreState};
use model::{BackupId, Code, Moment, RestoreId, RunId};
use sqlx::QueryBuilder;

const SELECT: &str = "select id, backup_id, file_name, state, passphrase_sealed, difference, problem, run_id, asked_by, \
     asked_at, confirmed_by, done_at, copy_id from restores ";

/// A restore as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: RestoreId,
    pub backup_id: Option<BackupId>,
    pub file_name: String,
    pub state: RestoreState,
    pub passphrase_sealed: String,
    pub difference: String,
    pub problem: Option<String>,
    pub run_id: Option<RunId>,
    pub asked_by: String,
    pub asked_at: Moment,
    pub confirmed_by: String,
    pub done_at: Option<Moment>,
    pub copy_id: Option<BackupId>,
}

impl From<Row> for Restore {
    fn from(row: Row) -> Self {
        Self {
            difference: serde_json::from_str(&row.difference).ok(),
            problem: row.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
            id: row.id,
            backup: row.backup_id,
            file_name: row.file_name,
            state: row.state,
            run: row.run_id,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            confirmed_by: row.confirmed_by,
            done_at: row.done_at,
            copy: row.copy_id,
        }
    }
}

/// One restore.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) async fn find(conn: &mut Conn, id: &RestoreId) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where id = ").push_bind(id.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// The one that is prepared or under way, or else the last that was not given up.
pub(crate) async fn newest(conn: &mut Conn) -> Result<Option<Restore>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where state <> 'dropped' order by asked_at desc, id desc limit 1");
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.map(Restore::from))
}

/// The one that is prepared or under way.
pub(super) async fn open(conn: &mut Conn) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where state in ('checking', 'ready', 'restoring')");
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// Moves a restore on.
pub(super) async fn set_state(
    conn: &mut Conn,
    id: &RestoreId,
    state: RestoreState,
    problem: Option<&model::Problem>,
) -> Result<()> {
    let problem = problem.map(serde_json::to_string).transpose()?;
    sqlx::query("update restores set state = $1, problem = $2, passphrase_sealed = '' where id = $3")
        .bind(state)
        .bind(problem)
        .bind(id)
        .execute(conn)
        .await?;
    Ok(())
}
