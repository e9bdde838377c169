//! Typing a cell anew, and leaving rows out. Rows that share an address with the changed ones are judged again with them.

use super::check::write;
use super::judge::{Key, Rules, Seen};
use super::rows::{self, FileRow, SELECT_ROWS};
use super::tally::Tally;
use super::{find_for, require_any, wrong_state};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::import::{Import, ImportRow, ImportState, Repair, SkipRows};
use model::problem::Fault;
use model::{Code, ImportId, Moment, Problem, limits};
use sqlx::QueryBuilder;
use std::collections::BTreeMap;

/// Types a cell anew. The row as it stands then.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] unless the import is checked, [`Code::Invalid`] for a text or a
/// column beyond the limits, [`Code::Stale`] if the cell no longer holds what the person saw.
pub async fn repair(services: &Services, viewer: &Viewer, repair: &Repair) -> Result<ImportRow> {
    require_any(viewer)?;
    if repair.text.chars().count() > limits::IMPORT_CELL {
        return Err(Problem::field("text", Fault::TooLong).into());
    }
    if repair.column as usize >= limits::IMPORT_COLUMNS {
        return Err(Problem::field("column", Fault::OutOfRange).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let import = checked(&mut tx, viewer, &repair.import).await?;
    let before = rows::numbered(&mut tx, &repair.import, &[repair.number]).await?.pop().ok_or(Code::NotFound)?;
    let mut row = before.clone();
    let mut cells = row.cells()?;
    let column = repair.column as usize;
    if cells.len() <= column {
        cells.resize(column + 1, String::new());
    }
    if repair.was.as_ref().is_some_and(|was| *was != cells[column]) {
        // Cells are not told one by one in the activity, so nobody can be named.
        return Err(Problem::new(Code::Stale).with("name", &import.file_name).into());
    }
    cells[column].clone_from(&repair.text);
    // What a person typed is neither a formula nor an error.
    let without = |marks: &str| -> Result<String> {
        let marks: Vec<u32> = serde_json::from_str(marks)?;
        Ok(serde_json::to_string(&marks.into_iter().filter(|mark| *mark != repair.column).collect::<Vec<_>>())?)
    };
    (row.cells, row.formulas, row.errors) =
        (serde_json::to_string(&cells)?, without(&row.formulas)?, without(&row.errors)?);
    sqlx::query(
        "update import_rows set cells = $1, formulas = $2, errors = $3, body = $4, repaired = $5 \
         where import_id = $6 and number = $7",
    )
    .bind(&row.cells)
    .bind(&row.formulas)
    .bind(&row.errors)
    .bind(rows::body(&cells))
    .bind(true)
    .bind(&repair.import)
    .bind(repair.number)
    .execute(&mut *tx)
    .await?;
    anew(&mut tx, viewer, &import, vec![before], services.clock.now()).await?;
    let row = rows::numbered(&mut tx, &repair.import, &[repair.number]).await?.pop().ok_or(Code::NotFound)?;
    tx.hint(&viewer.organisation, "imports");
    tx.commit().await?;
    row.shown()
}

/// Leaves rows out, or takes them back in.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::WrongState`] unless the import is checked, [`Code::Invalid`] for too many.
pub async fn skip(services: &Services, viewer: &Viewer, wanted: &SkipRows) -> Result<Import> {
    require_any(viewer)?;
    if wanted.numbers.is_empty() || wanted.numbers.len() > limits::BULK {
        return Err(Problem::field("numbers", Fault::OutOfRange).into());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let import = checked(&mut tx, viewer, &wanted.import).await?;
    let header = import.options()?.header_row.unwrap_or(0);
    let mut before = rows::numbered(&mut tx, &wanted.import, &wanted.numbers).await?;
    before.retain(|row| row.number > header && row.skipped != wanted.skipped);
    let numbers: Vec<i64> = before.iter().map(|row| row.number).collect();
    for block in numbers.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("update import_rows set skipped = ");
        sql.push_bind(wanted.skipped).push(" where import_id = ").push_bind(&wanted.import).push(" and number in (");
        push_list(&mut sql, block.iter().copied());
        sql.push(")");
        sql.build().execute(&mut *tx).await?;
    }
    anew(&mut tx, viewer, &import, before, services.clock.now()).await?;
    tx.hint(&viewer.organisation, "imports");
    let import = find_for(&mut tx, viewer, &wanted.import).await?;
    tx.commit().await?;
    Ok(import.into())
}

async fn checked(conn: &mut Conn, viewer: &Viewer, id: &ImportId) -> Result<rows::Row> {
    let import = find_for(conn, viewer, id).await?;
    if import.shown_state() == ImportState::Checked { Ok(import) } else { Err(wrong_state(&import)) }
}

/// Judges changed rows anew and with them those that had or now have a key in common; `changed` is how they were before.
async fn anew(conn: &mut Conn, viewer: &Viewer, import: &rows::Row, changed: Vec<FileRow>, now: Moment) -> Result<()> {
    let rules = Rules::load_whole(conn, viewer, (import.kind, &import.id), import.options()?, now).await?;
    let header = rules.options().header_row.unwrap_or(0);
    let mut tally = Tally::of(import.counts());
    let mut before: BTreeMap<i64, FileRow> = BTreeMap::new();
    for row in &changed {
        for (key, column) in Key::ALL {
            let rows = sharing(conn, &import.id, column, row.key(key)).await?;
            before.extend(rows.into_iter().filter(|row| row.number > header).map(|row| (row.number, row)));
        }
    }
    // Their new keys first: what they share from now on depends on them.
    let numbers: Vec<i64> = changed.iter().map(|row| row.number).collect();
    before.extend(changed.into_iter().map(|row| (row.number, row)));
    let rows = rows::numbered(conn, &import.id, &numbers).await?;
    let judged = rules.judge(conn, &mut Seen::default(), &rows).await?;
    for judged in &judged {
        for (key, column) in Key::ALL {
            let rows = sharing(conn, &import.id, column, judged.keys.of(key)).await?;
            for row in rows.into_iter().filter(|row| row.number > header) {
                before.entry(row.number).or_insert(row);
            }
        }
    }
    write(conn, &import.id, &judged).await?;
    let numbers: Vec<i64> = before.keys().copied().collect();
    let rows = rows::numbered(conn, &import.id, &numbers).await?;
    let mut seen = Seen::default();
    for (of, column) in Key::ALL {
        for row in &rows {
            let Some(key) = row.key(of) else { continue };
            let mut sql = QueryBuilder::<Db>::new("select min(number) from import_rows where import_id = ");
            sql.push_bind(import.id.clone()).push(" and skipped = ").push_bind(false);
            sql.push(" and number > ").push_bind(header).push(" and ");
            sql.push(column).push(" = ").push_bind(key.clone());
            let first: Option<i64> = sql.build_query_scalar().fetch_one(&mut *conn).await?;
            if let Some(first) = first {
                seen.note(of, key.clone(), first);
            }
        }
    }
    let judged = rules.judge(conn, &mut seen, &rows).await?;
    write(conn, &import.id, &judged).await?;
    for row in before.values() {
        tally.uncount(row);
    }
    for judged in &judged {
        tally.count(judged);
    }
    rows::set_counts(conn, &import.id, &tally.done()).await
}

async fn sharing(conn: &mut Conn, id: &ImportId, column: &'static str, key: Option<&String>) -> Result<Vec<FileRow>> {
    let Some(key) = key else { return Ok(Vec::new()) };
    let mut sql = QueryBuilder::<Db>::new(SELECT_ROWS);
    sql.push("where import_id = ").push_bind(id.clone()).push(" and ").push(column).push(" = ").push_bind(key.clone());
    Ok(sql.build_query_as().fetch_all(conn).await?)
}
