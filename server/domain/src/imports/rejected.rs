//! The rows that were not imported, on their way into a file.

use super::guess::is_mark;
use super::rows::{self, FileRow, SELECT_ROWS};
use super::{find_for, require_any};
use crate::page::Walk;
use crate::sheet::Source;
use crate::store::push_list;
use crate::{Db, Result, Services, Viewer};
use model::import::RowIssue;
use model::{ChangeSetId, ImportId, Problem};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Rows with errors, and those that failed when the set was carried out.
pub struct Rejected {
    services: Services,
    id: ImportId,
    set: Option<ChangeSetId>,
    after: i64,
    /// The name of the uploaded file.
    pub file_name: String,
    /// The headings of the file; empty without a header row.
    pub header: Vec<String>,
    /// Columns of the file.
    pub columns: usize,
}

/// A row that was not imported.
#[derive(Debug)]
pub struct RejectedRow {
    /// Its number in the file.
    pub number: i64,
    /// Its cells.
    pub cells: Vec<String>,
    /// What is wrong with it.
    pub issues: Vec<RowIssue>,
    /// Why carrying it out failed.
    pub problem: Option<Problem>,
}

/// Begins to take the rejected rows home.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`].
pub async fn rejected(services: &Services, viewer: &Viewer, id: &ImportId) -> Result<Rejected> {
    require_any(viewer)?;
    let mut conn = services.store.read().await?;
    let import = find_for(&mut conn, viewer, id).await?;
    let header_row = import.options()?.header_row;
    let header = match header_row {
        Some(number) => {
            let row = rows::block(&mut conn, id, number - 1, 1).await?.into_iter().next();
            row.filter(|row| row.number == number).map(|row| row.cells()).transpose()?.unwrap_or_default()
        }
        None => Vec::new(),
    };
    Ok(Rejected {
        services: services.clone(),
        id: id.clone(),
        set: import.change_set_id.clone(),
        after: header_row.unwrap_or(0),
        columns: import.summary().map_or(header.len(), |summary| summary.columns as usize),
        header: if is_mark(&header) { Vec::new() } else { header },
        file_name: import.file_name,
    })
}

impl Source for Rejected {
    type Row = RejectedRow;

    async fn next(&mut self) -> Result<Vec<RejectedRow>> {
        let mut conn = self.services.store.read().await?;
        let mut sql = QueryBuilder::<Db>::new(SELECT_ROWS);
        sql.push("where import_id = ").push_bind(self.id.clone()).push(" and number > ").push_bind(self.after);
        sql.push(" and skipped = ").push_bind(false).push(" and (level = 'error' or number in (");
        // The draft kept the row's number as the outside id.
        sql.push("select cast(external_id as bigint) from change_rows where set_id = ");
        sql.push_bind(self.set.clone())
            .push(" and state = 'failed' and external_id <> '')) order by number limit ")
            .push_bind(Walk::BLOCK);
        let found: Vec<FileRow> = sql.build_query_as().fetch_all(&mut *conn).await?;
        let mut problems: HashMap<String, Problem> = HashMap::new();
        if let (Some(set), false) = (&self.set, found.is_empty()) {
            let mut sql = QueryBuilder::<Db>::new("select external_id, problem from change_rows where set_id = ");
            sql.push_bind(set.clone()).push(" and state = 'failed' and problem is not null and external_id in (");
            push_list(&mut sql, found.iter().map(|row| row.number.to_string()));
            sql.push(")");
            let rows: Vec<(String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
            let read = |(number, text): (String, String)| Some((number, serde_json::from_str(&text).ok()?));
            problems = rows.into_iter().filter_map(read).collect();
        }
        self.after = found.last().map_or(self.after, |row| row.number);
        let mut rows = Vec::with_capacity(found.len());
        for row in found {
            rows.push(RejectedRow {
                cells: row.cells()?,
                issues: row.issues(),
                problem: problems.remove(&row.number.to_string()),
                number: row.number,
            });
        }
        Ok(rows)
    }
}
