//! *Test*: what exactly is wrong with a connection. The platform is called by a job, never by a request.

use super::list::shown;
use super::rows;
use crate::audit::{self, Actor, Record};
use crate::jobs::{Job, Stop, queue};
use crate::{Result, Services, Viewer};
use connectors::wecom::{Credential, Finding as Found, ProbeStep};
use model::audit::{Subject, Verb};
use model::connection::{Connection, Finding, SecretName, TestStep};
use model::permission::Permission;
use model::{Code, ConnectionId, Problem};

/// Starts *Test*; the findings appear on the connection.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`].
pub async fn test(services: &Services, viewer: &Viewer, id: &ConnectionId) -> Result<Connection> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
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
    let client = services.clients.of(services, &row)?;
    let steps: Vec<TestStep> = client.test().await.into_iter().map(step).collect();
    let fault = steps.iter().find(|step| !matches!(step.finding, Finding::Good | Finding::NotSet));
    let problem = fault.map(|step| {
        Problem::new(Code::Platform)
            .with("secret", step.secret)
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

fn step(step: ProbeStep) -> TestStep {
    let secret = match step.credential {
        Some(Credential::Contact) => SecretName::Contact,
        Some(Credential::App) => SecretName::App,
        Some(Credential::Archive) => SecretName::Archive,
        None => SecretName::CallbackKey,
    };
    let (finding, detail) = match step.finding {
        Found::Ok => (Finding::Good, step.call.to_owned()),
        Found::WrongSecret => (Finding::WrongSecret, String::new()),
        Found::WrongCorpId => (Finding::WrongCorpId, String::new()),
        Found::IpNotTrusted { ip } => (Finding::AddressNotTrusted, ip),
        Found::MissingScope { api } => (Finding::MissingScope, api.to_owned()),
        Found::CustomerContactNotAllowed => (Finding::CustomerContactNotAllowed, step.call.to_owned()),
        Found::Unreachable { detail } => (Finding::Unreachable, detail),
        Found::NotWeCom => (Finding::NotThePlatform, step.call.to_owned()),
        Found::CallbackKeyMalformed => (Finding::KeyMalformed, String::new()),
        Found::Other { code: 45009 | 45033, errmsg } => (Finding::TooFast, errmsg),
        Found::Other { errmsg, .. } => (Finding::Other, errmsg),
    };
    TestStep { secret, finding, detail }
}
