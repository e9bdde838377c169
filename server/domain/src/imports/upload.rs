//! Taking a file in.

use super::{quota, require, require_any, sweep};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::import::{ImportKind, ImportOptions, ImportState, RowCounts};
use model::run::RunKind;
use model::{Code, ImportId, Problem};
use serde_json::json;
use sha2::{Digest as _, Sha256};

/// Bytes of a part. Each is a transaction of its own: a slow sender must not hold the only one that writes.
const PART: usize = 256 * 1024;

// What the browser refuses before it sends anything is what the reader would not take.
const _: () = assert!(model::limits::IMPORT_BYTES == tables::limits::UPLOADED_BYTES);

/// A file on its way in. Dropped before [`Upload::finish`], it leaves nothing.
#[derive(Debug)]
pub struct Upload {
    services: Services,
    viewer: Viewer,
    id: ImportId,
    kind: ImportKind,
    file_name: String,
    digest: Sha256,
    part: i64,
    size: u64,
    buffer: Vec<u8>,
    finished: bool,
}

impl Upload {
    /// Begins to take a file in; what its rows become may be told only behind it.
    ///
    /// # Errors
    /// [`Code::Forbidden`], [`Code::Quota`].
    pub async fn begin(
        services: &Services,
        viewer: &Viewer,
        kind: Option<ImportKind>,
        file_name: &str,
    ) -> Result<Self> {
        match kind {
            Some(kind) => require(viewer, kind)?,
            None => require_any(viewer)?,
        }
        let kind = kind.unwrap_or(ImportKind::Members);
        let now = services.clock.now();
        // Of a path only the last part; what remains is shown, never opened.
        let file_name: String = file_name.rsplit(['/', '\\']).next().unwrap_or_default().chars().take(200).collect();
        let id: ImportId = services.ids.next();
        let mut tx = services.store.write().await?;
        quota::check(&mut tx, viewer, now).await?;
        sqlx::query(
            "insert into imports (id, organisation_id, kind, state, file_name, size, sha256, same_as, created_by, \
             created_by_member, created_at, summary, options, counts, run_id, change_set_id, problem, revision, created_by_key) \
             values ($1, $2, $3, $4, $5, 0, '', null, $6, $7, $8, '', $9, $10, null, null, null, 1, $11)",
        )
        .bind(&id)
        .bind(&viewer.organisation)
        .bind(kind)
        .bind(ImportState::Uploading)
        .bind(&file_name)
        .bind(&viewer.name)
        .bind(&viewer.member)
        .bind(now)
        .bind(serde_json::to_string(&ImportOptions { language: viewer.language, ..ImportOptions::default() })?)
        .bind(serde_json::to_string(&RowCounts::default())?)
        .bind(viewer.key())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(Self {
            services: services.clone(),
            viewer: viewer.clone(),
            id,
            kind,
            file_name,
            digest: Sha256::new(),
            part: 0,
            size: 0,
            buffer: Vec::with_capacity(PART),
            finished: false,
        })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Code::TooLarge`] with the limit.
    pub async fn push(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as u64;
        if self.size > tables::limits::UPLOADED_BYTES {
            return Err(Problem::new(Code::TooLarge).with("limit", tables::limits::UPLOADED_BYTES).into());
        }
        self.digest.update(bytes);
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PART - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() == PART {
                self.write().await?;
            }
        }
        Ok(())
    }

    async fn write(&mut self) -> Result<()> {
        let mut tx = self.services.store.write().await?;
        sqlx::query("insert into import_files (import_id, part, bytes) values ($1, $2, $3)")
            .bind(&self.id)
            .bind(self.part)
            .bind(self.buffer.as_slice())
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.part += 1;
        self.buffer.clear();
        Ok(())
    }

    /// The file is whole: it counts, and reading it begins. Without a kind it is the one that it began with, or members.
    ///
    /// # Errors
    /// [`Code::File`] if it is empty, [`Code::Quota`], [`Code::Forbidden`] for a kind that the viewer may not import.
    pub async fn finish(mut self, kind: Option<ImportKind>) -> Result<ImportId> {
        self.kind = kind.unwrap_or(self.kind);
        require(&self.viewer, self.kind)?;
        if self.size == 0 {
            return Err(Problem::new(Code::File).with("error", "empty").into());
        }
        if !self.buffer.is_empty() {
            self.write().await?;
        }
        let (services, viewer) = (self.services.clone(), self.viewer.clone());
        let now = services.clock.now();
        let sha256 = hex::encode(self.digest.clone().finalize());
        let mut tx = services.store.write().await?;
        organisation::lock(&mut tx, &viewer.organisation).await?;
        quota::take(&mut tx, &viewer, now).await?;
        let same: Option<ImportId> = sqlx::query_scalar(
            "select id from imports where organisation_id = $1 and sha256 = $2 and state <> 'uploading' \
             order by created_at desc, id desc limit 1",
        )
        .bind(&viewer.organisation)
        .bind(&sha256)
        .fetch_optional(&mut *tx)
        .await?;
        let run = runs::begin_draft(&mut tx, &services, &viewer, RunKind::ReadImport, self.id.as_str()).await?;
        sqlx::query(
            "update imports set state = $1, size = $2, sha256 = $3, same_as = $4, run_id = $5, kind = $6 where id = $7",
        )
        .bind(ImportState::Reading)
        .bind(self.size as i64)
        .bind(&sha256)
        .bind(&same)
        .bind(&run.id)
        .bind(self.kind)
        .bind(&self.id)
        .execute(&mut *tx)
        .await?;
        let record = Record::new(Verb::Create, Subject::Import, &self.id, &self.file_name)
            .fields(json!(null), json!({ "kind": self.kind, "size": self.size }));
        audit::record(&mut tx, &viewer.organisation, &Actor::from(&viewer), now, record).await?;
        tx.hint(&viewer.organisation, "imports");
        tx.commit().await?;
        self.finished = true;
        services.wake.notify_one();
        Ok(self.id.clone())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        if self.finished {
            return;
        }
        // A browser that went away ends this in the middle; what remains after a crash goes with the next sweep.
        let (services, id) = (self.services.clone(), self.id.clone());
        runtime.spawn(async move {
            if let Err(error) = sweep::remove(&services, &id).await {
                tracing::warn!(%error, "an upload that was broken off is removed later");
            }
        });
    }
}
