//! Carrying out what has its date.

use super::{apply, rows};
use crate::{Result, Services, organisation, viewer};
use model::permission::Permission;
use model::{Code, HandoverId, Moment, OrganisationId, Problem};

/// Carries out every hand-over whose date has come, with the rights that whoever scheduled it has now. One that cannot begin is a
/// draft again and says why.
///
/// # Errors
/// What the database says.
pub(crate) async fn start_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Vec<(HandoverId, OrganisationId)> = sqlx::query_as(
        "select id, organisation_id from handovers where state = 'scheduled' and at <= $1 order by at limit 50",
    )
    .bind(now)
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    for (id, organisation) in due {
        match start(services, &organisation, &id, now).await {
            Ok(()) => services.wake.notify_one(),
            Err(error) if error.code().is_some() => {
                put_off(services, &organisation, &id, &error.into_problem()).await?
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn start(services: &Services, organisation: &OrganisationId, id: &HandoverId, now: Moment) -> Result<()> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, organisation).await?;
    let row = rows::find(&mut tx, organisation, id).await?;
    // Another replica was faster, or somebody gave it up.
    let Some(by) = row.scheduled_by.clone().filter(|_| row.at.is_some_and(|at| at <= now)) else { return Ok(()) };
    let forbidden = || Problem::new(Code::Forbidden).with("permission", Permission::HandoversWrite);
    let viewer = viewer::of_member(&mut tx, organisation, &by).await?.ok_or_else(forbidden)?;
    viewer.require_everywhere(Permission::HandoversWrite)?;
    apply::carry_out(&mut tx, services, &viewer, &row).await?;
    tx.hint(organisation, "handovers");
    tx.commit().await
}

async fn put_off(services: &Services, organisation: &OrganisationId, id: &HandoverId, problem: &Problem) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query(
        "update handovers set state = 'draft', scheduled_by = null, problem = $1, revision = revision + 1 \
         where id = $2 and state = 'scheduled'",
    )
    .bind(serde_json::to_string(problem)?)
    .bind(id)
    .execute(&mut *tx)
    .await?;
    tx.hint(organisation, "handovers");
    tx.commit().await
}
