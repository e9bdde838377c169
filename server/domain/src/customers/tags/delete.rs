//! Deleting a tag of the organisation's own.

use super::own;
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, Problem, TagId};
use serde_json::json;

/// Deletes a tag that nobody carries: taking it off many is a change set of its own, which can be undone.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`] over the whole organisation, [`Code::NotFound`] for one that is not the
/// organisation's own, [`Code::Stale`], [`Code::TagInUse`] with `count`.
pub async fn delete_tag(services: &Services, viewer: &Viewer, id: &TagId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::CustomersWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let tag = own(&mut tx, &viewer.organisation, "id", std::slice::from_ref(id)).await;
    let tag = tag.ok().and_then(|mut tags| tags.pop()).ok_or(Code::NotFound)?;
    let used: i64 =
        sqlx::query_scalar("select count(*) from customer_tags where tag_id = $1").bind(id).fetch_one(&mut *tx).await?;
    if used > 0 {
        return Err(Problem::new(Code::TagInUse).with("count", used).into());
    }
    let deleted = sqlx::query("delete from tags where id = $1 and revision = $2")
        .bind(id)
        .bind(revision)
        .execute(&mut *tx)
        .await?;
    if deleted.rows_affected() == 0 {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &tag.name).await?.into());
    }
    let record = Record::new(Verb::Delete, Subject::Tag, id, &tag.name)
        .fields(json!({ "group": tag.group, "name": tag.name }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "customers");
    tx.commit().await?;
    Ok(())
}
