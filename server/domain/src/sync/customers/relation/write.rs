//! The SQL of customers and relations as the platform owns them.

use super::{CustomerRecord, RelationRecord};
use crate::change::Context;
use crate::customers::rows::{self, Whole};
use crate::keys::name_keys;
use crate::store::blocks;
use crate::{Conn, Db, Result};
use model::member::Source;
use model::{CustomerId, MemberId, RelationId};
use sqlx::QueryBuilder;

/// A relation to be written.
#[derive(Debug)]
pub(super) struct NewRelation {
    pub id: RelationId,
    pub customer: CustomerId,
    pub owner: MemberId,
    /// The customer's id there.
    pub customer_key: String,
    /// The owner's folded id there.
    pub owner_key: String,
    pub record: RelationRecord,
}

/// Adds customers, each with its id there.
pub(super) async fn insert_customers(
    conn: &mut Conn,
    context: &Context,
    new: &[(&String, &CustomerId, &CustomerRecord)],
) -> Result<()> {
    let now = context.clock.now();
    let from = context.connection()?;
    let whole = |(_, id, record): &(&String, &CustomerId, &CustomerRecord)| Whole {
        id: (*id).clone(),
        name: record.name.clone(),
        company: record.company.clone(),
        position: record.position.clone(),
        phone: String::new(),
        email: String::new(),
        note: String::new(),
        kind: record.kind,
        gender: record.gender,
        source: Source::WeCom,
        added_at: record.added_at,
        contacted_at: record.contacted_at,
        ended: record.ended,
        revision: 1,
        created_at: now,
    };
    let customers: Vec<Whole> = new.iter().map(whole).collect();
    rows::insert(conn, &context.organisation, &customers).await?;
    for block in blocks(new) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into customer_links (connection_id, external_id, organisation_id, customer_id) ",
        );
        query.push_values(block, |mut row, (external, id, _)| {
            row.push_bind(from).push_bind(*external).push_bind(&context.organisation).push_bind(*id);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Writes the platform's fields of a customer.
pub(super) async fn customer(conn: &mut Conn, id: &CustomerId, record: &CustomerRecord) -> Result<()> {
    let keys = name_keys(&record.name);
    sqlx::query(
        "update customers set name = $1, company = $2, position = $3, kind = $4, gender = $5, name_key = $6, \
         initials_key = $7, added_at = $8, contacted_at = $9, ended = $10, revision = revision + 1 where id = $11",
    )
    .bind(&record.name)
    .bind(&record.company)
    .bind(&record.position)
    .bind(record.kind)
    .bind(record.gender)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(record.added_at)
    .bind(record.contacted_at)
    .bind(record.ended)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds relations.
pub(super) async fn insert_relations(conn: &mut Conn, context: &Context, new: &[NewRelation]) -> Result<()> {
    let now = context.clock.now();
    let from = context.connection()?;
    for block in blocks(new) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, \
             company, phones, add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) ",
        );
        query.push_values(block, |mut row, new| {
            row.push_bind(&new.id)
                .push_bind(&context.organisation)
                .push_bind(from)
                .push_bind(&new.customer)
                .push_bind(&new.owner)
                .push_bind(&new.record.remark)
                .push_bind(&new.record.description)
                .push_bind(&new.record.company)
                .push_bind(&new.record.phones)
                .push_bind(new.record.add_way)
                .push_bind(&new.record.channel)
                .push_bind(new.record.since)
                .push_bind(new.record.state)
                .push_bind(&new.record.digest)
                .push_bind(&new.customer_key)
                .push_bind(&new.owner_key)
                .push("1")
                .push_bind(now);
        });
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Writes a relation; its new revision.
pub(super) async fn relation(conn: &mut Conn, id: &RelationId, record: &RelationRecord) -> Result<i64> {
    let revision = sqlx::query_scalar(
        "update relations set remark = $1, description = $2, company = $3, phones = $4, add_way = $5, channel = $6, \
         since = $7, state = $8, digest = $9, revision = revision + 1 where id = $10 returning revision",
    )
    .bind(&record.remark)
    .bind(&record.description)
    .bind(&record.company)
    .bind(&record.phones)
    .bind(record.add_way)
    .bind(&record.channel)
    .bind(record.since)
    .bind(record.state)
    .bind(&record.digest)
    .bind(id)
    .fetch_one(conn)
    .await?;
    Ok(revision)
}

/// Takes the tags off relations.
pub(super) async fn remove_tags(conn: &mut Conn, relations: &[RelationId]) -> Result<()> {
    for relation in relations {
        sqlx::query("delete from relation_tags where relation_id = $1").bind(relation).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Puts tags on relations.
pub(super) async fn insert_tags(conn: &mut Conn, tags: &[(RelationId, Vec<String>)]) -> Result<()> {
    let pairs: Vec<(&RelationId, &String)> =
        tags.iter().flat_map(|(relation, tags)| tags.iter().map(move |tag| (relation, tag))).collect();
    for block in blocks(&pairs) {
        let mut query = QueryBuilder::<Db>::new("insert into relation_tags (relation_id, tag_id) ");
        query.push_values(block, |mut row, (relation, tag)| {
            row.push_bind(*relation).push_bind(*tag);
        });
        query.push(" on conflict do nothing");
        query.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Has the platform speak from now on of relations that people here made before it knew them.
pub(super) async fn adopt(conn: &mut Conn, context: &Context, adopted: &[(RelationId, String, String)]) -> Result<()> {
    for (relation, customer_key, owner_key) in adopted {
        sqlx::query("update relations set connection_id = $1, customer_key = $2, owner_key = $3 where id = $4")
            .bind(context.connection()?)
            .bind(customer_key)
            .bind(owner_key)
            .bind(relation)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Takes an adopted relation back from the platform.
pub(super) async fn disown(conn: &mut Conn, relation: &RelationId) -> Result<()> {
    sqlx::query("update relations set connection_id = null, customer_key = '', owner_key = '' where id = $1")
        .bind(relation)
        .execute(conn)
        .await?;
    Ok(())
}
