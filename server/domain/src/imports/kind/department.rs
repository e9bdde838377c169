//! Departments of a file: found, or made.

use super::super::judge::Place;
use super::kept;
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row};
use crate::departments::rows::{self, NewDepartment};
use crate::keys::fold;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::member::Source;
use model::{Code, DepartmentId, Problem, limits};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Whether the department was made by this row, or stood there already.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    added: bool,
}

async fn step(conn: &mut Conn, parent: &DepartmentId, name: &str) -> Result<Option<DepartmentId>> {
    let id = sqlx::query_scalar("select id from departments where parent_id = $1 and name_key = $2")
        .bind(parent)
        .bind(fold(name))
        .fetch_optional(conn)
        .await?;
    Ok(id)
}

async fn walk(conn: &mut Conn, context: &Context, path: &[String]) -> Result<rows::Row> {
    let root = rows::root(conn, &context.organisation).await?;
    let mut at = root.id.clone();
    for name in path {
        // Its parent was unticked or failed.
        at = step(conn, &at, name).await?.ok_or_else(|| Problem::new(Code::NotFound).with("what", path.join("/")))?;
    }
    Ok(rows::find(conn, &context.organisation, &at).await?.ok_or(Code::NotFound)?)
}

/// Makes a department, unless somebody did meanwhile.
pub(super) async fn apply(conn: &mut Conn, context: &Context, path: &[String]) -> Result<Applied> {
    let Some((name, above)) = path.split_last() else { return Err(Code::NotFound.into()) };
    let parent = walk(conn, context, above).await?;
    if let Some(id) = step(conn, &parent.id, name).await? {
        let restore = serde_json::to_value(Before { added: false })?;
        return Ok(Applied { subject_id: id.0, revision: 0, restore, record: None });
    }
    if parent.depth >= limits::DEPTH as i64 {
        return Err(Problem::new(Code::DepartmentTooDeep).with("limit", limits::DEPTH).into());
    }
    let id: DepartmentId = context.ids.next();
    let position = rows::children(conn, &parent.id).await?.last().map_or(0, |last| last.position + 1);
    let new = NewDepartment { id: &id, parent: &parent, name, position, source: Source::Manual };
    rows::insert(conn, &context.organisation, &new, context.clock.now()).await?;
    let record = Record::new(Verb::Create, Subject::Department, &id, name)
        .fields(json!(null), json!({ "name": name, "parent": parent.name }));
    let restore = serde_json::to_value(Before { added: true })?;
    Ok(Applied { subject_id: id.0, revision: 1, restore, record: Some(record) })
}

/// Takes a department away that this row made, if nobody changed it and nothing is in it.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = DepartmentId(row.subject_id.clone().unwrap_or_default());
    let Some(found) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if !before.added {
        return Ok(kept("was_here"));
    }
    if Some(found.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    let inside: i64 = sqlx::query_scalar(
        "select (select count(*) from member_departments where department_id = $1) \
         + (select count(*) from departments where parent_id = $1) + (select count(*) from member_scopes where department_id = $1) \
         + (select count(*) from department_links where department_id = $1)",
    )
    .bind(&id)
    .fetch_one(&mut *conn)
    .await?;
    if inside > 0 {
        return Ok(kept("in_use"));
    }
    rows::delete(conn, &id).await?;
    let record = Record::new(Verb::Undo, Subject::Department, &id, &found.name)
        .fields(json!({ "name": found.name }), json!(null));
    Ok(Inverted::Undone(record))
}

/// Departments that were looked up in this block.
#[derive(Debug, Default)]
pub(super) struct Places {
    by_path: HashMap<String, DepartmentId>,
    there: HashSet<DepartmentId>,
}

impl Places {
    /// Looks up at once which of these departments still exist.
    pub async fn look(
        &mut self,
        conn: &mut Conn,
        context: &Context,
        wanted: impl Iterator<Item = &Place>,
    ) -> Result<()> {
        let mut ids: Vec<DepartmentId> = wanted.filter_map(|place| place.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.retain(|id| !self.there.contains(id));
        for block in ids.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("select id from departments where organisation_id = ");
            sql.push_bind(context.organisation.clone()).push(" and id in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")");
            let found: Vec<DepartmentId> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
            self.there.extend(found);
        }
        Ok(())
    }

    /// The ids of places, those that were made by this set among them.
    pub async fn ids(&mut self, conn: &mut Conn, context: &Context, places: &[Place]) -> Result<Vec<DepartmentId>> {
        let mut ids = Vec::with_capacity(places.len());
        for place in places {
            let shown = place.path.join("/");
            let id = match (&place.id, self.by_path.get(&fold(&shown))) {
                (Some(id), _) if self.there.contains(id) => id.clone(),
                (Some(_), _) => return Err(Problem::new(Code::NotFound).with("what", shown).into()),
                (None, Some(id)) => id.clone(),
                (None, None) => {
                    let id = walk(conn, context, &place.path).await?.id;
                    self.by_path.insert(fold(&shown), id.clone());
                    id
                }
            };
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}
