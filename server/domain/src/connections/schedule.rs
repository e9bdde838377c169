//! When runs of a connection start by themselves.

use super::list::shown;
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::jobs::schedule::next_times;
use crate::{Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::connection::{Connection, SaveSchedule};
use model::permission::Permission;
use model::problem::Fault;
use model::{Moment, Problem, ScheduleId};
use serde_json::json;

/// The next three times of a cron line.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::Invalid`] naming `cron` or `zone`.
pub async fn preview_schedule(services: &Services, viewer: &Viewer, cron: &str, zone: &str) -> Result<Vec<Moment>> {
    viewer.require_everywhere(Permission::ConnectionsRead)?;
    next_times(cron, zone, services.clock.now(), 3)
}

/// Sets when runs of one kind start by themselves.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Invalid`] naming `cron`, `zone` or `kind`.
pub async fn save_schedule(services: &Services, viewer: &Viewer, save: &SaveSchedule) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let now = services.clock.now();
    let next = next_times(&save.cron, &save.zone, now, 1)?.first().copied();
    let mut tx = services.store.write().await?;
    let row = rows::find(&mut tx, &viewer.organisation, &save.connection).await?;
    if !row.kind.syncs().contains(&save.kind) {
        return Err(Problem::field("kind", Fault::Unknown).into());
    }
    sqlx::query(
        "insert into schedules (id, organisation_id, connection_id, kind, cron, zone, enabled, next_at, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (connection_id, kind) do update set \
         cron = excluded.cron, zone = excluded.zone, enabled = excluded.enabled, next_at = excluded.next_at",
    )
    .bind(services.ids.next::<ScheduleId>())
    .bind(&viewer.organisation)
    .bind(&save.connection)
    .bind(save.kind)
    .bind(&save.cron)
    .bind(&save.zone)
    .bind(save.enabled)
    .bind(next.filter(|_| save.enabled))
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let record = Record::new(Verb::Update, Subject::Schedule, &save.connection, &row.name).fields(
        json!(null),
        json!({ "kind": save.kind, "cron": save.cron, "zone": save.zone, "enabled": save.enabled }),
    );
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "connections");
    let connection = shown(&mut tx, services, row).await?;
    tx.commit().await?;
    Ok(connection)
}
