//! Reading tags.

use crate::{Result, Services, Viewer};
use model::TagId;
use model::customer::Tag;
use model::permission::Permission;
use model::tag::{MOST_COUNTED, TagRow};

/// All tags, by group.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn tags(services: &Services, viewer: &Viewer) -> Result<Vec<Tag>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let tags: Vec<(TagId, String, String)> = sqlx::query_as(
        "select id, group_name, name from tags where organisation_id = $1 and gone = $2 order by group_name, position, id",
    )
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    Ok(tags.into_iter().map(|(id, group, name)| Tag { id, group, name }).collect())
}

/// All tags with the platforms that own them and how many customers carry each.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn tag_rows(services: &Services, viewer: &Viewer) -> Result<Vec<TagRow>> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    let rows: Vec<(TagId, String, String, Option<String>, i64, i64)> = sqlx::query_as(
        "select t.id, t.group_name, t.name, c.name as connection, t.revision, \
         (select count(*) from (select 1 from customer_tags ct where ct.tag_id = t.id limit $1) own) \
         + (select count(*) from (select 1 from relation_tags rt where rt.tag_id = t.id limit $1) theirs) as used \
         from tags t left join connections c on c.id = t.connection_id \
         where t.organisation_id = $2 and t.gone = $3 order by t.group_name, t.position, t.id",
    )
    .bind(MOST_COUNTED)
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    let row = |(id, group, name, connection, revision, used)| TagRow {
        tag: Tag { id, group, name },
        connection,
        revision,
        used,
    };
    Ok(rows.into_iter().map(row).collect())
}
