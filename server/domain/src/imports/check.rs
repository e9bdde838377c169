//! Checking every row.

use super::judge::{Chains, Judged, Rules, Seen};
use super::rows::{self, FileRow, SELECT_ROWS};
use super::tally;
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Conn, Db, Result, Services, Viewer, viewer};
use model::import::{ImportState, RowCounts};
use model::run::{Counts, RunState, Stage};
use model::{Code, ImportId};
use sqlx::QueryBuilder;

/// Rows of one transaction.
pub(super) const BLOCK: i64 = 1_000;

/// Whoever started a run, with the rights that he has now.
pub(super) async fn viewer_of(services: &Services, conn: &mut Conn, run: &runs::Row) -> Result<Viewer> {
    let viewer = viewer::of_run(conn, run, services.clock.now()).await?.ok_or(Code::Forbidden)?;
    super::require(&viewer)?;
    Ok(viewer)
}

/// Checks every row of an import. Nothing but the import's own rows is written. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn check_import(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = ImportId(run.input.clone());
    let mut conn = services.store.read().await?;
    let viewer = viewer_of(services, &mut conn, run).await?;
    let import = rows::find(&mut conn, &run.organisation_id, &id).await?.ok_or(crate::Error::from(Code::NotFound))?;
    let options = import.options()?;
    let mut after = options.header_row.unwrap_or(0);
    let total: i64 = sqlx::query_scalar("select count(*) from import_rows where import_id = $1 and number > $2")
        .bind(&id)
        .bind(after)
        .fetch_one(&mut *conn)
        .await?;
    let mut rules = Rules::load(&mut conn, &viewer, options).await?;
    drop(conn);
    let (mut seen, mut counts, mut done) = (Seen::default(), RowCounts::default(), 0);
    loop {
        let mut conn = services.store.read().await?;
        let block = rows::block(&mut conn, &id, after, BLOCK).await?;
        // A template's first row is no data where it was not left out with the header.
        let judged = rules.judge(&mut conn, &mut seen, &block).await?;
        drop(conn);
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            rows::set_state(&mut tx, &id, ImportState::Mapping, None, None).await?;
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
            tx.hint(&run.organisation_id, "imports");
            tx.commit().await?;
            return Ok(());
        }
        write(&mut tx, &id, &judged).await?;
        for judged in &judged {
            tally::count(&mut counts, judged);
        }
        done += block.len() as i64;
        let of_run = Counts { failed: counts.error, ..Counts::default() };
        let progress =
            Progress { stage: Stage::Compare, done, total: Some(total), cursor: String::new(), counts: of_run };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
        let Some(last) = block.last().filter(|_| block.len() as i64 == BLOCK) else { break };
        after = last.number;
    }
    let mut conn = services.store.read().await?;
    rules.chains = Chains::load(&mut conn, &id, &rules.options).await?;
    drop(conn);
    managed(services, &id, &rules, &mut seen, &mut counts).await?;
    let mut tx = services.store.write().await?;
    tally::tidy(&mut counts);
    rows::set_counts(&mut tx, &id, &counts).await?;
    rows::set_state(&mut tx, &id, ImportState::Checked, None, None).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.hint(&run.organisation_id, "imports");
    Ok(tx.commit().await?)
}

/// Judges once more those whose manager was not found: now that every row has its key, he may stand in the file.
async fn managed(
    services: &Services,
    id: &ImportId,
    rules: &Rules<'_>,
    seen: &mut Seen,
    counts: &mut RowCounts,
) -> Result<()> {
    if rules.chains.is_empty() {
        return Ok(());
    }
    let mut after = 0;
    loop {
        let mut conn = services.store.read().await?;
        let mut sql = QueryBuilder::<Db>::new(SELECT_ROWS);
        sql.push("where import_id = ").push_bind(id).push(" and number > ").push_bind(after);
        sql.push(" and replace(issues, '\"code\":\"manager_unknown\"', '') <> issues order by number limit ");
        let block: Vec<FileRow> = sql.push_bind(BLOCK).build_query_as().fetch_all(&mut *conn).await?;
        let Some(last) = block.last() else { return Ok(()) };
        after = last.number;
        let judged = rules.judge(&mut conn, seen, &block).await?;
        drop(conn);
        let mut tx = services.store.write().await?;
        write(&mut tx, id, &judged).await?;
        tx.commit().await?;
        for row in &block {
            tally::uncount(counts, row);
        }
        for judged in &judged {
            tally::count(counts, judged);
        }
    }
}

/// Keeps what was found in rows.
pub(super) async fn write(conn: &mut Conn, id: &ImportId, judged: &[Judged]) -> Result<()> {
    for block in judged.chunks(crate::store::BLOCK) {
        let mut query =
            QueryBuilder::<Db>::new("with done (number, issues, level, email_key, phone, work_number, makes) as (");
        let mut texts = Vec::with_capacity(block.len());
        for row in block {
            texts.push((serde_json::to_string(&row.issues)?, serde_json::to_string(&row.makes)?));
        }
        query.push_values(block.iter().zip(&texts), |mut values, (row, (issues, makes))| {
            values
                .push_bind(row.number)
                .push_bind(issues)
                .push_bind(row.level())
                .push_bind(&row.keys.email)
                .push_bind(&row.keys.phone)
                .push_bind(&row.keys.work_number)
                .push_bind(makes);
        });
        query.push(
            ") update import_rows set issues = done.issues, level = done.level, email_key = done.email_key, phone = done.phone, \
             work_number = done.work_number, makes = done.makes from done where import_rows.number = done.number \
             and import_rows.import_id = ",
        );
        query.push_bind(id);
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}
