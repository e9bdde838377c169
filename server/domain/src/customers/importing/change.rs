//! Changing somebody who is here, and putting him back.

use super::add::still_in;
use super::tag::Tags;
use super::{Change, untouched};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context, Inverted, Row};
use crate::customers::bin::copy::{self, RelationPart};
use crate::customers::edit::{carry_out, told};
use crate::customers::merge::write;
use crate::customers::restoration::put_relation;
use crate::customers::rows::{self, Whole};
use crate::customers::{index, tags};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::{Subject, Verb};
use model::customer_edit::{CustomerField, EditCustomer};
use model::{Code, CustomerId, MemberId, Problem, TagId};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

/// What a customer was before.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    customer: Whole,
    /// Tags of the organisation's own.
    tags: Vec<TagId>,
    /// Relations that were removed, with their tags.
    gone: Vec<(RelationPart, Vec<TagId>)>,
    /// Members to whom the customer was tied.
    come: Vec<MemberId>,
}

/// Changes one customer, if nobody did since it was proposed.
pub(super) async fn apply(conn: &mut Conn, context: &Context, row: &Row, change: &Change) -> Result<Applied> {
    let id = CustomerId(row.subject_id.clone().unwrap_or_default());
    let found = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    if found.revision != change.edit.revision {
        return Err(Problem::new(Code::Stale).with("by", "").into());
    }
    // A platform may have taken the customer over since the draft.
    if CustomerField::ALL.iter().any(|field| change.edit.touches(*field) && field.lock(found.source).is_some()) {
        return Err(Code::OwnedUpstream.into());
    }
    let tags = match &change.tags {
        Some(wanted) => Some(Tags::load(conn, &context.organisation).await?.ids(wanted)?),
        None => None,
    };
    let copy = copy::of(conn, &context.organisation, std::slice::from_ref(&id)).await?.pop().ok_or(Code::NotFound)?;
    let edit = EditCustomer { tags, ..change.edit.clone() };
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    if let Some(owners) = &edit.owners {
        come = owners
            .iter()
            .filter(|owner| copy.relations.iter().all(|part| part.member_id != **owner))
            .cloned()
            .collect();
        still_in(conn, context, come.iter()).await?;
        for part in copy.relations.iter().filter(|part| !owners.contains(&part.member_id)) {
            let tags = copy.tags.iter().filter(|tag| tag.relation_id == part.id).map(|tag| tag.tag_id.clone());
            gone.push((part.clone(), tags.collect()));
        }
    }
    let before = Before {
        tags: copy.own_tags.into_iter().map(|part| part.tag_id).collect(),
        customer: copy.customer,
        gone,
        come,
    };
    let was = told(conn, &found).await?;
    carry_out(conn, &context.ids, &context.organisation, &found, &edit, context.clock.now()).await?;
    let now = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    let (was, is) = difference(&was, &told(conn, &now).await?);
    Ok(Applied {
        subject_id: id.0.clone(),
        revision: now.revision,
        restore: serde_json::to_value(before)?,
        record: Some(Record::new(Verb::Update, Subject::Customer, &id, &now.name).fields(was, is)),
    })
}

/// Puts a customer back as he was, if nobody changed him since.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let found = match untouched(conn, context, row).await? {
        Ok(found) => found,
        Err(kept) => return Ok(kept),
    };
    let id = found.id.clone();
    let was = told(conn, &found).await?;
    // As he was, with the revision that he had: whoever undoes the import before this one finds what it left.
    write(conn, &before.customer).await?;
    for member in &before.come {
        sqlx::query("delete from relations where customer_id = $1 and member_id = $2 and connection_id is null")
            .bind(&id)
            .bind(member)
            .execute(&mut *conn)
            .await?;
    }
    let known = still_here(conn, before.tags.iter().chain(before.gone.iter().flat_map(|(_, tags)| tags))).await?;
    for (part, tags) in &before.gone {
        put_relation(conn, &context.organisation, part).await?;
        for tag in tags.iter().filter(|tag| known.contains(tag)) {
            sqlx::query("insert into relation_tags (relation_id, tag_id) values ($1, $2) on conflict do nothing")
                .bind(&part.id)
                .bind(tag)
                .execute(&mut *conn)
                .await?;
        }
    }
    sqlx::query("delete from customer_tags where customer_id = $1").bind(&id).execute(&mut *conn).await?;
    let own: Vec<TagId> = before.tags.into_iter().filter(|tag| known.contains(tag)).collect();
    tags::put_on(conn, &[(&id, own.as_slice())]).await?;
    index::put(conn, &context.organisation, &[&id]).await?;
    let now = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    let (was, is) = difference(&was, &told(conn, &now).await?);
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &id, &now.name).fields(was, is)))
}

/// Those of these tags that were not deleted meanwhile.
async fn still_here(conn: &mut Conn, tags: impl Iterator<Item = &TagId>) -> Result<Vec<TagId>> {
    let tags: Vec<TagId> = tags.cloned().collect();
    let mut here = Vec::with_capacity(tags.len());
    for block in tags.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select id from tags where id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<TagId> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        here.extend(found);
    }
    Ok(here)
}
