//! Reading an uploaded file into rows, in a process of its own.

use super::guess::{self, LOOKED_AT, Numbered};
use super::{rows, sweep};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sheet::csv;
use crate::{Db, Result, Services, Write};
use model::import::{FileKind, FileSummary, ImportState, ReadOptions};
use model::run::{Counts, RunState, Stage};
use model::{Code, ImportId, Problem};
use serde::de::DeserializeOwned;
use sqlx::QueryBuilder;
use tables::child::{Bounds, Program, Reader};
use tables::{Kind, Options, ReadError, Source, Summary, TextOptions};

/// Rows of one transaction.
const BLOCK: usize = 2_000;

/// Reads the file of an import. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, or the file cannot be read ([`Code::File`]).
pub(crate) async fn read_import(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = ImportId(run.input.clone());
    let mut tx = services.store.write().await?;
    let import = rows::find(&mut tx, &run.organisation_id, &id).await?.ok_or(crate::Error::from(Code::NotFound))?;
    sqlx::query("delete from import_rows where import_id = $1").bind(&id).execute(&mut *tx).await?;
    tx.commit().await?;
    let options = import.options()?;
    let mut conn = services.store.read().await?;
    let parts: Vec<Vec<u8>> = sqlx::query_scalar("select bytes from import_files where import_id = $1 order by part")
        .bind(&id)
        .fetch_all(&mut *conn)
        .await?;
    drop(conn);
    let bytes = parts.concat();
    let is_text = tables::detect(&bytes) == Kind::Text;
    let mut reader = open(services, &bytes, &options.read).await?;
    drop(bytes);
    let (mut head, mut block, mut done): (Vec<Numbered>, Vec<tables::Row>, i64) = (Vec::new(), Vec::new(), 0);
    loop {
        let row = reader.next().await.map_err(unreadable)?;
        let over = row.is_none();
        if let Some(mut row) = row {
            if is_text {
                row.cells = row.cells.iter().map(|cell| csv::original(cell).to_owned()).collect();
            }
            if head.len() < LOOKED_AT {
                head.push((i64::from(row.number), row.cells.clone()));
            }
            block.push(row);
        }
        if block.len() < BLOCK && !over {
            continue;
        }
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            return Ok(stop(tx, services, run, &id).await?);
        }
        insert(&mut tx, &id, &block).await?;
        done += block.len() as i64;
        block.clear();
        let progress =
            Progress { stage: Stage::Read, done, total: None, cursor: String::new(), counts: Counts::default() };
        runs::save(&mut tx, run, &progress).await?;
        if over {
            let summary = reader.summary().ok_or_else(|| crate::Error::Broken("no summary".to_owned()))?;
            finish(&mut tx, services, run, &import, &head, &shown(summary)).await?;
            tx.commit().await?;
            return Ok(());
        }
        tx.commit().await?;
    }
}

async fn open(services: &Services, bytes: &[u8], wanted: &ReadOptions) -> std::result::Result<Reader, Stop> {
    let program = match &services.settings.reader {
        Some(path) => Program { path: path.clone(), arguments: vec!["read-table".into()] },
        None => Program::current().map_err(unreadable)?,
    };
    let text = TextOptions { encoding: word(wanted.encoding.as_deref()), delimiter: word(wanted.delimiter.as_deref()) };
    let options = Options { text, sheet: wanted.sheet.clone(), rows: None };
    Reader::open(&program, Source::Bytes(bytes), &options, Bounds::default()).await.map_err(unreadable)
}

/// A word as the reader's own type; [`super::save`] has refused what it does not know.
pub(super) fn word<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(text?)).ok()
}

fn named(value: impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}

/// Why a file cannot be read, for a person; what happened to this machine is tried again.
fn unreadable(error: ReadError) -> Stop {
    if let ReadError::Failed { detail } = error {
        return Stop::Later(None, detail);
    }
    let mut problem = Problem::new(Code::File);
    if let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(&error) {
        for (name, value) in fields.iter().filter(|(name, _)| *name != "detail") {
            problem = problem.with(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
    }
    Stop::GiveUp(problem)
}

async fn insert(tx: &mut Write, id: &ImportId, block: &[tables::Row]) -> Result<()> {
    for part in crate::store::blocks(block) {
        let mut texts = Vec::with_capacity(part.len());
        for row in part {
            texts.push((
                serde_json::to_string(&row.cells)?,
                serde_json::to_string(&row.formulas)?,
                serde_json::to_string(&row.errors)?,
            ));
        }
        let mut query = QueryBuilder::<Db>::new(
            "insert into import_rows (import_id, number, cells, formulas, errors, body, issues, level, skipped, repaired, \
             email_key, phone, other_key, makes) ",
        );
        query.push_values(part.iter().zip(&texts), |mut values, (row, (cells, formulas, errors))| {
            values
                .push_bind(id)
                .push_bind(i64::from(row.number))
                .push_bind(cells)
                .push_bind(formulas)
                .push_bind(errors)
                .push_bind(rows::body(&row.cells))
                .push("'[]', null")
                .push_bind(false)
                .push_bind(false)
                .push("null, null, null, '[]'");
        });
        query.build().execute(&mut **tx).await?;
    }
    Ok(())
}

fn shown(summary: &Summary) -> FileSummary {
    FileSummary {
        kind: match summary.kind {
            Kind::Xls => FileKind::Xls,
            Kind::Ods => FileKind::Ods,
            Kind::Text => FileKind::Text,
            _ => FileKind::Xlsx,
        },
        encoding: summary.encoding.and_then(named),
        delimiter: summary.delimiter.and_then(named),
        sheets: summary.sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        sheet: summary.sheet.clone(),
        rows: summary.rows as i64,
        columns: i64::from(summary.columns),
        merged: summary.merged,
        formulas: summary.formulas as i64,
        errors: summary.errors as i64,
    }
}

async fn finish(
    tx: &mut Write,
    services: &Services,
    run: &runs::Row,
    import: &rows::Row,
    head: &[Numbered],
    summary: &FileSummary,
) -> Result<()> {
    let mut options = import.options()?;
    options.header_row = guess::header(import.kind, head);
    options.mapping = guess::mapping(&guess::columns(import.kind, head, options.header_row));
    sqlx::query("update imports set summary = $1, options = $2 where id = $3")
        .bind(serde_json::to_string(summary)?)
        .bind(serde_json::to_string(&options)?)
        .bind(&import.id)
        .execute(&mut **tx)
        .await?;
    rows::set_state(tx, &import.id, ImportState::Mapping, None, None).await?;
    runs::end(tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.hint(&run.organisation_id, "imports");
    Ok(())
}

/// Somebody stopped it: nothing of it stays but the line in the history.
async fn stop(mut tx: Write, services: &Services, run: &runs::Row, id: &ImportId) -> Result<()> {
    sweep::clear(&mut tx, id).await?;
    rows::set_state(&mut tx, id, ImportState::Cancelled, None, None).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
    tx.hint(&run.organisation_id, "imports");
    tx.commit().await
}
