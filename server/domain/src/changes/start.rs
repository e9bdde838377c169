//! The buttons: apply, retry, undo, discard.

use super::access::{require_any, require_deciding, require_second_person};
use super::list::{find, find_any};
use crate::audit::{self, Actor, Record};
use crate::change::tally::{self, Tally};
use crate::{Result, Services, Viewer, Write, organisation, runs};
use model::audit::{Subject, Verb};
use model::change::{BRAKE_WORD, ChangeSet, ChangeState, RowState};
use model::run::{RunKind, Started};
use model::{ChangeSetId, Code, OrganisationId, Problem};
use serde_json::json;

fn wrong_state(set: &ChangeSet) -> crate::Error {
    Problem::new(Code::WrongState).with("state", set.state).into()
}

/// Carries out the ticked rows. Above the brake, `word` must be [`BRAKE_WORD`].
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`], [`Code::Brake`] with the share and the limit,
/// [`Code::SecondPerson`] for whoever made a set that takes two.
pub async fn apply(services: &Services, viewer: &Viewer, id: &ChangeSetId, word: &str) -> Result<Started> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let set = find(&mut tx, viewer, id).await?;
    require_deciding(viewer, set.kind)?;
    require_second_person(&mut tx, viewer, &set).await?;
    if set.brake.holds() && word.trim() != BRAKE_WORD && set.state == ChangeState::Draft {
        let brake = set.brake;
        let problem =
            Problem::new(Code::Brake).with("leave", brake.leave).with("of", brake.of).with("limit", brake.limit);
        return Err(problem.into());
    }
    let actor = Actor::from(viewer);
    let started = begin(&mut tx, services, &viewer.organisation, &set, &actor).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(started)
}

/// Carries out a set of a run that applies by itself, unless the brake holds or it has conflicts to decide; whether it does.
pub(crate) async fn apply_automatic(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    id: &ChangeSetId,
    actor: &Actor,
) -> Result<bool> {
    let set = find_any(tx, organisation, id).await?;
    if set.brake.holds() || set.second_person || set.counts.conflict > 0 {
        return Ok(false);
    }
    begin(tx, services, organisation, &set, actor).await?;
    Ok(true)
}

async fn begin(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    set: &ChangeSet,
    actor: &Actor,
) -> Result<Started> {
    if let Some(run) = &set.run {
        return Ok(Started { run: runs::find(tx, organisation, run).await?, already: true });
    }
    if set.state != ChangeState::Draft {
        return Err(wrong_state(set));
    }
    start(tx, services, organisation, set, (ChangeState::Applying, RunKind::Apply), actor).await
}

async fn start(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    set: &ChangeSet,
    (state, kind): (ChangeState, RunKind),
    actor: &Actor,
) -> Result<Started> {
    sqlx::query("update change_sets set state = $1, revision = revision + 1 where id = $2")
        .bind(state)
        .bind(&set.id)
        .execute(&mut **tx)
        .await?;
    // The run that proposed the set waits for nobody any more.
    sqlx::query("update runs set state = 'done' where change_set_id = $1 and state = 'waiting_review'")
        .bind(&set.id)
        .execute(&mut **tx)
        .await?;
    let place = (&set.id, set.connection_id.as_ref());
    let run = runs::begin_for_set(tx, services, organisation, place, kind, actor).await?;
    tx.hint(organisation, "changes");
    Ok(Started { run, already: false })
}

/// Tries the failed rows again.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] if the set was not carried out or nothing failed.
pub async fn retry(services: &Services, viewer: &Viewer, id: &ChangeSetId) -> Result<Started> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let set = find(&mut tx, viewer, id).await?;
    require_deciding(viewer, set.kind)?;
    if let Some(run) = &set.run {
        return Ok(Started { run: runs::find(&mut tx, &viewer.organisation, run).await?, already: true });
    }
    if set.cleared_at.is_some() {
        return Err(Problem::new(Code::WrongState).with("state", "cleared").into());
    }
    let reopened =
        sqlx::query("update change_rows set state = 'open', problem = null where set_id = $1 and state = 'failed'")
            .bind(id)
            .execute(&mut *tx)
            .await?;
    let failed = tally::of(&mut tx, id).await?.into_iter().filter(|tally| tally.state == RowState::Failed);
    tally::shift(&mut tx, id, failed, |tally| Tally { state: RowState::Open, ..tally }).await?;
    if set.state != ChangeState::Applied || reopened.rows_affected() == 0 {
        return Err(wrong_state(&set));
    }
    let next = (ChangeState::Applying, RunKind::Apply);
    let started = start(&mut tx, services, &viewer.organisation, &set, next, &Actor::from(viewer)).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(started)
}

/// Puts back what nobody touched since.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] if the set was not carried out.
pub async fn undo(services: &Services, viewer: &Viewer, id: &ChangeSetId) -> Result<Started> {
    require_any(viewer)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let set = find(&mut tx, viewer, id).await?;
    require_deciding(viewer, set.kind)?;
    if let Some(run) = &set.run {
        return Ok(Started { run: runs::find(&mut tx, &viewer.organisation, run).await?, already: true });
    }
    if set.cleared_at.is_some() {
        return Err(Problem::new(Code::WrongState).with("state", "cleared").into());
    }
    if set.state != ChangeState::Applied || !set.kind.can_be_undone() {
        return Err(wrong_state(&set));
    }
    let next = (ChangeState::Undoing, RunKind::Undo);
    let started = start(&mut tx, services, &viewer.organisation, &set, next, &Actor::from(viewer)).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(started)
}

/// Gives a draft up.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] if it is no draft.
pub async fn discard(services: &Services, viewer: &Viewer, id: &ChangeSetId) -> Result<ChangeSet> {
    require_any(viewer)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let set = find(&mut tx, viewer, id).await?;
    require_deciding(viewer, set.kind)?;
    if set.state != ChangeState::Draft {
        return Err(wrong_state(&set));
    }
    sqlx::query("update change_sets set state = 'discarded', revision = revision + 1 where id = $1")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sqlx::query("update runs set state = 'done' where change_set_id = $1 and state = 'waiting_review'")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    let record = Record::new(Verb::Cancel, Subject::ChangeSet, id, &set.connection)
        .fields(json!({ "state": set.state }), json!({ "state": ChangeState::Discarded }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "changes");
    tx.hint(&viewer.organisation, "runs");
    let set = find(&mut tx, viewer, id).await?;
    tx.commit().await?;
    Ok(set)
}
