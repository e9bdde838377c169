//! Carrying out and putting back the rows of relations.

use super::{UpstreamCustomer, UpstreamRelation};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context, Inverted, Row};
use crate::customers::rows;
use crate::keys::name_keys;
use crate::{Conn, Error, Result};
use model::audit::{Subject, Verb};
use model::customer::{CustomerKind, RelationState};
use model::member::Source;
use model::{Code, ConnectionId, CustomerId, MemberId, Moment, Problem, RelationId};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// A customer as stored, as far as the platform owns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct CustomerRecord {
    name: String,
    company: String,
    position: String,
    kind: CustomerKind,
    gender: i64,
    added_at: Moment,
    ended: bool,
}

/// A relation as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
struct RelationRecord {
    remark: String,
    description: String,
    company: String,
    phones: String,
    add_way: i64,
    channel: String,
    since: Moment,
    state: RelationState,
    digest: String,
}

/// How things were before; `None` is what was not here.
#[derive(Debug, Serialize, Deserialize)]
struct Before {
    customer_id: CustomerId,
    customer: Option<CustomerRecord>,
    relation: Option<RelationRecord>,
    tags: Vec<String>,
}

fn connection(context: &Context) -> Result<&ConnectionId> {
    context.connection.as_ref().ok_or_else(|| Error::from(Code::NotFound))
}

async fn customer_of(conn: &mut Conn, id: &CustomerId) -> Result<Option<CustomerRecord>> {
    let record =
        sqlx::query_as("select name, company, position, kind, gender, added_at, ended from customers where id = $1")
            .bind(id)
            .fetch_optional(conn)
            .await?;
    Ok(record)
}

async fn relation_of(conn: &mut Conn, id: &RelationId) -> Result<Option<RelationRecord>> {
    let record = sqlx::query_as(
        "select remark, description, company, phones, add_way, channel, since, state, digest from relations where id = $1",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    Ok(record)
}

async fn tags_of(conn: &mut Conn, id: &RelationId) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar("select tag_id from relation_tags where relation_id = $1 order by tag_id")
        .bind(id)
        .fetch_all(conn)
        .await?)
}

/// Adds a relation, with its customer if he is new, or brings both up to date.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    customer: &UpstreamCustomer,
    upstream: &UpstreamRelation,
    digest: &str,
) -> Result<Applied> {
    let owner: Option<MemberId> =
        sqlx::query_scalar("select member_id from member_links where connection_id = $1 and external_key = $2")
            .bind(connection(context)?)
            .bind(upstream.owner.to_lowercase())
            .fetch_optional(&mut *conn)
            .await?;
    // Synchronise contacts first, then retry.
    let owner = owner.ok_or_else(|| Problem::new(Code::NotFound).with("what", "owner").with("id", &upstream.owner))?;
    let known: Option<CustomerId> =
        sqlx::query_scalar("select customer_id from customer_links where connection_id = $1 and external_id = $2")
            .bind(connection(context)?)
            .bind(&customer.id)
            .fetch_optional(&mut *conn)
            .await?;
    let id = known.clone().unwrap_or_else(|| context.ids.next());
    let old_customer = customer_of(conn, &id).await?;
    let kind = if customer.kind == 2 { CustomerKind::WeCom } else { CustomerKind::WeChat };
    let since = Moment(upstream.since);
    let record = CustomerRecord {
        name: customer.name.clone(),
        company: if customer.company.is_empty() { upstream.company.clone() } else { customer.company.clone() },
        position: customer.position.clone(),
        kind,
        gender: customer.gender,
        added_at: old_customer.as_ref().map_or(since, |old| old.added_at.min(since)),
        ended: false,
    };
    if old_customer.is_none() {
        insert_customer(conn, context, &id, &customer.id, &record).await?;
    } else if old_customer.as_ref() != Some(&record) {
        write_customer(conn, &id, &record).await?;
    }
    let old: Option<RelationId> =
        sqlx::query_scalar("select id from relations where customer_id = $1 and member_id = $2")
            .bind(&id)
            .bind(&owner)
            .fetch_optional(&mut *conn)
            .await?;
    let relation_id = old.clone().unwrap_or_else(|| context.ids.next());
    let (old_relation, old_tags) = match &old {
        Some(old) => (relation_of(conn, old).await?, tags_of(conn, old).await?),
        None => (None, Vec::new()),
    };
    let relation = RelationRecord {
        remark: upstream.remark.clone(),
        description: upstream.description.clone(),
        company: upstream.company.clone(),
        phones: serde_json::to_string(&upstream.phones)?,
        add_way: upstream.add_way,
        channel: upstream.channel.clone(),
        since,
        // The platform goes on listing what the customer ended; only the callback told.
        state: match old_relation.as_ref().map(|old| old.state) {
            Some(RelationState::OneWay) => RelationState::OneWay,
            _ => RelationState::Live,
        },
        digest: digest.to_owned(),
    };
    let keys = (customer.id.as_str(), upstream.owner.to_lowercase());
    let revision = match &old {
        Some(_) => write_relation(conn, &relation_id, &relation).await?,
        None => insert_relation(conn, context, (&relation_id, &id, &owner), &relation, keys).await?,
    };
    let tags = tags_named(conn, context, &upstream.tags).await?;
    set_tags(conn, &relation_id, &tags).await?;
    rows::index(conn, &context.organisation, &id).await?;
    let before = Before {
        customer_id: id.clone(),
        customer: old_customer.clone(),
        relation: old_relation.clone(),
        tags: old_tags,
    };
    let (was, is) = difference(
        &json!({ "name": old_customer.as_ref().map(|old| &old.name), "remark": old_relation.as_ref().map(|old| &old.remark) }),
        &json!({ "name": record.name, "remark": relation.remark }),
    );
    let verb = if old.is_some() { Verb::Update } else { Verb::Create };
    let told = Record::new(verb, Subject::Customer, &id, &record.name).fields(was, is);
    Ok(Applied { subject_id: relation_id.0, revision, restore: serde_json::to_value(before)?, record: Some(told) })
}

async fn insert_customer(
    conn: &mut Conn,
    context: &Context,
    id: &CustomerId,
    external: &str,
    record: &CustomerRecord,
) -> Result<()> {
    let keys = name_keys(&record.name);
    sqlx::query(
        "insert into customers (id, organisation_id, name, company, position, phone, kind, gender, source, name_key, \
         initials_key, added_at, ended, revision, created_at) \
         values ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, $12, 1, $13)",
    )
    .bind(id)
    .bind(&context.organisation)
    .bind(&record.name)
    .bind(&record.company)
    .bind(&record.position)
    .bind(record.kind)
    .bind(record.gender)
    .bind(Source::WeCom)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(record.added_at)
    .bind(record.ended)
    .bind(context.clock.now())
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "insert into customer_links (connection_id, external_id, organisation_id, customer_id) values ($1, $2, $3, $4)",
    )
    .bind(connection(context)?)
    .bind(external)
    .bind(&context.organisation)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

async fn write_customer(conn: &mut Conn, id: &CustomerId, record: &CustomerRecord) -> Result<()> {
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

async fn insert_relation(
    conn: &mut Conn,
    context: &Context,
    (id, customer, owner): (&RelationId, &CustomerId, &MemberId),
    record: &RelationRecord,
    (customer_key, owner_key): (&str, String),
) -> Result<i64> {
    sqlx::query(
        "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, \
         phones, add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17)",
    )
    .bind(id)
    .bind(&context.organisation)
    .bind(connection(context)?)
    .bind(customer)
    .bind(owner)
    .bind(&record.remark)
    .bind(&record.description)
    .bind(&record.company)
    .bind(&record.phones)
    .bind(record.add_way)
    .bind(&record.channel)
    .bind(record.since)
    .bind(record.state)
    .bind(&record.digest)
    .bind(customer_key)
    .bind(owner_key)
    .bind(context.clock.now())
    .execute(conn)
    .await?;
    Ok(1)
}

async fn write_relation(conn: &mut Conn, id: &RelationId, record: &RelationRecord) -> Result<i64> {
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

/// Our ids of the platform's tags; unknown ones are left out until the next run brings them.
async fn tags_named(conn: &mut Conn, context: &Context, external: &[String]) -> Result<Vec<String>> {
    let mut ids = Vec::with_capacity(external.len());
    for tag in external {
        let id: Option<String> =
            sqlx::query_scalar("select id from tags where connection_id = $1 and external_id = $2")
                .bind(connection(context)?)
                .bind(tag)
                .fetch_optional(&mut *conn)
                .await?;
        ids.extend(id);
    }
    Ok(ids)
}

async fn set_tags(conn: &mut Conn, relation: &RelationId, tags: &[String]) -> Result<()> {
    sqlx::query("delete from relation_tags where relation_id = $1").bind(relation).execute(&mut *conn).await?;
    for tag in tags {
        sqlx::query("insert into relation_tags (relation_id, tag_id) values ($1, $2) on conflict do nothing")
            .bind(relation)
            .bind(tag)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Ends a relation that is no longer there; a customer whose last one it was goes with it.
pub(super) async fn apply_gone(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let id = RelationId(row.subject_id.clone().unwrap_or_default());
    let customer_id: Option<CustomerId> = sqlx::query_scalar("select customer_id from relations where id = $1")
        .bind(&id)
        .fetch_optional(&mut *conn)
        .await?;
    let customer_id = customer_id.ok_or(Code::NotFound)?;
    let customer = customer_of(conn, &customer_id).await?.ok_or(Code::NotFound)?;
    let relation = relation_of(conn, &id).await?.ok_or(Code::NotFound)?;
    let ended = RelationRecord { state: RelationState::Ended, ..relation.clone() };
    let revision = write_relation(conn, &id, &ended).await?;
    let left: i64 = sqlx::query_scalar("select count(*) from relations where customer_id = $1 and state <> 'ended'")
        .bind(&customer_id)
        .fetch_one(&mut *conn)
        .await?;
    if left == 0 {
        write_customer(conn, &customer_id, &CustomerRecord { ended: true, ..customer.clone() }).await?;
    }
    rows::index(conn, &context.organisation, &customer_id).await?;
    let told = Record::new(Verb::Update, Subject::Customer, &customer_id, &customer.name)
        .fields(json!({ "state": relation.state, "owner": row.name }), json!({ "state": RelationState::Ended }));
    let tags = tags_of(conn, &id).await?;
    let before = Before { customer_id, customer: Some(customer), relation: Some(relation), tags };
    Ok(Applied { subject_id: id.0, revision, restore: serde_json::to_value(before)?, record: Some(told) })
}

fn kept(state: &str) -> Inverted {
    Inverted::Kept(Problem::new(Code::WrongState).with("state", state))
}

/// Puts a relation back as it was, and its customer with it.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = RelationId(row.subject_id.clone().unwrap_or_default());
    let revision: Option<i64> =
        sqlx::query_scalar("select revision from relations where id = $1").bind(&id).fetch_optional(&mut *conn).await?;
    let Some(revision) = revision else { return Ok(kept("deleted")) };
    if Some(revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    match &before.relation {
        Some(relation) => {
            write_relation(conn, &id, relation).await?;
            set_tags(conn, &id, &before.tags).await?;
        }
        None => {
            for statement in ["delete from relation_tags where relation_id = $1", "delete from relations where id = $1"]
            {
                sqlx::query(statement).bind(&id).execute(&mut *conn).await?;
            }
        }
    }
    let others: i64 = sqlx::query_scalar("select count(*) from relations where customer_id = $1")
        .bind(&before.customer_id)
        .fetch_one(&mut *conn)
        .await?;
    match &before.customer {
        Some(customer) => write_customer(conn, &before.customer_id, customer).await?,
        None if others == 0 => {
            crate::search::remove(conn, crate::search::Kind::Customer, &[before.customer_id.as_str()]).await?;
            for statement in
                ["delete from customer_links where customer_id = $1", "delete from customers where id = $1"]
            {
                sqlx::query(statement).bind(&before.customer_id).execute(&mut *conn).await?;
            }
        }
        // Another row brought him another owner; he goes with the last of them.
        None => {}
    }
    rows::index(conn, &context.organisation, &before.customer_id).await?;
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &before.customer_id, &row.name)))
}
