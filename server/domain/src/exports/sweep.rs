//! Files go a day after they were asked for; the activity and the run stay.

use super::KEPT;
use crate::{Conn, Result, Services, runs};
use model::run::RunKind;
use model::{ExportId, Moment, OrganisationId};

/// Removes the bytes of an export.
pub(super) async fn clear(conn: &mut Conn, id: &ExportId) -> Result<()> {
    sqlx::query("delete from export_files where export_id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Removes half a file after its run failed.
pub(crate) async fn failed(conn: &mut Conn, run: &runs::Row) -> Result<()> {
    if run.kind == RunKind::Export {
        clear(conn, &ExportId(run.input.clone())).await?;
    }
    Ok(())
}

/// Removes the files that may name a customer who was deleted then, and is erased now; how many. Which of them do, nobody knows.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_customers(
    conn: &mut Conn,
    organisation: &OrganisationId,
    deleted_at: Moment,
) -> Result<i64> {
    let old: Vec<ExportId> = sqlx::query_scalar(
        "select id from exports where organisation_id = $1 and kind = 'customers' and created_at <= $2",
    )
    .bind(organisation)
    .bind(deleted_at)
    .fetch_all(&mut *conn)
    .await?;
    for id in &old {
        clear(conn, id).await?;
        sqlx::query("delete from exports where id = $1").bind(id).execute(&mut *conn).await?;
    }
    Ok(old.len() as i64)
}

/// Removes what is over.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    let mut tx = services.store.write().await?;
    let old: Vec<ExportId> = sqlx::query_scalar(
        "select e.id from exports e join runs r on r.id = e.run_id where e.created_at < $1 \
         and r.state not in ('queued', 'running')",
    )
    .bind(services.clock.now().plus(-KEPT))
    .fetch_all(&mut *tx)
    .await?;
    for id in &old {
        clear(&mut tx, id).await?;
        sqlx::query("delete from exports where id = $1").bind(id).execute(&mut *tx).await?;
    }
    tx.commit().await
}
