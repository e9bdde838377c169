//! Looking who would be changed.

use super::judge::{Case, Judged, judge};
use crate::change::draft::{self, Draft};
use crate::change::look::{self, Block, Look};
use crate::jobs::Stop;
use crate::members::list::count;
use crate::members::read::{key, read};
use crate::members::rows::Row;
use crate::page::{Cursor, Walk};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer, Write, runs, viewer};
use futures::future::BoxFuture;
use model::audit::Subject;
use model::change::ChangeKind;
use model::member::BulkEdit;
use model::{Code, DepartmentId};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// Goes through everybody who matches and proposes what would change. A killed server begins anew: nothing was carried out.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn draft_edit(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let edit: BulkEdit = serde_json::from_str(&run.input).map_err(crate::Error::from)?;
    let mut conn = services.store.read().await?;
    // As he is now: whoever lost a right meanwhile edits nobody.
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or(crate::Error::from(Code::Forbidden))?;
    viewer.require(ChangeKind::Edit.right())?;
    let target: Option<String> = match &edit.department {
        Some(id) => {
            sqlx::query_scalar("select name from departments where organisation_id = $1 and id = $2")
                .bind(&run.organisation_id)
                .bind(id)
                .fetch_optional(&mut *conn)
                .await?
        }
        None => None,
    };
    let total = if edit.ids.is_empty() { count(&mut conn, &viewer, &edit.query).await? } else { edit.ids.len() as i64 };
    drop(conn);
    let set = draft::begin_of(services, run, ChangeKind::Edit).await?;
    let mut all = All { viewer, edit, target, walk: Walk::default() };
    let Some(counts) = look::all(services, run, &set, Some(total), &mut all).await? else { return Ok(()) };
    let tx = services.store.write().await?;
    look::end(tx, services, run, &set, (counts.unchanged, 0)).await?;
    Ok(())
}

struct All {
    viewer: Viewer,
    edit: BulkEdit,
    /// Name of the department to go to.
    target: Option<String>,
    walk: Walk,
}

impl Look for All {
    fn next<'a>(&'a mut self, tx: &'a mut Write) -> BoxFuture<'a, Result<Option<Block>>> {
        Box::pin(async move {
            let Some(after) = self.walk.begin() else { return Ok(None) };
            let edit = &self.edit;
            let found = read(tx, &self.viewer, &edit.query, &edit.ids, after, Walk::BLOCK).await?;
            self.walk.passed(&found, |row| Cursor { key: key(&edit.query, row), id: row.id.0.clone() });
            let drafts = drafts(tx, &self.viewer, edit, self.target.as_deref(), &found).await?;
            Ok(Some(Block { looked_at: found.len() as i64, drafts }))
        })
    }
}

async fn drafts(
    conn: &mut Conn,
    viewer: &Viewer,
    edit: &BulkEdit,
    target: Option<&str>,
    found: &[Row],
) -> Result<Vec<Draft>> {
    let places = places(conn, found).await?;
    let mut drafts = Vec::new();
    for row in found {
        let department = row.main_department_id.as_ref().and_then(|id| places.get(id)).cloned();
        let detail = department.as_ref().map(|(name, _)| name.clone()).unwrap_or_default();
        let case = Case { row, department, target };
        let Some(Judged { verdict, reason, fields, change }) = judge(viewer, edit, &case) else { continue };
        drafts.push(Draft {
            rank: 1,
            subject: Subject::Member,
            subject_id: Some(row.id.0.clone()),
            external_id: String::new(),
            name: row.name.clone(),
            detail,
            verdict,
            reason,
            fields,
            payload: serde_json::to_value(change)?,
            // Somebody asked for exactly this: there is nothing to be surprised by.
            braked: false,
        });
    }
    Ok(drafts)
}

/// Names and paths of the main departments.
async fn places(conn: &mut Conn, found: &[Row]) -> Result<HashMap<DepartmentId, (String, String)>> {
    let mut ids: Vec<DepartmentId> = found.iter().filter_map(|row| row.main_department_id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut places = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select id, name, path from departments where id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        let rows: Vec<(DepartmentId, String, String)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        places.extend(rows.into_iter().map(|(id, name, path)| (id, (name, path))));
    }
    Ok(places)
}
