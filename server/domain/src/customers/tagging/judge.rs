//! What a tagging would do with customers.

use super::Change;
use crate::change::draft::Draft;
use crate::customers::filter::push_scope;
use crate::customers::rows::{self, Row};
use crate::store::push_list;
use crate::sync::field;
use crate::{Conn, Db, Result, Viewer};
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::customer::Tag;
use model::{CustomerId, TagId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// The tags that are meant.
pub(super) struct Wanted {
    pub add: Vec<Tag>,
    pub remove: Vec<Tag>,
}

/// These customers as far as the viewer sees them, in any order.
pub(in crate::customers) async fn seen(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId]) -> Result<Vec<Row>> {
    let mut found = Vec::with_capacity(ids.len());
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(rows::SELECT);
        sql.push("where c.organisation_id = ").push_bind(viewer.organisation.clone()).push(" and c.id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        push_scope(&mut sql, viewer);
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
        found.extend(rows);
    }
    Ok(found)
}

/// A row for each customer who would change.
pub(super) async fn drafts(conn: &mut Conn, wanted: &Wanted, found: &[Row]) -> Result<Vec<Draft>> {
    let mut carried: HashMap<CustomerId, HashSet<TagId>> = HashMap::new();
    for block in found.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select customer_id, tag_id from customer_tags where customer_id in (");
        push_list(&mut sql, block.iter().map(|row| row.id.clone()));
        let pairs: Vec<(CustomerId, TagId)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        for (customer, tag) in pairs {
            carried.entry(customer).or_default().insert(tag);
        }
    }
    let mut drafts = Vec::new();
    for row in found {
        let carried = carried.remove(&row.id).unwrap_or_default();
        let come: Vec<&Tag> = wanted.add.iter().filter(|tag| !carried.contains(&tag.id)).collect();
        let go: Vec<&Tag> = wanted.remove.iter().filter(|tag| carried.contains(&tag.id)).collect();
        if come.is_empty() && go.is_empty() {
            continue;
        }
        let ids = |tags: &[&Tag]| tags.iter().map(|tag| tag.id.clone()).collect();
        let change = Change { add: ids(&come), remove: ids(&go) };
        drafts.push(Draft {
            rank: 1,
            subject: Subject::Customer,
            subject_id: Some(row.id.0.clone()),
            external_id: String::new(),
            name: row.name.clone(),
            detail: row.company.clone(),
            verdict: Verdict::Change,
            reason: Reason::Asked,
            fields: field("tags", &names(&go), &names(&come)).into_iter().collect(),
            payload: serde_json::to_value(change)?,
            // Somebody asked for exactly this: there is nothing to be surprised by.
            braked: false,
        });
    }
    Ok(drafts)
}

fn names(tags: &[&Tag]) -> String {
    tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>().join(", ")
}
