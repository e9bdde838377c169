//! `/connections`

use super::connection_shown::{Connection, Schedule, sync_kind};
use super::page::Listed;
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::{connections, runs};
use model::api_key::Scope;
use model::change::BRAKE_PERCENT;
use model::connection::{Connection as Known, ConnectionKind, SaveConnection, SaveSchedule};
use model::page::Page;
use model::problem::Fault;
use model::setting::Setting;
use model::{ConnectionId, Problem};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// List connections
///
/// All of them, oldest first.
#[utoipa::path(
    get, path = "/connections", tag = "Connections", operation_id = "listConnections",
    security(("key" = ["connections.read"])), responses((status = 200, body = Listed<Connection>)),
)]
pub async fn list(State(edge): Place, Extension(caller): Key) -> Told<Json<Listed<Connection>>> {
    // Whoever watches runs needs no settings.
    caller.require_scope(&[Scope::ConnectionsRead, Scope::ConnectionsWrite])?;
    let items = connections::list(&edge.services, &caller.viewer).await?;
    Ok(Json(Listed::of(Page { items, next_cursor: None, total: None }, Connection::from)))
}

fn shown(known: Known) -> Shown<Connection> {
    let revision = known.revision;
    Shown::now(known.into(), revision)
}

/// Read a connection
#[utoipa::path(
    get, path = "/connections/{id}", tag = "Connections", operation_id = "getConnection", params(("id" = String, Path)),
    security(("key" = ["connections.read"])), responses((status = 200, body = Connection)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Connection>> {
    caller.require_scope(&[Scope::ConnectionsRead, Scope::ConnectionsWrite])?;
    Ok(shown(connections::get(&edge.services, &caller.viewer, &ConnectionId(id)).await?))
}

/// A connection to be made.
#[derive(Deserialize, ToSchema)]
pub struct NewConnection {
    /// wecom, smtp, sms_tencent, sms_aliyun, sms_twilio, sms_http, archive_file or scim.
    #[schema(example = "smtp")]
    kind: String,
    #[schema(example = "Mail")]
    name: String,
    /// Where the platform's interface is, for kinds that have one.
    base_url: Option<String>,
    /// By their names; credentials are taken and never told again.
    #[schema(example = json!({ "host": "mail.example.com", "port": "587", "security": "starttls", "from": "Muster <console@example.com>" }))]
    settings: BTreeMap<String, String>,
    /// When its synchronisations start by themselves.
    #[serde(default)]
    schedule: Vec<Schedule>,
    /// The brake's limit in percent.
    #[schema(minimum = 0, maximum = 100)]
    brake_percent: Option<i64>,
}

fn setting(name: &str) -> Told<Setting> {
    Ok(Setting::from_word(name).ok_or_else(|| Problem::field(&format!("settings.{name}"), Fault::Unknown))?)
}

/// Make a connection
///
/// The answer is how it stands now; `POST /connections/{id}/test` tries it out.
#[utoipa::path(
    post, path = "/connections", tag = "Connections", operation_id = "makeConnection", request_body = NewConnection, security(("key" = ["connections.write"])),
    responses((status = 201, body = Connection)),
)]
pub async fn make(
    State(edge): Place,
    Extension(caller): Key,
    Sent(new): Sent<NewConnection>,
) -> Told<Shown<Connection>> {
    let kind = ConnectionKind::from_word(&new.kind).ok_or_else(|| Problem::field("kind", Fault::Unknown))?;
    let schedule = wanted(kind, &new.schedule)?;
    let mut settings = BTreeMap::new();
    for (name, value) in new.settings {
        settings.insert(setting(&name)?, value);
    }
    settings.extend(new.base_url.map(|url| (Setting::BaseUrl, url)));
    let save = SaveConnection {
        id: None,
        revision: 0,
        kind,
        name: new.name,
        settings,
        forget: Vec::new(),
        brake_percent: new.brake_percent.unwrap_or(BRAKE_PERCENT),
    };
    let known = connections::save(&edge.services, &caller.viewer, &save).await?;
    let known = scheduled(&edge, &caller, known, schedule).await?;
    let (revision, path) = (known.revision, format!("/connections/{}", known.id));
    Ok(Shown::made(known.into(), revision, &path))
}

/// Schedules as use cases take them; nothing is saved before all are sound.
/// The schedules, each of something that the platform has.
fn wanted(platform: ConnectionKind, schedules: &[Schedule]) -> Told<Vec<SaveSchedule>> {
    let one = |schedule: &Schedule| {
        let kind = sync_kind(&schedule.kind)?;
        domain::jobs::schedule::next_times(&schedule.cron, &schedule.zone, model::Moment(0), 1)?;
        if !platform.syncs().contains(&kind) {
            return Err(Problem::field("kind", Fault::Unknown).into());
        }
        Ok(SaveSchedule {
            connection: ConnectionId::from(""),
            kind,
            cron: schedule.cron.clone(),
            zone: schedule.zone.clone(),
            enabled: schedule.enabled,
        })
    };
    schedules.iter().map(one).collect()
}

async fn scheduled(
    edge: &crate::edge::Edge,
    caller: &domain::api_keys::Caller,
    mut known: Known,
    schedules: Vec<SaveSchedule>,
) -> Told<Known> {
    for schedule in schedules {
        let save = SaveSchedule { connection: known.id.clone(), ..schedule };
        known = connections::save_schedule(&edge.services, &caller.viewer, &save).await?;
    }
    Ok(known)
}

/// What is to be changed of a connection; what is left out stays.
#[derive(Deserialize, ToSchema)]
pub struct ConnectionChange {
    #[schema(example = "Mail")]
    name: Option<String>,
    base_url: Option<String>,
    /// Those to be changed; null takes one away.
    #[serde(default)]
    settings: BTreeMap<String, Option<String>>,
    /// When its synchronisations start by themselves; kinds that are left out stay as they are.
    #[serde(default)]
    schedule: Vec<Schedule>,
    #[schema(minimum = 0, maximum = 100)]
    brake_percent: Option<i64>,
}

/// Change a connection
#[utoipa::path(
    patch, path = "/connections/{id}", tag = "Connections", operation_id = "changeConnection", request_body = ConnectionChange, params(("id" = String, Path)),
    security(("key" = ["connections.write"])), responses((status = 200, body = Connection)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(change): Sent<ConnectionChange>,
) -> Told<Shown<Connection>> {
    let id = ConnectionId(id);
    caller.viewer.require_everywhere(model::permission::Permission::ConnectionsWrite)?;
    let old = connections::get(&edge.services, &caller.viewer, &id).await?;
    let schedule = wanted(old.kind, &change.schedule)?;
    let mut settings = old.settings;
    let mut forget = Vec::new();
    for (name, value) in change.settings {
        let setting = setting(&name)?;
        match value {
            Some(value) => {
                settings.insert(setting, value);
            }
            None if old.secrets.contains(&setting) => forget.push(setting),
            None => {
                settings.remove(&setting);
            }
        }
    }
    settings.extend(change.base_url.map(|url| (Setting::BaseUrl, url)));
    let save = SaveConnection {
        id: Some(id),
        revision: revision.of(),
        kind: old.kind,
        name: change.name.unwrap_or(old.name),
        settings,
        forget,
        brake_percent: change.brake_percent.unwrap_or(old.brake_percent),
    };
    let known = connections::save(&edge.services, &caller.viewer, &save).await?;
    Ok(shown(scheduled(&edge, &caller, known, schedule).await?))
}

/// Remove a connection
///
/// What came from it stays, as if made here. 409 while one of its runs is under way.
#[utoipa::path(
    delete, path = "/connections/{id}", tag = "Connections", operation_id = "removeConnection", params(("id" = String, Path)),
    security(("key" = ["connections.write"])), responses((status = 204)),
)]
pub async fn remove(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    connections::remove(&edge.services, &caller.viewer, &ConnectionId(id), revision.of()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Test a connection
///
/// Begins it: `testing` turns false when it is over, and `test` tells what was found about each credential.
#[utoipa::path(
    post, path = "/connections/{id}/test", tag = "Connections", operation_id = "testConnection", params(("id" = String, Path)),
    security(("key" = ["connections.write"])), responses((status = 202, body = Connection)),
)]
pub async fn test(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
) -> Told<(StatusCode, Json<Connection>)> {
    let known = connections::test(&edge.services, &caller.viewer, &ConnectionId(id)).await?;
    Ok((StatusCode::ACCEPTED, Json(known.into())))
}

/// What is to be synchronised.
#[derive(Debug, Deserialize, ToSchema)]
pub struct SyncRequest {
    /// contacts, customers, seats or messages.
    #[schema(example = "contacts")]
    kind: String,
    /// `preview` proposes a change set; `apply` also carries it out, as a schedule would: below the brake and without conflicts.
    #[schema(example = "preview")]
    #[serde(default)]
    mode: Option<String>,
}

/// A synchronisation that has begun, or was under way.
#[derive(Debug, Serialize, ToSchema)]
pub struct SyncBegun {
    /// Its run.
    run: String,
    /// Whether it was under way already.
    already: bool,
}

/// Synchronise
#[utoipa::path(
    post, path = "/connections/{id}/sync", tag = "Connections", operation_id = "syncConnection", request_body = SyncRequest, params(("id" = String, Path)),
    security(("key" = ["connections.write"])), responses((status = 202, body = SyncBegun)),
)]
pub async fn sync(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(wanted): Sent<SyncRequest>,
) -> Told<(StatusCode, Json<SyncBegun>)> {
    let kind = sync_kind(&wanted.kind)?;
    let apply = match wanted.mode.as_deref() {
        None | Some("preview") => false,
        Some("apply") => true,
        Some(_) => return Err(Problem::field("mode", Fault::Unknown).into()),
    };
    let started = runs::start_sync(&edge.services, &caller.viewer, &ConnectionId(id), kind, apply).await?;
    Ok((StatusCode::ACCEPTED, Json(SyncBegun { run: started.run.id.0, already: started.already })))
}
