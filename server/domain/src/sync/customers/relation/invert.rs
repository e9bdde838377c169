//! Putting relations back.

use super::{Before, write};
use crate::audit::Record;
use crate::change::{Context, Inverted, Row, kept};
use crate::customers::index;
use crate::{Conn, Result};
use model::RelationId;
use model::audit::{Subject, Verb};

/// Puts a relation back as it was, and its customer with it.
pub(in super::super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
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
            write::relation(conn, &id, relation).await?;
            write::remove_tags(conn, std::slice::from_ref(&id)).await?;
            write::insert_tags(conn, &[(id.clone(), before.tags.clone())]).await?;
            if before.adopted {
                write::disown(conn, &id).await?;
            }
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
        Some(customer) => write::customer(conn, &before.customer_id, customer).await?,
        None if others == 0 => {
            crate::search::remove(conn, crate::search::Kind::Customer, &[before.customer_id.as_str()]).await?;
            for statement in [
                "delete from customer_links where customer_id = $1",
                "delete from customer_tags where customer_id = $1",
                "delete from customers where id = $1",
            ] {
                sqlx::query(statement).bind(&before.customer_id).execute(&mut *conn).await?;
            }
        }
        // Another row brought him another owner; he goes with the last of them.
        None => {}
    }
    index::put(conn, &context.organisation, &[&before.customer_id]).await?;
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &before.customer_id, &row.name)))
}
