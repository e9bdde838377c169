//! Changing a group: PUT and PATCH.

use super::create::name_is_free;
use super::{Group, department, get, people, rows};
use crate::audit::{self, Actor, Record, difference};
use crate::scim::patch::patched;
use crate::scim::schema::Type;
use crate::scim::{Caller, Change, Refusal, Resource, Tag, Told};
use crate::{Services, organisation};
use model::audit::{Subject, Verb};
use model::setting::Setting;
use model::{Code, ScimGroupId};
use serde_json::json;

/// Changes a group: all of what was asked for, or nothing. What stays the same is neither written nor told.
///
/// # Errors
/// Status 404, 412, 403 where a switch is off; those of a body and of PATCH operations;
/// [`crate::scim::Kind::Uniqueness`].
pub async fn save(services: &Services, caller: &Caller, id: &str, tag: &Tag, change: Change<'_>) -> Told<Resource> {
    let id = ScimGroupId::from(id);
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    let old = rows::find(&mut tx, caller, &id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    tag.check(old.revision)?;
    let was = rows::people(&mut tx, &id).await?;
    let present = rows::group(&old, was.clone());
    let group = match change {
        Change::Replace(body) => Group::read(body)?,
        Change::Patch(body) => Group::read(&patched(Type::Group, &serde_json::to_value(&present)?, body)?)?,
    };
    let come: Vec<_> = group.ids().into_iter().filter(|id| was.binary_search(id).is_err()).collect();
    let come = people::known(&mut tx, caller, come).await?;
    let mut wanted: Vec<_> = group.ids().into_iter().filter(|id| was.binary_search(id).is_ok()).chain(come).collect();
    wanted.sort();
    let is_same = |group: &Group| (group.display_name.clone(), group.external_id.clone());
    if is_same(&group) == is_same(&present) && wanted == was {
        return get::shown(&mut tx, caller, &id, true).await;
    }
    caller.may(Setting::MayChange, "change groups")?;
    name_is_free(&mut tx, caller, &group, Some(&id)).await?;
    rows::update(&mut tx, &id, &group, now).await?;
    let row = rows::find(&mut tx, caller, &id).await?.ok_or(Code::NotFound)?;
    department::follow(&mut tx, services, caller, (&old, &row), now).await?;
    let row = rows::find(&mut tx, caller, &id).await?.ok_or(Code::NotFound)?;
    let (gone, added) = people::set(&mut tx, caller, &row, (&was, &wanted), now).await?;
    if group.display_name != old.display_name {
        crate::scim::users::touch(&mut tx, caller, &wanted, now).await?;
    }
    let (mut before, mut after) = difference(
        &json!({ "name": old.display_name, "external_id": old.external_id, "members": was.len() }),
        &json!({ "name": group.display_name, "external_id": group.external_id, "members": wanted.len() }),
    );
    for (name, told) in [("removed", gone), ("added", added)] {
        if told["count"] != json!(0) {
            before[name] = json!(null);
            after[name] = told["names"].clone();
        }
    }
    let record = Record::new(Verb::Update, Subject::Group, &id, &group.display_name).fields(before, after);
    audit::record(&mut tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    tx.hint(caller.organisation(), "members");
    let resource = get::shown(&mut tx, caller, &id, true).await?;
    tx.commit().await?;
    Ok(resource)
}
