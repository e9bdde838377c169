//! Customers are found by the names of their tags: bringing the search index up to date when a tag has another name.

use crate::customers::index;
use crate::jobs::Stop;
use crate::{Services, store};
use model::{CustomerId, OrganisationId, TagId};

/// Goes through all who carry a tag, a block a transaction. Run twice, it does the same again.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn reindex(services: &Services, tag: &TagId) -> Result<(), Stop> {
    let mut after = String::new();
    loop {
        let mut tx = services.store.write().await?;
        let organisation: Option<OrganisationId> = sqlx::query_scalar("select organisation_id from tags where id = $1")
            .bind(tag)
            .fetch_optional(&mut *tx)
            .await?;
        let Some(organisation) = organisation else { return Ok(()) };
        let ids: Vec<CustomerId> = sqlx::query_scalar(
            "select ct.customer_id as id from customer_tags ct where ct.tag_id = $1 and ct.customer_id > $2 \
             union select r.customer_id from relation_tags rt cross join relations r where rt.tag_id = $1 \
             and r.id = rt.relation_id and r.customer_id > $2 order by id limit $3",
        )
        .bind(tag)
        .bind(&after)
        .bind(store::BLOCK as i64)
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = ids.last() else { return Ok(()) };
        last.as_str().clone_into(&mut after);
        index::put(&mut tx, &organisation, &ids.iter().collect::<Vec<_>>()).await?;
        tx.commit().await?;
    }
}
