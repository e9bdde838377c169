//! Trying the store out.

use super::{access, settings, store::Remote};
use crate::audit::{self, Actor, Record};
use crate::jobs::Stop;
use crate::{Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::backup::BackupFault;
use model::run::{Run, RunKind, RunState};
use serde_json::json;

/// Begins a run that writes, reads and removes a small object in the store of the saved settings. How it ended stands with the run.
///
/// # Errors
/// [`model::Code::Forbidden`]; [`BackupFault::StoreMissing`] where no store is set.
pub async fn test(services: &Services, viewer: &Viewer) -> Result<Run> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    access::require(&mut tx, viewer).await?;
    access::require_here()?;
    let kept = settings::read(&mut tx).await?;
    if !kept.settings.store.on {
        return Err(BackupFault::StoreMissing.problem().into());
    }
    let actor = Actor::from(viewer);
    let run = runs::begin_for(&mut tx, services, &viewer.organisation, RunKind::TestStore, "", &actor).await?;
    let record = Record::new(Verb::Test, Subject::Backup, "backup_settings", &kept.settings.store.bucket)
        .fields(json!(null), json!({ "endpoint": kept.settings.store.endpoint }));
    audit::record(&mut tx, &viewer.organisation, &actor, services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(run)
}

/// Carries the run out.
///
/// # Errors
/// A [`Stop`] with what the store says.
pub(crate) async fn run_test(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let mut conn = services.store.read().await?;
    let kept = settings::read(&mut conn).await?;
    drop(conn);
    let remote = Remote::of(services, &kept)?.ok_or_else(|| Stop::GiveUp(BackupFault::StoreMissing.problem()))?;
    remote.try_out(&format!("muster-test-{}", run.id)).await.map_err(Stop::GiveUp)?;
    let mut tx = services.store.write().await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.hint(&run.organisation_id, "backups");
    Ok(tx.commit().await?)
}
