//! From a connection to its archive.

use crate::connections::Values;
use crate::connections::rows::Row;
use crate::{Conn, Error, Result, Services, backups};
use connectors::archive::file::FileArchive;
use connectors::archive::wecom::{PrivateKeys, Program, Settings, WeComArchive, WeComArchiveConfig};
use connectors::archive::{Archive, ArchiveError, Reason};
use connectors::secret::Secret;
use model::connection::ConnectionKind;
use model::problem::Fault;
use model::setting::Setting;
use model::{Code, ConnectionId, OrganisationId, Problem};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of address space of the child. It is this very program, whose allocator sets a gigabyte aside before it does anything.
const MEMORY: u64 = 4 << 30;

/// An archive of either kind. Cloning shares it: of WeCom, the child process; of files, the place where the last page ended.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// Files of JSON Lines.
    File(FileArchive),
    /// WeCom, through the vendor's library.
    WeCom(Arc<WeComArchive>),
}

impl Source {
    /// What it answers.
    pub(super) fn archive(&self) -> &dyn Archive {
        match self {
            Self::File(archive) => archive,
            Self::WeCom(archive) => archive.as_ref(),
        }
    }

    /// The archive of a connection as it is configured now.
    ///
    /// # Errors
    /// [`Code::ArchiveLibrary`] where the server has none, [`Code::Platform`] for a folder that cannot be read or may not be.
    pub(crate) async fn open(services: &Services, row: &Row) -> Result<Self> {
        let values = Values::of(services, row)?;
        match row.kind {
            ConnectionKind::ArchiveFile => {
                let path = allowed(services, row, Path::new(&values.text(Setting::Path))).await?;
                Ok(Self::File(FileArchive::open(&path).map_err(|error| super::failure::problem(&error))?))
            }
            ConnectionKind::WeCom => Ok(Self::WeCom(Arc::new(wecom(services, &values)?))),
            _ => Err(Code::Malformed.into()),
        }
    }
}

/// Passes where no other connection of the organisation reads these files: it would bring every message twice.
///
/// # Errors
/// [`Code::Invalid`] for the path.
pub(crate) async fn check_path(
    conn: &mut Conn,
    organisation: &OrganisationId,
    but: &ConnectionId,
    path: &str,
) -> Result<()> {
    let others: Vec<String> = sqlx::query_scalar(
        "select settings from connections where organisation_id = $1 and kind = 'archive_file' and removed = $2 and id <> $3",
    )
    .bind(organisation)
    .bind(false)
    .bind(but)
    .fetch_all(conn)
    .await?;
    // What is not there yet is compared as it is written.
    let real = |path: &str| std::fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    for settings in others {
        let settings: BTreeMap<Setting, String> = serde_json::from_str(&settings)?;
        if settings.get(&Setting::Path).is_some_and(|other| real(other) == real(path)) {
            return Err(Problem::field(Setting::Path.word(), Fault::Taken).into());
        }
    }
    Ok(())
}

fn wecom(services: &Services, values: &Values) -> Result<WeComArchive> {
    let Some(library) = services.settings.archive_library.clone() else {
        return Err(Problem::new(Code::ArchiveLibrary).with("error", "not_set").into());
    };
    let secret = values.secret(Setting::Archive);
    if secret.is_empty() {
        return Err(unset("there is no archive secret"));
    }
    let proxy = values.text(Setting::ArchiveProxy);
    let config = WeComArchiveConfig {
        library,
        corp_id: values.text(Setting::CorpId),
        secret,
        keys: keys(&values.text(Setting::ArchiveKeys))?,
        proxy: Some(proxy).filter(|proxy| !proxy.is_empty()),
        proxy_password: Secret::new(String::new()),
    };
    let path = match &services.settings.reader {
        Some(path) => path.clone(),
        None => std::env::current_exe().map_err(|error| Error::Broken(error.to_string()))?,
    };
    let program = Program { path, arguments: vec!["read-archive".into()] };
    Ok(WeComArchive::new(program, config, Settings { memory: MEMORY, ..Settings::default() }))
}

fn unset(detail: &str) -> Error {
    Problem::new(Code::Platform).with("call", "msgaudit").with("detail", detail).into()
}

/// The folder or file, if a connection may read there: see [`crate::Options::archive_files`].
pub(crate) async fn allowed(services: &Services, row: &Row, path: &Path) -> Result<PathBuf> {
    let refused = |detail: &str| {
        let error = ArchiveError {
            decision: connectors::archive::Decision::Stop,
            reason: Reason::NotReadable,
            detail: format!("{}: {detail}", path.display()),
        };
        crate::Error::from(super::failure::problem(&error))
    };
    let real = std::fs::canonicalize(path).map_err(|error| refused(&error.to_string()))?;
    let inside = |folder: &Path| std::fs::canonicalize(folder).is_ok_and(|folder| real.starts_with(folder));
    let fits = match &services.settings.archive_files {
        Some(folder) => inside(folder),
        None => {
            let mut conn = services.store.read().await?;
            backups::home(&mut conn).await?.as_ref() == Some(&row.organisation_id)
        }
    };
    if !fits || inside(&services.settings.data) {
        return Err(refused("whoever runs this server has to allow it with --archive-files"));
    }
    Ok(real)
}

/// The private keys of a setting: each in PEM, its version on a line of its own before it, or one more than the version before.
fn keys(text: &str) -> Result<PrivateKeys> {
    let wrong = || Error::from(Problem::field(Setting::ArchiveKeys.word(), Fault::Malformed));
    let mut keys = PrivateKeys::default();
    let (mut version, mut pem) = (0_u32, String::new());
    let mut named = None;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if pem.is_empty() && !line.starts_with("-----BEGIN") {
            let digits: String = line.chars().filter(char::is_ascii_digit).collect();
            named = Some(digits.parse().map_err(|_| wrong())?);
            continue;
        }
        pem.push_str(line);
        pem.push('\n');
        if line.starts_with("-----END") {
            version = named.take().unwrap_or(version + 1);
            keys.add(version, &Secret::new(std::mem::take(&mut pem))).map_err(|_| wrong())?;
        }
    }
    if pem.is_empty() { Ok(keys) } else { Err(wrong()) }
}

/// Their versions, the oldest first.
///
/// # Errors
/// [`Code::Invalid`] naming the setting.
pub(super) fn key_versions(text: &str) -> Result<Vec<u32>> {
    Ok(keys(text)?.versions().collect())
}

/// Checks the private keys that somebody typed.
///
/// # Errors
/// [`Code::Invalid`] naming the setting.
pub(crate) fn check_keys(text: &str) -> Result<()> {
    keys(text).map(|_| ())
}
