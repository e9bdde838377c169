//! Carrying out and putting back what becomes of the tags of customers.

use super::Change;
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row, kept};
use crate::customers::tags::{put_on, take_off};
use crate::customers::{index, rows};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::{Code, CustomerId, Problem, TagId};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Carries rows out.
///
/// # Errors
/// [`Code::NotFound`] for a customer or a tag that is gone meanwhile.
pub(super) async fn apply(conn: &mut Conn, context: &Context, rows: &[Row]) -> Result<Vec<Applied>> {
    let mut done = Vec::with_capacity(rows.len());
    let mut touched = Vec::with_capacity(rows.len());
    for row in rows {
        let change: Change = serde_json::from_str(&row.payload)?;
        let id = CustomerId(row.subject_id.clone().unwrap_or_default());
        let names = names(conn, context, &change).await?;
        let revision = write(conn, context, &id, &change).await?.ok_or(Code::NotFound)?;
        let record = Record::new(Verb::Update, Subject::Customer, &id, &row.name)
            .fields(told(&change.remove, &names), told(&change.add, &names));
        done.push(Applied { subject_id: id.0.clone(), revision, restore: json!({}), record: Some(record) });
        touched.push(id);
    }
    index::put(conn, &context.organisation, &touched.iter().collect::<Vec<_>>()).await?;
    Ok(done)
}

/// Puts the tags of a customer back as they were, if nobody changed him since.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let id = CustomerId(row.subject_id.clone().unwrap_or_default());
    let Some(found) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if Some(found.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    let done: Change = serde_json::from_str(&row.payload)?;
    let known = names(conn, context, &Change { add: Vec::new(), remove: done.remove.clone() }).await;
    let Ok(names) = known else { return Ok(kept("tag_deleted")) };
    let back = Change { add: done.remove, remove: done.add };
    write(conn, context, &id, &back).await?;
    index::put(conn, &context.organisation, &[&id]).await?;
    let record =
        Record::new(Verb::Undo, Subject::Customer, &id, &row.name).fields(json!(null), told(&back.add, &names));
    Ok(Inverted::Undone(record))
}

async fn write(conn: &mut Conn, context: &Context, id: &CustomerId, change: &Change) -> Result<Option<i64>> {
    let revision: Option<i64> = sqlx::query_scalar(
        "update customers set revision = revision + 1 where organisation_id = $1 and id = $2 returning revision",
    )
    .bind(&context.organisation)
    .bind(id)
    .fetch_optional(&mut *conn)
    .await?;
    if revision.is_some() {
        take_off(conn, &[(id, change.remove.as_slice())]).await?;
        put_on(conn, &[(id, change.add.as_slice())]).await?;
    }
    Ok(revision)
}

/// The names of the tags of a change; all that are to be put on are still here.
async fn names(conn: &mut Conn, context: &Context, change: &Change) -> Result<HashMap<TagId, String>> {
    let all: HashSet<&TagId> = change.add.iter().chain(&change.remove).collect();
    if all.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = QueryBuilder::<Db>::new("select id, name from tags where organisation_id = ");
    sql.push_bind(context.organisation.clone()).push(" and id in (");
    push_list(&mut sql, all.into_iter().cloned());
    let found: Vec<(TagId, String)> = sql.push(")").build_query_as().fetch_all(conn).await?;
    let found: HashMap<TagId, String> = found.into_iter().collect();
    if change.add.iter().all(|tag| found.contains_key(tag)) {
        Ok(found)
    } else {
        Err(Problem::new(Code::NotFound).with("what", "tag").into())
    }
}

fn told(tags: &[TagId], names: &HashMap<TagId, String>) -> Value {
    if tags.is_empty() {
        return json!(null);
    }
    json!({ "tags": tags.iter().filter_map(|tag| names.get(tag)).collect::<Vec<_>>() })
}
