//! The SQL of customers and relations as the platform owns them.

use super::{CustomerRecord, RelationRecord};
use crate::change::Context;
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
    for block in blocks(new) {
        let mut query = QueryBuilder::<Db>::new(
            "insert into customers (id, organisation_id, name, company, position, phone, kind, gender, source, name_key, \
             initials_key, added_at, ended, revision, created_at) ",
        );
        query.push_values(block, |mut row, (_, id, record)| {
            let keys = name_keys(&record.name);
            row.push_bind(*id)
                .push_bind(&context.organisation)
                .push_bind(&record.name)
                .push_bind(&record.company)
                .push_bind(&record.position)
                .push("''")
                .push_bind(record.kind)
                .push_bind(record.gender)
                .push_bind(Source::WeCom)
                .push_bind(keys.full)
                .push_bind(keys.initials)
                .push_bind(record.added_at)
                .push_bind(record.ended)
                .push("1")
                .push_bind(now);
        });
        query.build().execute(&mut *conn).await?;
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
         initials_key = $7, added_at = $8, ended = $9, revision = revision + 1 where id = $10",
    )
    .bind(&record.name)
    .bind(&record.company)
    .bind(&record.position)
    .bind(record.kind)
    .bind(record.gender)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(record.added_at)
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
