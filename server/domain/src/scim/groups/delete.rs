//! DELETE: a group is no more. Its users stay.

use super::{department, people, rows};
use crate::audit::{self, Actor, Record};
use crate::scim::{Caller, Refusal, Tag, Told};
use crate::{Services, organisation};
use model::ScimGroupId;
use model::audit::{Subject, Verb};
use model::setting::Setting;
use serde_json::json;

/// Removes a group, and its department if that was made for it and nobody else is in it.
///
/// # Errors
/// Status 404, 412; 403 where a switch is off.
pub async fn delete(services: &Services, caller: &Caller, id: &str, tag: &Tag) -> Told<()> {
    let id = ScimGroupId::from(id);
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    let row = rows::find(&mut tx, caller, &id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    tag.check(row.revision)?;
    caller.may(Setting::MayChange, "change groups")?;
    let was = rows::people(&mut tx, &id).await?;
    people::set(&mut tx, caller, &row, (&was, &[]), now).await?;
    if let Some(department) = &row.department_id {
        department::forget(&mut tx, &id).await?;
        department::dissolve(&mut tx, caller, department, now).await?;
    }
    sqlx::query("delete from scim_groups where id = $1").bind(&id).execute(&mut *tx).await?;
    let record = Record::new(Verb::Delete, Subject::Group, &id, &row.display_name)
        .fields(json!({ "name": row.display_name, "members": was.len() }), json!(null));
    audit::record(&mut tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    for topic in ["members", "connections"] {
        tx.hint(caller.organisation(), topic);
    }
    tx.commit().await?;
    Ok(())
}
