//! Putting a copy back into the tables.

use super::judge::{Losses, losses};
use crate::audit::Record;
use crate::change::{Applied, Context, Row};
use crate::customers::bin::copy::{Copy, RelationPart};
use crate::customers::bin::rows;
use crate::customers::tags::put_on;
use crate::customers::{index, rows as customers, tombstones};
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::change::Resolution;
use model::{Code, CustomerId, OrganisationId, Problem};
use serde_json::json;
use std::collections::HashSet;

/// Carries one row out.
///
/// # Errors
/// [`Code::NotFound`] for one who is no longer in the bin, [`Code::WrongState`] for one who is here again and about whom nobody
/// decided.
pub(super) async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let id = CustomerId(row.subject_id.clone().unwrap_or_default());
    let entry = rows::find(conn, context, &id).await?.ok_or(Code::NotFound)?;
    let copy = Copy::open(&context.services, &id, &entry.copy_sealed, &entry.key_sealed)?;
    let losses = losses(conn, &copy).await?;
    let name = copy.customer.name.clone();
    let told = |into: &CustomerId| {
        Record::new(Verb::Restore, Subject::Customer, into, &name).fields(json!(null), json!({ "merged": *into != id }))
    };
    let merged = match (&losses.again, row.resolution) {
        (Some(again), Some(Resolution::TakeTheirs)) => Some(again.clone()),
        (Some(_), Some(Resolution::AddNew)) | (None, _) => None,
        (Some(_), _) => return Err(Problem::new(Code::WrongState).with("state", "here_again").into()),
    };
    rows::remove(conn, std::slice::from_ref(&id)).await?;
    let restore = json!({ "meta": entry.meta, "merged": merged });
    if let Some(into) = merged {
        relations(conn, context, &copy, &losses, &into).await?;
        own_tags(conn, &copy, &losses, &into).await?;
        tombstones::lift(conn, &id).await?;
        index::put(conn, &context.organisation, &[&into]).await?;
        return Ok(Applied { subject_id: id.0.clone(), revision: 1, restore, record: Some(told(&into)) });
    }
    let revision = customer(conn, context, &copy).await?;
    if losses.again.is_none() {
        links(conn, context, &copy).await?;
        tombstones::lift(conn, &id).await?;
    }
    relations(conn, context, &copy, &losses, &id).await?;
    own_tags(conn, &copy, &losses, &id).await?;
    index::add(conn, &context.organisation, &[&id]).await?;
    Ok(Applied { subject_id: id.0.clone(), revision, restore, record: Some(told(&id)) })
}

/// The customer's own row; its revision goes on counting.
async fn customer(conn: &mut Conn, context: &Context, copy: &Copy) -> Result<i64> {
    let back = customers::Whole { revision: copy.customer.revision + 1, ..copy.customer.clone() };
    customers::insert(conn, &context.organisation, std::slice::from_ref(&back)).await?;
    Ok(back.revision)
}

async fn links(conn: &mut Conn, context: &Context, copy: &Copy) -> Result<()> {
    for link in &copy.links {
        sqlx::query(
            "insert into customer_links (connection_id, external_id, organisation_id, customer_id) values ($1, $2, $3, $4)",
        )
        .bind(&link.connection_id)
        .bind(&link.external_id)
        .bind(&context.organisation)
        .bind(&link.customer_id)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The relations whose members are here, with their tags, tied to `into`. One that is there already stays as it is now.
async fn relations(conn: &mut Conn, context: &Context, copy: &Copy, losses: &Losses, into: &CustomerId) -> Result<()> {
    // Beside one who is here again, the platform knows that one only: of these no synchronisation may speak.
    let linked = losses.again.is_none() || Some(into) == losses.again.as_ref();
    let mut back = HashSet::new();
    for part in copy.relations.iter().filter(|part| !losses.members.contains(&part.member_id)) {
        if insert(conn, context, part, into, linked).await? {
            back.insert(&part.id);
        }
    }
    for tag in copy.tags.iter().filter(|tag| back.contains(&tag.relation_id) && !losses.tags.contains(&tag.tag_id)) {
        sqlx::query("insert into relation_tags (relation_id, tag_id) values ($1, $2) on conflict do nothing")
            .bind(&tag.relation_id)
            .bind(&tag.tag_id)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The tags of the organisation's own that are still here, put on `into`.
async fn own_tags(conn: &mut Conn, copy: &Copy, losses: &Losses, into: &CustomerId) -> Result<()> {
    let tags: Vec<_> =
        copy.own_tags.iter().map(|part| part.tag_id.clone()).filter(|tag| !losses.tags.contains(tag)).collect();
    put_on(conn, &[(into, tags.as_slice())]).await
}

async fn insert(
    conn: &mut Conn,
    context: &Context,
    part: &RelationPart,
    into: &CustomerId,
    linked: bool,
) -> Result<bool> {
    let mut part = RelationPart { customer_id: into.clone(), revision: part.revision + 1, ..part.clone() };
    if !linked {
        part.connection_id = None;
        part.customer_key.clear();
        part.owner_key.clear();
    }
    put_relation(conn, &context.organisation, &part).await
}

/// Puts a relation into the tables; whether it was not there already.
pub(in crate::customers) async fn put_relation(
    conn: &mut Conn,
    organisation: &OrganisationId,
    part: &RelationPart,
) -> Result<bool> {
    let inserted = sqlx::query(
        "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, \
         phones, add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         on conflict (customer_id, member_id) do nothing",
    )
    .bind(&part.id)
    .bind(organisation)
    .bind(&part.connection_id)
    .bind(&part.customer_id)
    .bind(&part.member_id)
    .bind(&part.remark)
    .bind(&part.description)
    .bind(&part.company)
    .bind(&part.phones)
    .bind(part.add_way)
    .bind(&part.channel)
    .bind(part.since)
    .bind(part.state)
    .bind(&part.digest)
    .bind(&part.customer_key)
    .bind(&part.owner_key)
    .bind(part.revision)
    .bind(part.created_at)
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}
