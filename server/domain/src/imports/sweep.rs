//! What is over goes: broken uploads after an hour, files and rows after a month. The history stays.

use crate::{Conn, Result, Services, Write, runs};
use model::import::ImportState;
use model::run::RunKind;
use model::{ImportId, Problem, moment};

/// How long files and rows are kept: as long as somebody may want the rejected rows.
const KEPT: i64 = 30 * moment::DAY;

/// Removes an upload that did not come to its end.
pub(super) async fn remove(services: &Services, id: &ImportId) -> Result<()> {
    let mut tx = services.store.write().await?;
    clear(&mut tx, id).await?;
    sqlx::query("delete from imports where id = $1 and state = 'uploading'").bind(id).execute(&mut *tx).await?;
    tx.commit().await
}

/// Removes the bytes and the rows of an import.
pub(super) async fn clear(conn: &mut Conn, id: &ImportId) -> Result<()> {
    for statement in ["delete from import_files where import_id = $1", "delete from import_rows where import_id = $1"] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Removes what is over.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let broken: Vec<ImportId> =
        sqlx::query_scalar("select id from imports where state = 'uploading' and created_at < $1")
            .bind(now.plus(-moment::HOUR))
            .fetch_all(&mut *tx)
            .await?;
    let old: Vec<ImportId> = sqlx::query_scalar(
        "select id from imports where created_at < $1 and exists (select 1 from import_rows r where r.import_id = imports.id)",
    )
    .bind(now.plus(-KEPT))
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query("delete from import_quota where day < $1")
        .bind(now.0.div_euclid(moment::DAY) - 1)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    for id in &broken {
        remove(services, id).await?;
    }
    for id in &old {
        let mut tx = services.store.write().await?;
        clear(&mut tx, id).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Brings an import back to where a person can act, after its run failed.
pub(crate) async fn failed(tx: &mut Write, run: &runs::Row, problem: &Problem) -> Result<()> {
    let state = match run.kind {
        RunKind::ReadImport => ImportState::Failed,
        RunKind::CheckImport => ImportState::Mapping,
        RunKind::DraftImport => ImportState::Checked,
        _ => return Ok(()),
    };
    let id = ImportId(run.input.clone());
    if run.kind == RunKind::ReadImport {
        // Half of a file is nothing.
        sqlx::query("delete from import_rows where import_id = $1").bind(&id).execute(&mut **tx).await?;
    }
    super::rows::set_state(tx, &id, state, None, Some(problem)).await?;
    tx.hint(&run.organisation_id, "imports");
    Ok(())
}
