//! Checking every row.

use super::judge::{Judged, Rules, Seen};
use super::tally::Tally;
use super::{require, rows};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Conn, Db, Result, Services, Viewer, viewer};
use model::import::ImportState;
use model::run::{Counts, RunState, Stage};
use model::{Code, ImportId};
use sqlx::QueryBuilder;

/// Rows of one transaction.
pub(super) const BLOCK: i64 = 2_000;

/// The import that a run works on, and whoever started the run, with the rights that he has now.
pub(super) async fn begun(services: &Services, conn: &mut Conn, run: &runs::Row) -> Result<(rows::Row, Viewer)> {
    let viewer = viewer::of_run(conn, run, services.clock.now()).await?.ok_or(Code::Forbidden)?;
    let id = ImportId(run.input.clone());
    let import = rows::find(conn, &run.organisation_id, &id).await?.ok_or(Code::NotFound)?;
    require(&viewer, import.kind)?;
    Ok((import, viewer))
}

/// Checks every row of an import. Nothing but the import's own rows is written. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn check_import(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = ImportId(run.input.clone());
    let mut conn = services.store.read().await?;
    let (import, viewer) = begun(services, &mut conn, run).await?;
    let options = import.options()?;
    let mut after = options.header_row.unwrap_or(0);
    let total: i64 = sqlx::query_scalar("select count(*) from import_rows where import_id = $1 and number > $2")
        .bind(&id)
        .bind(after)
        .fetch_one(&mut *conn)
        .await?;
    let mut rules = Rules::load(&mut conn, &viewer, import.kind, options, services.clock.now()).await?;
    drop(conn);
    let (mut seen, mut tally, mut done) = (Seen::default(), Tally::default(), 0);
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
            tally.count(judged);
            rules.note(judged);
        }
        done += block.len() as i64;
        let of_run = Counts { failed: tally.errors(), ..Counts::default() };
        let progress =
            Progress { stage: Stage::Compare, done, total: Some(total), cursor: String::new(), counts: of_run };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
        let Some(last) = block.last().filter(|_| block.len() as i64 == BLOCK) else { break };
        after = last.number;
    }
    let numbers = rules.all_noted();
    once_more(services, &id, &rules, &numbers, &mut seen, &mut tally).await?;
    let mut tx = services.store.write().await?;
    rows::set_counts(&mut tx, &id, &tally.done()).await?;
    rows::set_state(&mut tx, &id, ImportState::Checked, None, None).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.hint(&run.organisation_id, "imports");
    Ok(tx.commit().await?)
}

/// Judges rows of which only all of them together tell how they stand.
async fn once_more(
    services: &Services,
    id: &ImportId,
    rules: &Rules<'_>,
    numbers: &[i64],
    seen: &mut Seen,
    tally: &mut Tally,
) -> Result<()> {
    for numbers in numbers.chunks(BLOCK as usize) {
        let mut conn = services.store.read().await?;
        let block = rows::numbered(&mut conn, id, numbers).await?;
        let judged = rules.judge(&mut conn, seen, &block).await?;
        drop(conn);
        let mut tx = services.store.write().await?;
        write(&mut tx, id, &judged).await?;
        tx.commit().await?;
        block.iter().for_each(|row| tally.uncount(row));
        judged.iter().for_each(|judged| tally.count(judged));
    }
    Ok(())
}

/// Keeps what was found in rows.
pub(super) async fn write(conn: &mut Conn, id: &ImportId, judged: &[Judged]) -> Result<()> {
    for block in crate::store::blocks(judged) {
        let mut query =
            QueryBuilder::<Db>::new("with done (number, issues, level, email_key, phone, other_key, makes) as (");
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
                .push_bind(&row.keys.other)
                .push_bind(makes);
        });
        query.push(
            ") update import_rows set issues = done.issues, level = done.level, email_key = done.email_key, phone = done.phone, \
             other_key = done.other_key, makes = done.makes from done where import_rows.number = done.number \
             and import_rows.import_id = ",
        );
        query.push_bind(id);
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}
