//! Tags: those of the organisation's own, which are made here, and those of its platforms.

mod delete;
mod list;
pub(crate) mod reindex;
mod save;

pub use delete::delete_tag;
pub use list::{tag_rows, tags};
pub(super) use save::{insert, require_room};
pub use save::{rename_group, save_tag};

use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::customer::Tag;
use model::problem::Fault;
use model::{CustomerId, OrganisationId, Problem, TagId};
use sqlx::QueryBuilder;

/// These tags of the organisation's own.
///
/// # Errors
/// [`model::Code::Invalid`] in `field` for one that is not here or that a platform owns.
pub(super) async fn own(
    conn: &mut Conn,
    organisation: &OrganisationId,
    field: &str,
    ids: &[TagId],
) -> Result<Vec<Tag>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = QueryBuilder::<Db>::new(
        "select id, group_name, name from tags where connection_id is null and organisation_id = ",
    );
    sql.push_bind(organisation.clone()).push(" and id in (");
    push_list(&mut sql, ids.iter().cloned());
    sql.push(") order by group_name, position, id");
    let found: Vec<(TagId, String, String)> = sql.build_query_as().fetch_all(conn).await?;
    if found.len() != ids.len() {
        return Err(Problem::field(field, Fault::Unknown).into());
    }
    Ok(found.into_iter().map(|(id, group, name)| Tag { id, group, name }).collect())
}

/// Puts tags of the organisation's own on customers.
///
/// # Errors
/// What the database says.
pub(super) async fn put_on(conn: &mut Conn, tagged: &[(&CustomerId, &[TagId])]) -> Result<()> {
    let pairs: Vec<(&CustomerId, &TagId)> =
        tagged.iter().flat_map(|(customer, tags)| tags.iter().map(move |tag| (*customer, tag))).collect();
    for block in blocks(&pairs) {
        let mut sql = QueryBuilder::<Db>::new("insert into customer_tags (customer_id, tag_id) ");
        sql.push_values(block, |mut row, (customer, tag)| {
            row.push_bind(*customer).push_bind(*tag);
        });
        sql.push(" on conflict do nothing");
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Takes tags of the organisation's own off customers.
///
/// # Errors
/// What the database says.
pub(super) async fn take_off(conn: &mut Conn, tagged: &[(&CustomerId, &[TagId])]) -> Result<()> {
    for (customer, tags) in tagged {
        for tag in *tags {
            sqlx::query("delete from customer_tags where customer_id = $1 and tag_id = $2")
                .bind(*customer)
                .bind(tag)
                .execute(&mut *conn)
                .await?;
        }
    }
    Ok(())
}
