//! Taking a backup home.

use super::{access, rows};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::backup::BackupState;
use model::problem::Fault;
use model::{BackupId, Code, Problem};
use serde_json::json;
use tokio::io::AsyncReadExt as _;

/// Bytes read at once.
const PART: usize = 256 * 1024;

/// The file of a backup on its way out.
pub struct File {
    file: tokio::fs::File,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub size: i64,
}

/// The file of a backup; the activity is told first. One that is not encrypted holds everything in the clear, so that it goes only to
/// whoever says that he knows (`confirmed`).
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] where there is no file here, [`Code::Invalid`] naming `confirm`.
pub async fn file(services: &Services, viewer: &Viewer, id: &BackupId, confirmed: bool) -> Result<File> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    access::require(&mut tx, viewer).await?;
    let row = rows::find(&mut tx, id).await?;
    let (BackupState::Verified, true, Some(size)) = (row.state, row.on_disk, row.size) else {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    };
    if !row.encrypted && !confirmed {
        return Err(Problem::field("confirm", Fault::Missing).into());
    }
    let path = row.path();
    let file = tokio::fs::File::open(&path).await.map_err(|error| super::of_io(&error, &path))?;
    let record = Record::new(Verb::Export, Subject::Backup, id, &row.file_name)
        .fields(json!(null), json!({ "encrypted": row.encrypted, "size": size }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    Ok(File { file, name: row.file_name, size })
}

impl File {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut bytes = vec![0; PART];
        let read = self.file.read(&mut bytes).await.map_err(|error| super::of_io(&error, self.name.as_ref()))?;
        bytes.truncate(read);
        Ok((read > 0).then_some(bytes))
    }
}
