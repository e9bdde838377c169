//! Tags of a file: found, or made.

use super::{TagName, kept};
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row};
use crate::customers::tags::{insert, require_room};
use crate::keys::fold;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::customer::Tag;
use model::problem::Fault;
use model::{OrganisationId, Problem, TagId};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{HashMap, HashSet};

/// Whether the tag was made by this row, or stood there already.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    added: bool,
}

/// The organisation's own tags by group and name, which capitals do not tell apart.
#[derive(Debug, Default)]
pub(super) struct Tags {
    by_name: HashMap<(String, String), TagId>,
    ids: HashSet<TagId>,
}

impl Tags {
    /// All of them, in one statement.
    pub async fn load(conn: &mut Conn, organisation: &OrganisationId) -> Result<Self> {
        let rows: Vec<(TagId, String, String)> = sqlx::query_as(
            "select id, group_name, name from tags where connection_id is null and organisation_id = $1 order by id desc",
        )
        .bind(organisation)
        .fetch_all(conn)
        .await?;
        let ids = rows.iter().map(|(id, ..)| id.clone()).collect();
        let by_name = rows.into_iter().map(|(id, group, name)| ((fold(&group), fold(&name)), id)).collect();
        Ok(Self { by_name, ids })
    }

    /// The ids of tags, those that were made by this set among them.
    ///
    /// # Errors
    /// [`model::Code::Invalid`] in `tags` for one that was deleted, or whose own row was unticked or failed.
    pub fn ids(&self, wanted: &[TagName]) -> Result<Vec<TagId>> {
        let mut ids = Vec::with_capacity(wanted.len());
        for tag in wanted {
            let id = match &tag.id {
                Some(id) => self.ids.get(id),
                None => self.by_name.get(&(fold(&tag.group), fold(&tag.name))),
            };
            let id = id.ok_or_else(|| Problem::field("tags", Fault::Unknown))?;
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(ids)
    }
}

/// Makes a tag, unless somebody did meanwhile.
pub(super) async fn apply(conn: &mut Conn, context: &Context, wanted: &TagName) -> Result<Applied> {
    let tags = Tags::load(conn, &context.organisation).await?;
    if let Some(id) = tags.by_name.get(&(fold(&wanted.group), fold(&wanted.name))) {
        let restore = serde_json::to_value(Before { added: false })?;
        return Ok(Applied { subject_id: id.0.clone(), revision: 0, restore, record: None });
    }
    require_room(conn, &context.organisation).await?;
    let tag = Tag { id: context.ids.next(), group: wanted.group.clone(), name: wanted.name.clone() };
    insert(conn, &context.organisation, &tag).await?;
    let record = Record::new(Verb::Create, Subject::Tag, &tag.id, &tag.name)
        .fields(json!(null), json!({ "group": tag.group, "name": tag.name }));
    let restore = serde_json::to_value(Before { added: true })?;
    Ok(Applied { subject_id: tag.id.0, revision: 1, restore, record: Some(record) })
}

/// Takes a tag away that this row made, if it is called as it was and nobody carries it.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row, made: &TagName) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = TagId(row.subject_id.clone().unwrap_or_default());
    let found: Option<(String, String)> =
        sqlx::query_as("select group_name, name from tags where organisation_id = $1 and id = $2")
            .bind(&context.organisation)
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await?;
    let Some((group, name)) = found else { return Ok(kept("deleted")) };
    if !before.added {
        return Ok(kept("was_here"));
    }
    if (&group, &name) != (&made.group, &made.name) {
        return Ok(kept("edited"));
    }
    let used: i64 = sqlx::query_scalar("select count(*) from customer_tags where tag_id = $1")
        .bind(&id)
        .fetch_one(&mut *conn)
        .await?;
    if used > 0 {
        return Ok(kept("in_use"));
    }
    sqlx::query("delete from tags where id = $1").bind(&id).execute(&mut *conn).await?;
    let record =
        Record::new(Verb::Undo, Subject::Tag, &id, &name).fields(json!({ "group": group, "name": name }), json!(null));
    Ok(Inverted::Undone(record))
}
