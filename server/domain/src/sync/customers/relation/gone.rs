//! Ending relations that are no longer there.

use super::{Before, CustomerRecord, RelationRecord, write};
use crate::audit::Record;
use crate::change::{Applied, Context, Row};
use crate::customers::index;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::customer::RelationState;
use model::{Code, CustomerId, RelationId};
use serde_json::json;

async fn customer_of(conn: &mut Conn, id: &CustomerId) -> Result<Option<CustomerRecord>> {
    let record = sqlx::query_as(
        "select name, company, position, kind, gender, added_at, contacted_at, ended from customers where id = $1",
    )
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

/// Ends a relation that is no longer there; a customer whose last one it was goes with it.
pub(in super::super) async fn apply(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let id = RelationId(row.subject_id.clone().unwrap_or_default());
    let customer_id: Option<CustomerId> = sqlx::query_scalar("select customer_id from relations where id = $1")
        .bind(&id)
        .fetch_optional(&mut *conn)
        .await?;
    let customer_id = customer_id.ok_or(Code::NotFound)?;
    let customer = customer_of(conn, &customer_id).await?.ok_or(Code::NotFound)?;
    let relation = relation_of(conn, &id).await?.ok_or(Code::NotFound)?;
    let ended = RelationRecord { state: RelationState::Ended, ..relation.clone() };
    let revision = write::relation(conn, &id, &ended).await?;
    let left: i64 = sqlx::query_scalar("select count(*) from relations where customer_id = $1 and state <> 'ended'")
        .bind(&customer_id)
        .fetch_one(&mut *conn)
        .await?;
    if left == 0 {
        write::customer(conn, &customer_id, &CustomerRecord { ended: true, ..customer.clone() }).await?;
    }
    index::put(conn, &context.organisation, &[&customer_id]).await?;
    let told = Record::new(Verb::Update, Subject::Customer, &customer_id, &customer.name)
        .fields(json!({ "state": relation.state, "owner": row.name }), json!({ "state": RelationState::Ended }));
    let tags = tags_of(conn, &id).await?;
    let before = Before { customer_id, customer: Some(customer), relation: Some(relation), tags, adopted: false };
    Ok(Applied { subject_id: id.0, revision, restore: serde_json::to_value(before)?, record: Some(told) })
}
