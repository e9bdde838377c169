//! Departments of a file: found, or made.

use super::super::Place;
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

/// The departments with these names below these parents.
async fn children(
    conn: &mut Conn,
    steps: Vec<(DepartmentId, String)>,
) -> Result<HashMap<(DepartmentId, String), DepartmentId>> {
    let mut found = HashMap::with_capacity(steps.len());
    for block in crate::store::blocks(&steps) {
        let mut sql = QueryBuilder::<Db>::new("with wanted (parent_id, name_key) as (");
        sql.push_values(block, |mut row, (parent, name)| {
            row.push_bind(parent).push_bind(name);
        });
        sql.push(
            ") select d.parent_id, d.name_key, d.id from wanted w cross join departments d \
             where d.parent_id = w.parent_id and d.name_key = w.name_key",
        );
        let rows: Vec<(DepartmentId, String, DepartmentId)> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows.into_iter().map(|(parent, name, id)| ((parent, name), id)));
    }
    Ok(found)
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
    /// Looks up at once which of these departments exist: by their ids, or, where this set was to make them, by their names.
    pub async fn look<'a>(
        &mut self,
        conn: &mut Conn,
        context: &Context,
        wanted: impl Iterator<Item = &'a Place>,
    ) -> Result<()> {
        let (mut ids, mut paths) = (Vec::new(), HashMap::new());
        for place in wanted {
            match &place.id {
                Some(id) if !self.there.contains(id) => ids.push(id.clone()),
                Some(_) => {}
                None => {
                    let folded = fold(&place.path.join("/"));
                    if !self.by_path.contains_key(&folded) {
                        paths.insert(folded, place.path.as_slice());
                    }
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        for block in ids.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new("select id from departments where organisation_id = ");
            sql.push_bind(context.organisation.clone()).push(" and id in (");
            push_list(&mut sql, block.iter().cloned());
            sql.push(")");
            let found: Vec<DepartmentId> = sql.build_query_scalar().fetch_all(&mut *conn).await?;
            self.there.extend(found);
        }
        if paths.is_empty() { Ok(()) } else { self.walk(conn, context, paths).await }
    }

    /// Goes down all paths together, level by level. What is not there is left out; [`Places::ids`] says so.
    async fn walk(&mut self, conn: &mut Conn, context: &Context, paths: HashMap<String, &[String]>) -> Result<()> {
        let root = rows::root(conn, &context.organisation).await?.id;
        let mut open: Vec<(String, &[String], DepartmentId)> =
            paths.into_iter().map(|(folded, path)| (folded, path, root.clone())).collect();
        while !open.is_empty() {
            let steps: HashSet<(DepartmentId, String)> =
                open.iter().filter_map(|(_, rest, at)| rest.first().map(|name| (at.clone(), fold(name)))).collect();
            let found = children(conn, steps.into_iter().collect()).await?;
            let mut next = Vec::with_capacity(open.len());
            for (folded, rest, at) in open {
                let Some((name, rest)) = rest.split_first() else {
                    self.by_path.insert(folded, at);
                    continue;
                };
                if let Some(id) = found.get(&(at, fold(name))) {
                    next.push((folded, rest, id.clone()));
                }
            }
            open = next;
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
