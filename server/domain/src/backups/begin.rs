//! Asking for a backup.

use super::{access, rows, settings};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, Write, organisation, runs};
use model::audit::{Subject, Verb};
use model::backup::{Backup, BackupReason};
use model::run::RunKind;
use model::{BackupId, ChangeSetId, Moment, OrganisationId, RunId};
use serde_json::json;

/// Begins to make a backup, or names the one that is being made.
///
/// # Errors
/// [`model::Code::Forbidden`]; [`model::backup::BackupFault::OwnDumps`] on PostgreSQL.
pub async fn begin(services: &Services, viewer: &Viewer) -> Result<Backup> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    access::require(&mut tx, viewer).await?;
    access::require_here()?;
    let actor = Actor::from(viewer);
    let id = start(&mut tx, services, &viewer.organisation, BackupReason::ByHand, &actor).await?;
    let backup = rows::find(&mut tx, &id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(backup.into())
}

/// Begins a run that makes a backup, unless one is under way.
pub(super) async fn start(
    tx: &mut Write,
    services: &Services,
    home: &OrganisationId,
    reason: BackupReason,
    actor: &Actor,
) -> Result<BackupId> {
    if let Some(id) = under_way(tx).await? {
        return Ok(id);
    }
    let id: BackupId = services.ids.next();
    let run = runs::begin_for(tx, services, home, RunKind::Backup, id.as_str(), actor).await?;
    let new = New { id: &id, reason, change_set: None, run: Some(&run.id), made_by: &actor.name };
    let row = add(tx, services, &new).await?;
    let record = Record::new(Verb::Start, Subject::Backup, &id, row).fields(json!(null), json!({ "reason": reason }));
    audit::record(tx, home, actor, services.clock.now(), record).await?;
    tx.hint(home, "backups");
    Ok(id)
}

async fn under_way(conn: &mut Conn) -> Result<Option<BackupId>> {
    let found =
        sqlx::query_scalar("select id from backups where state = 'making' and reason in ('by_hand', 'schedule')");
    Ok(found.fetch_optional(conn).await?)
}

/// A backup to be made.
#[derive(Debug)]
pub struct New<'a> {
    /// Its id.
    pub id: &'a BackupId,
    /// Why.
    pub reason: BackupReason,
    /// Before which change set.
    pub change_set: Option<&'a ChangeSetId>,
    /// The run that makes it.
    pub run: Option<&'a RunId>,
    /// Who asked; empty for a schedule.
    pub made_by: &'a str,
}

/// Writes down that a backup is being made, with the settings of now; the name of its file.
///
/// # Errors
/// What the database says.
pub async fn add(conn: &mut Conn, services: &Services, new: &New<'_>) -> Result<String> {
    let kept = settings::read(conn).await?;
    let now = services.clock.now();
    let encrypted = kept.settings.passphrase_set;
    let name = file_name(new.id, now, encrypted);
    let folder = kept.folder(services);
    sqlx::query(
        "insert into backups (id, reason, change_set_id, run_id, made_by, made_at, file_name, folder, on_disk, in_store, size, \
         sha256, encrypted, state, findings, problem) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, null, '', $10, 'making', '', null)",
    )
    .bind(new.id)
    .bind(new.reason)
    .bind(new.change_set)
    .bind(new.run)
    .bind(new.made_by)
    .bind(now)
    .bind(&name)
    .bind(folder.display().to_string())
    .bind(false)
    .bind(encrypted)
    .execute(conn)
    .await?;
    Ok(name)
}

/// `muster-20260314-0930-1a2b3c4d.db.zst`: sorts by age, says what opens it, and never repeats.
fn file_name(id: &BackupId, now: Moment, encrypted: bool) -> String {
    let at = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    let at = at.to_zoned(jiff::tz::TimeZone::UTC).strftime("%Y%m%d-%H%M%S").to_string();
    // The random end of the id: its beginning is the time.
    let id: String = id.as_str().chars().rev().filter(char::is_ascii_alphanumeric).take(8).collect();
    format!("muster-{at}-{id}.db.zst{}", if encrypted { ".age" } else { "" })
}
