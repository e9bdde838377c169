//! `/backups`

use super::moment::At;
use super::page::Asked;
use super::sent::Revision;
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::routes::backups::{CONFIRM, saved};
use app::words::{Language, problems};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::{Extension, Json};
use domain::backups;
use model::backup::{Backup as Known, BackupReason, BackupState};
use model::{BackupId, Code, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A backup of the whole installation.
#[derive(Debug, Serialize, ToSchema)]
pub struct Backup {
    id: String,
    /// by_hand, schedule, apply (before a change set) or restore (before a restore).
    #[schema(value_type = String, example = "schedule")]
    reason: BackupReason,
    /// making, verified, failed or gone.
    #[schema(value_type = String, example = "verified")]
    state: BackupState,
    /// The run that makes it.
    #[schema(required)]
    run: Option<String>,
    /// Before which change set.
    #[schema(required)]
    change_set: Option<String>,
    made_by: String,
    made_at: At,
    file_name: String,
    on_disk: bool,
    in_store: bool,
    /// Bytes of the file.
    #[schema(required)]
    size: Option<i64>,
    /// SHA-256 of the file; empty before it is whole.
    sha256: String,
    encrypted: bool,
    /// What opening the copy showed: rows by table.
    rows: std::collections::BTreeMap<String, i64>,
    /// Why it failed, or what was left undone.
    #[schema(required)]
    problem: Option<String>,
}

/// A backup changes only with its state.
fn revision(known: &Known) -> i64 {
    BackupState::ALL.iter().position(|state| *state == known.state).unwrap_or_default() as i64 + 1
}

impl From<Known> for Backup {
    fn from(known: Known) -> Self {
        Self {
            id: known.id.0,
            reason: known.reason,
            state: known.state,
            run: known.run.map(|id| id.0),
            change_set: known.change_set.map(|id| id.0),
            made_by: known.made_by,
            made_at: At(known.made_at),
            file_name: known.file_name,
            on_disk: known.on_disk,
            in_store: known.in_store,
            size: known.size,
            sha256: known.sha256,
            encrypted: known.encrypted,
            rows: known.findings.map(|findings| findings.rows.into_iter().collect()).unwrap_or_default(),
            problem: known.problem.map(|problem| problems::say(Language::En, &problem)),
        }
    }
}

/// Every backup.
#[derive(Debug, Serialize, ToSchema)]
pub struct BackupList {
    /// Newest first.
    items: Vec<Backup>,
}

/// List backups
///
/// Newest first. Only for keys of the organisation that was set up first: a backup holds all organisations.
#[utoipa::path(
    get, path = "/backups", tag = "Backups", operation_id = "listBackups", security(("key" = ["backups.manage"])),
    responses((status = 200, body = BackupList)),
)]
pub async fn list(State(edge): Place, Extension(caller): Key) -> Told<Json<BackupList>> {
    let page = backups::list(&edge.services, &caller.viewer).await?;
    Ok(Json(BackupList { items: page.items.into_iter().map(Backup::from).collect() }))
}

/// Make a backup
///
/// It is made and checked in the background: look again until its state is `verified`. While one is being made, that one is answered.
#[utoipa::path(
    post, path = "/backups", tag = "Backups", operation_id = "addBackup", security(("key" = ["backups.manage"])),
    responses((status = 202, body = Backup)),
)]
pub async fn begin(State(edge): Place, Extension(caller): Key) -> Told<(StatusCode, Json<Backup>)> {
    let backup = backups::begin(&edge.services, &caller.viewer).await?;
    Ok((StatusCode::ACCEPTED, Json(backup.into())))
}

/// Read a backup
#[utoipa::path(
    get, path = "/backups/{id}", tag = "Backups", operation_id = "getBackup", params(("id" = String, Path)),
    security(("key" = ["backups.manage"])), responses((status = 200, body = Backup)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Backup>> {
    let backup = backups::get(&edge.services, &caller.viewer, &BackupId(id)).await?;
    let revision = revision(&backup);
    Ok(Shown::now(backup.into(), revision))
}

/// Delete a backup
///
/// Its file is removed; of one that failed or is gone, its line in the list.
#[utoipa::path(
    delete, path = "/backups/{id}", tag = "Backups", operation_id = "deleteBackup", params(("id" = String, Path)),
    security(("key" = ["backups.manage"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    sent: Revision,
) -> Told<StatusCode> {
    let id = BackupId(id);
    let known = backups::get(&edge.services, &caller.viewer, &id).await?;
    if revision(&known) != sent.of() {
        return Err(Problem::new(Code::Stale).with("name", known.file_name).into());
    }
    backups::remove(&edge.services, &caller.viewer, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a file that is not encrypted asks for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Confirmed {
    /// `everything`, for a file that is not encrypted: it holds everything in the clear.
    #[param(example = "everything")]
    confirm: Option<String>,
}

/// Fetch the file of a backup
///
/// The activity tells it. What it is: a database packed by zstd and, where a passphrase is set, encrypted by age.
#[utoipa::path(
    get, path = "/backups/{id}/file", tag = "Backups", operation_id = "getBackupFile",
    params(("id" = String, Path), Confirmed), security(("key" = ["backups.manage"])),
    responses((status = 200, content_type = "application/octet-stream")),
)]
pub async fn file(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Asked(asked): Asked<Confirmed>,
) -> Told<Response> {
    let confirmed = asked.confirm.as_deref() == Some(CONFIRM);
    Ok(saved(backups::file(&edge.services, &caller.viewer, &BackupId(id), confirmed).await?))
}
