//! Writing a file, in the background.

use super::sweep::clear;
use super::writer::{End, Writer};
use super::{cells, rows};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sheet::{Cell, Source};
use crate::{Result, Services, customers, mappings, members, viewer};
use model::export::{ExportFormat, ExportRequest};
use model::run::{Counts, RunState, Stage};
use model::{Code, ExportId};
use tokio::io::AsyncReadExt as _;

/// Bytes of a part. Each is a transaction of its own, so that others write in between.
const PART: usize = 256 * 1024;

/// Writes the file of an export. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked may not any more.
pub(crate) async fn make(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = ExportId(run.input.clone());
    let mut conn = services.store.read().await?;
    let missing = || crate::Error::from(Code::NotFound);
    let export = rows::find(&mut conn, &run.organisation_id, &id).await?.ok_or_else(missing)?;
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or_else(|| crate::Error::from(Code::Forbidden))?;
    drop(conn);
    let mut tx = services.store.write().await?;
    clear(&mut tx, &id).await?;
    tx.commit().await?;
    let parts = Parts {
        services,
        run,
        id,
        title: export.kind.word(),
        format: export.format,
        part: 0,
        size: 0,
        buffer: Vec::new(),
    };
    match export.request()? {
        ExportRequest::Members(request) => {
            let columns = request.columns().to_vec();
            let source = members::open(services, &viewer, request).await?;
            let words = columns.iter().map(|column| column.word().to_owned()).collect();
            let row = move |row: &_| columns.iter().map(|column| cells::of_member(*column, row)).collect();
            parts.write(source, words, row).await
        }
        ExportRequest::Customers(request) => {
            let columns = request.columns().to_vec();
            let source = customers::open(services, &viewer, request)?;
            let words = columns.iter().map(|column| column.word().to_owned()).collect();
            let row = move |row: &_| columns.iter().map(|column| cells::of_customer(*column, row)).collect();
            parts.write(source, words, row).await
        }
        ExportRequest::Mappings(request) => {
            let columns = request.columns().to_vec();
            let source = mappings::open(services, &viewer, request).await?;
            let words = columns.iter().map(|column| column.word().to_owned()).collect();
            let row = move |row: &_| columns.iter().map(|column| cells::of_mapping(*column, row)).collect();
            parts.write(source, words, row).await
        }
    }
}

struct Parts<'a> {
    services: &'a Services,
    run: &'a runs::Row,
    id: ExportId,
    title: &'static str,
    format: ExportFormat,
    part: i64,
    size: i64,
    buffer: Vec<u8>,
}

impl Parts<'_> {
    async fn write<S: Source>(
        mut self,
        mut source: S,
        columns: Vec<String>,
        cells: impl Fn(&S::Row) -> Vec<Cell>,
    ) -> std::result::Result<(), Stop> {
        let (mut writer, begin) = Writer::begin(self.format, self.title, columns)?;
        self.push(&begin).await?;
        let mut done = 0;
        loop {
            let block: Vec<Vec<Cell>> = source.next().await?.iter().map(&cells).collect();
            if block.is_empty() {
                break;
            }
            done += block.len() as i64;
            let (next, bytes) = writer.add(block).await?;
            writer = next;
            self.push(&bytes).await?;
            if !self.goes_on(done).await? {
                return Ok(());
            }
        }
        match writer.finish().await? {
            End::Bytes(bytes) => self.push(&bytes).await?,
            End::File(file) => self.take(tokio::fs::File::from_std(file)).await?,
        }
        self.end().await?;
        Ok(())
    }

    async fn push(&mut self, mut bytes: &[u8]) -> Result<()> {
        self.size += bytes.len() as i64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PART - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            bytes = later;
            if self.buffer.len() == PART {
                self.flush().await?;
            }
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<()> {
        let mut tx = self.services.store.write().await?;
        sqlx::query("insert into export_files (export_id, part, bytes) values ($1, $2, $3)")
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

    async fn take(&mut self, mut file: tokio::fs::File) -> std::result::Result<(), Stop> {
        let mut bytes = vec![0; PART];
        loop {
            let read = file.read(&mut bytes).await.map_err(|error| Stop::Later(None, error.to_string()))?;
            if read == 0 {
                return Ok(());
            }
            self.push(&bytes[..read]).await?;
        }
    }

    /// Tells how far it is; whether nobody stopped it.
    async fn goes_on(&self, done: i64) -> Result<bool> {
        let mut tx = self.services.store.write().await?;
        let stopped: bool = sqlx::query_scalar("select cancel_asked from runs where id = $1")
            .bind(&self.run.id)
            .fetch_one(&mut *tx)
            .await?;
        if stopped {
            clear(&mut tx, &self.id).await?;
            runs::end(&mut tx, self.services, &self.run.id, &self.run.organisation_id, RunState::Cancelled, None)
                .await?;
        } else {
            let counts = Counts::default();
            let progress = Progress { stage: Stage::Write, done, total: None, cursor: String::new(), counts };
            runs::save(&mut tx, self.run, &progress).await?;
        }
        tx.commit().await?;
        Ok(!stopped)
    }

    async fn end(&mut self) -> Result<()> {
        if !self.buffer.is_empty() {
            self.flush().await?;
        }
        let mut tx = self.services.store.write().await?;
        sqlx::query("update exports set size = $1 where id = $2")
            .bind(self.size)
            .bind(&self.id)
            .execute(&mut *tx)
            .await?;
        runs::end(&mut tx, self.services, &self.run.id, &self.run.organisation_id, RunState::Done, None).await?;
        tx.commit().await
    }
}
