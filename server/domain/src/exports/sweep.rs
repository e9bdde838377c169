//! Files go a day after they were asked for; the activity and the run stay.

use super::KEPT;
use crate::{Conn, Result, Services, runs};
use model::ExportId;
use model::run::RunKind;

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
