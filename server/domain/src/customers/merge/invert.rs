//! Taking two customers apart again.

use super::apply::write;
use super::{Before, now};
use crate::audit::Record;
use crate::change::{Context, Inverted, Row, kept};
use crate::customers::restoration::put_relation;
use crate::customers::tags::{put_on, take_off};
use crate::customers::{index, rows};
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::{CustomerId, TagId};

/// Puts both back as they were, if nobody changed the kept one since.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let (keep, gone) = (&before.keep, &before.gone);
    let Some(found) = rows::find(conn, &context.organisation, &keep.id).await? else { return Ok(kept("deleted")) };
    if Some(found.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    let id = gone.customer.id.clone();
    if now(conn, &context.organisation, &id).await? != keep.id {
        return Ok(kept("edited"));
    }
    // As he was, with the revision that he had: whoever undoes the merge before this one finds what it left.
    write(conn, keep).await?;
    rows::insert(conn, &context.organisation, std::slice::from_ref(&gone.customer)).await?;
    for link in &gone.links {
        sqlx::query("update customer_links set customer_id = $1 where connection_id = $2 and external_id = $3")
            .bind(&id)
            .bind(&link.connection_id)
            .bind(&link.external_id)
            .execute(&mut *conn)
            .await?;
    }
    for (relation, revision) in &before.moved {
        sqlx::query("update relations set customer_id = $1, revision = $2 where id = $3 and customer_id = $4")
            .bind(&id)
            .bind(revision)
            .bind(relation)
            .bind(&keep.id)
            .execute(&mut *conn)
            .await?;
    }
    for (part, tags) in &before.removed {
        put_relation(conn, &context.organisation, part).await?;
        for tag in tags {
            sqlx::query(
                "insert into relation_tags (relation_id, tag_id) select $1, id from tags where id = $2 on conflict do nothing",
            )
            .bind(&part.id)
            .bind(tag)
            .execute(&mut *conn)
            .await?;
        }
    }
    take_off(conn, &[(&keep.id, before.tags.as_slice())]).await?;
    let own = still_here(conn, gone.own_tags.iter().map(|part| &part.tag_id)).await?;
    put_on(conn, &[(&id, own.as_slice())]).await?;
    for hold in &before.holds {
        sqlx::query("update customer_holds set customer_id = $1 where id = $2")
            .bind(&id)
            .bind(hold)
            .execute(&mut *conn)
            .await?;
    }
    absorbed_back(conn, &before, &id).await?;
    index::add(conn, &context.organisation, &[&id]).await?;
    index::put(conn, &context.organisation, &[&keep.id]).await?;
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Customer, &id, &row.name)))
}

async fn still_here<'a>(conn: &mut Conn, tags: impl Iterator<Item = &'a TagId>) -> Result<Vec<TagId>> {
    let mut here = Vec::new();
    for tag in tags {
        let found: Option<TagId> =
            sqlx::query_scalar("select id from tags where id = $1").bind(tag).fetch_optional(&mut *conn).await?;
        here.extend(found);
    }
    Ok(here)
}

async fn absorbed_back(conn: &mut Conn, before: &Before, id: &CustomerId) -> Result<()> {
    sqlx::query("delete from customer_merges where customer_id = $1").bind(id).execute(&mut *conn).await?;
    for one in &before.absorbed {
        sqlx::query("update customer_merges set into_id = $1 where customer_id = $2")
            .bind(id)
            .bind(one)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}
