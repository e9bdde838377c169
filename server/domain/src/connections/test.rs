//! *Test*: what exactly is wrong with a connection. The platform is called by a job, never by a request.

use super::list::shown;
use super::probe::probe;
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::jobs::{Job, Stop, queue};
use crate::{Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::connection::{Connection, Finding};
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, ConnectionId, Problem};

/// Starts *Test*; the findings appear on the connection.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Invalid`] on `kind` for what calls and is not called.
pub async fn test(services: &Services, viewer: &Viewer, id: &ConnectionId) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    if !row.kind.is_tested() {
        return Err(Problem::field("kind", Fault::Unknown).into());
    }
    sqlx::query("update connections set testing = $1 where id = $2").bind(true).bind(id).execute(&mut *tx).await?;
    queue::enqueue(&mut tx, &services.ids, &Job::Test { connection: id.clone() }, now, now).await?;
    let record = Record::new(Verb::Test, Subject::Connection, id, &row.name);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "connections");
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    let connection = shown(&mut tx, services, row).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(connection)
}

/// Tries every credential and keeps the findings.
pub(crate) async fn run_test(services: &Services, id: &ConnectionId) -> std::result::Result<(), Stop> {
    let mut conn = services.store.read().await?;
    let Some(row) = rows::find_raw(&mut conn, id).await? else { return Ok(()) };
    drop(conn);
    let steps = probe(services, &row).await?;
    let fault = steps.iter().find(|step| !matches!(step.finding, Finding::Good | Finding::NotSet));
    let problem = fault.map(|step| {
        Problem::new(Code::Platform)
            .with("setting", step.setting)
            .with("finding", step.finding)
            .with("detail", &step.detail)
    });
    let mut tx = services.store.write().await?;
    sqlx::query("update connections set testing = $1, steps = $2, tested_at = $3 where id = $4")
        .bind(false)
        .bind(serde_json::to_string(&steps).map_err(crate::Error::from)?)
        .bind(services.clock.now())
        .bind(id)
        .execute(&mut *tx)
        .await?;
    rows::set_state(&mut tx, id, problem.as_ref()).await?;
    tx.hint(&row.organisation_id, "connections");
    tx.commit().await?;
    Ok(())
}
