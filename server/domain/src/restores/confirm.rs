//! Saying that it is meant.

use super::{rows, staged};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, backups, organisation, runs};
use model::audit::{Subject, Verb};
use model::backup::{BackupFault, RESTORE_WORD, Restore, RestoreState};
use model::problem::Fault;
use model::run::RunKind;
use model::{Code, Problem, RestoreId};
use serde_json::json;

/// Begins to restore what was prepared: first a copy of the present state, then the change of places. `word` must be
/// [`RESTORE_WORD`].
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] unless it is ready, [`Code::Invalid`] naming `word`,
/// [`BackupFault::NotPrepared`] if somebody removed the prepared copy.
pub async fn confirm(services: &Services, viewer: &Viewer, id: &RestoreId, word: &str) -> Result<Restore> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    backups::require(&mut tx, viewer).await?;
    let row = rows::find(&mut tx, id).await?;
    if row.state != RestoreState::Ready {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    if word.trim() != RESTORE_WORD {
        return Err(Problem::field("word", Fault::Wrong).into());
    }
    if !staged(&services.settings.data, id).exists() {
        return Err(BackupFault::NotPrepared.problem().into());
    }
    let actor = Actor::from(viewer);
    let run = runs::begin_for(&mut tx, services, &viewer.organisation, RunKind::Restore, id.as_str(), &actor).await?;
    sqlx::query(
        "update restores set state = 'restoring', confirmed_by = $1, run_id = $2, problem = null where id = $3",
    )
    .bind(&viewer.name)
    .bind(&run.id)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    let record = Record::new(Verb::Restore, Subject::Backup, id, &row.file_name)
        .fields(json!(null), json!({ "restore": RestoreState::Restoring }));
    audit::record(&mut tx, &viewer.organisation, &actor, services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "backups");
    let row = rows::find(&mut tx, id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(row.into())
}
