//! How backups are made.

use super::{access, default_folder, schedule};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::backup::{BackupSettings, PASSPHRASE_MIN, SaveBackupSettings};
use model::problem::{Fault, Field};
use model::{Moment, Problem, limits};
use serde_json::json;
use std::path::PathBuf;

/// What the seals of both secrets are bound to.
const SECRET: &str = "backup_settings:secret";
const PASSPHRASE: &str = "backup_settings:passphrase";

/// Settings as stored.
#[derive(Debug, Clone, Default)]
pub(crate) struct Kept {
    /// Without secrets.
    pub settings: BackupSettings,
    secret_sealed: String,
    passphrase_sealed: String,
}

impl Kept {
    /// The folder that files go into.
    pub(crate) fn folder(&self, services: &Services) -> PathBuf {
        let folder = &self.settings.folder;
        if folder.is_empty() { default_folder(services) } else { PathBuf::from(folder) }
    }

    /// The store's secret.
    pub(crate) fn secret(&self, services: &Services) -> Result<String> {
        services.seal.open(SECRET, &self.secret_sealed)
    }

    /// The passphrase; `None` where files are not encrypted.
    pub(crate) fn passphrase(&self, services: &Services) -> Result<Option<String>> {
        if self.passphrase_sealed.is_empty() {
            return Ok(None);
        }
        services.seal.open(PASSPHRASE, &self.passphrase_sealed).map(Some)
    }
}

/// The settings, or those that count where nobody chose any.
pub(crate) async fn read(conn: &mut Conn) -> Result<Kept> {
    let row: Option<(String, String, String, Option<Moment>, i64)> = sqlx::query_as(
        "select settings, secret_sealed, passphrase_sealed, next_at, revision from backup_settings where id = 1",
    )
    .fetch_optional(conn)
    .await?;
    let Some((settings, secret_sealed, passphrase_sealed, next_at, revision)) = row else {
        return Ok(Kept::default());
    };
    let known: BackupSettings = serde_json::from_str(&settings)?;
    let settings = BackupSettings {
        secret_set: !secret_sealed.is_empty(),
        passphrase_set: !passphrase_sealed.is_empty(),
        next_at,
        revision,
        ..known
    };
    Ok(Kept { settings, secret_sealed, passphrase_sealed })
}

/// The passphrase that files are encrypted with; `None` where they are not.
pub(crate) async fn passphrase(conn: &mut Conn, services: &Services) -> Result<Option<String>> {
    read(conn).await?.passphrase(services)
}

/// A passphrase that a person gave for one file, out of its seal.
pub(crate) fn open_passphrase(services: &Services, place: &str, sealed: &str) -> Result<Option<String>> {
    if sealed.is_empty() { Ok(None) } else { services.seal.open(place, sealed).map(Some) }
}

/// Changes the settings.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::Stale`], [`model::Code::Invalid`], [`model::backup::BackupFault::OwnDumps`].
pub async fn save(services: &Services, viewer: &Viewer, new: &SaveBackupSettings) -> Result<BackupSettings> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    access::require(&mut tx, viewer).await?;
    access::require_here()?;
    let old = read(&mut tx).await?;
    if old.settings.revision != new.settings.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, "backup_settings", "").await?.into());
    }
    let now = services.clock.now();
    let settings = new.settings.clone().check()?;
    let next_at = schedule::next(&settings, now)?;
    let secret_sealed = sealed(services, SECRET, new.secret.as_deref(), &old.secret_sealed)?;
    if let Some(passphrase) = new.passphrase.as_deref().filter(|passphrase| !passphrase.is_empty()) {
        sound(passphrase)?;
    }
    let passphrase_sealed = sealed(services, PASSPHRASE, new.passphrase.as_deref(), &old.passphrase_sealed)?;
    if settings.store.on && secret_sealed.is_empty() {
        return Err(Problem::field("secret", Fault::Missing).into());
    }
    let stored = BackupSettings { secret_set: false, passphrase_set: false, next_at: None, revision: 0, ..settings };
    sqlx::query(
        "insert into backup_settings (id, settings, secret_sealed, passphrase_sealed, next_at, revision) \
         values (1, $1, $2, $3, $4, 1) on conflict (id) do update set settings = excluded.settings, \
         secret_sealed = excluded.secret_sealed, passphrase_sealed = excluded.passphrase_sealed, \
         next_at = excluded.next_at, revision = backup_settings.revision + 1",
    )
    .bind(serde_json::to_string(&stored)?)
    .bind(&secret_sealed)
    .bind(&passphrase_sealed)
    .bind(next_at)
    .execute(&mut *tx)
    .await?;
    let saved = read(&mut tx).await?.settings;
    let told = |settings: &BackupSettings| {
        json!({
            "every": settings.every, "hours": settings.hours, "at": settings.at, "weekday": settings.weekday,
            "zone": settings.zone, "keep": settings.keep, "keep_by_hand": settings.keep_by_hand,
            "keep_before": settings.keep_before, "folder": settings.folder, "store": settings.store.on,
            "endpoint": settings.store.endpoint, "bucket": settings.store.bucket, "prefix": settings.store.prefix,
            "encrypted": settings.passphrase_set,
        })
    };
    let (before, mut after) = audit::difference(&told(&old.settings), &told(&saved));
    for (set, name) in [(&new.secret, "secret"), (&new.passphrase, "passphrase")] {
        if let (Some(_), Some(fields)) = (set, after.as_object_mut()) {
            fields.insert(name.to_owned(), "changed".into());
        }
    }
    let record = Record::new(Verb::Update, Subject::Backup, "backup_settings", "").fields(before, after);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "backups");
    tx.commit().await?;
    Ok(saved)
}

fn sealed(services: &Services, place: &str, new: Option<&str>, old: &str) -> Result<String> {
    match new {
        None => Ok(old.to_owned()),
        Some("") => Ok(String::new()),
        Some(text) => services.seal.close(&services.ids, place, text),
    }
}

/// A passphrase that does not keep a file closed is worse than none: people trust it.
fn sound(passphrase: &str) -> std::result::Result<(), Problem> {
    let length = passphrase.chars().count();
    let wrong = |fault, limit: usize| {
        Problem::fields(vec![Field { field: "passphrase".to_owned(), fault, limit: Some(limit as i64) }])
    };
    if length < PASSPHRASE_MIN {
        return Err(wrong(Fault::TooShort, PASSPHRASE_MIN));
    }
    if length > limits::SECRET {
        return Err(wrong(Fault::TooLong, limits::SECRET));
    }
    Ok(())
}
