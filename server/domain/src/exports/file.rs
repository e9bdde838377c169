//! Fetching a file.

use super::get::find_for;
use crate::{Result, Services, Viewer};
use model::export::{ExportFormat, ExportKind};
use model::run::RunState;
use model::{Code, ExportId, Moment, Problem};

/// A finished file on its way out.
pub struct File {
    services: Services,
    id: ExportId,
    part: i64,
    /// What is in it.
    pub kind: ExportKind,
    /// The kind of file.
    pub format: ExportFormat,
    /// Its bytes.
    pub size: i64,
    /// When it was asked for.
    pub created_at: Moment,
}

/// The file of an export of the viewer's own. It may be fetched again until it goes.
///
/// # Errors
/// [`Code::NotFound`], [`Code::WrongState`] while there is no file, [`Code::Forbidden`].
pub async fn file(services: &Services, viewer: &Viewer, id: &ExportId) -> Result<File> {
    let mut conn = services.store.read().await?;
    let row = find_for(&mut conn, viewer, id).await?;
    match (row.state, row.size) {
        (RunState::Done, Some(size)) => Ok(File {
            services: services.clone(),
            id: row.id,
            part: 0,
            kind: row.kind,
            format: row.format,
            size,
            created_at: row.created_at,
        }),
        (state, _) => Err(Problem::new(Code::WrongState).with("state", state).into()),
    }
}

impl File {
    /// The next bytes; none at the end.
    ///
    /// # Errors
    /// What the database says.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        let mut conn = self.services.store.read().await?;
        let bytes: Option<Vec<u8>> =
            sqlx::query_scalar("select bytes from export_files where export_id = $1 and part = $2")
                .bind(&self.id)
                .bind(self.part)
                .fetch_optional(&mut *conn)
                .await?;
        self.part += 1;
        Ok(bytes)
    }
}
