//! A new group.

use super::{Group, department, get, people, rows};
use crate::audit::{self, Actor, Record};
use crate::keys::fold;
use crate::scim::{Caller, Kind, Refusal, Resource, Told};
use crate::{Conn, Services, organisation};
use model::audit::{Subject, Verb};
use model::setting::Setting;
use model::{Code, ScimGroupId};
use serde_json::{Value, json};

/// Makes a group; where groups are departments, its department too.
///
/// # Errors
/// Status 403 where a switch is off; [`Kind::Uniqueness`] for a name that is taken; [`Kind::InvalidValue`].
pub async fn create(services: &Services, caller: &Caller, body: &Value) -> Told<Resource> {
    let group = Group::read(body)?;
    caller.may(Setting::MayChange, "change groups")?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    name_is_free(&mut tx, caller, &group, None).await?;
    let wanted = people::known(&mut tx, caller, group.ids()).await?;
    let id: ScimGroupId = services.ids.next();
    rows::insert(&mut tx, caller, &id, &group, now).await?;
    let mut row = rows::find(&mut tx, caller, &id).await?.ok_or(Code::NotFound)?;
    if caller.has(Setting::GroupsAreDepartments) {
        row.department_id = Some(department::of(&mut tx, services, caller, &row, now).await?);
    }
    let (_, added) = people::set(&mut tx, caller, &row, (&[], &wanted), now).await?;
    let fields = json!({
        "name": group.display_name,
        "external_id": group.external_id,
        "added": added["names"],
        "members": wanted.len(),
    });
    let record = Record::new(Verb::Create, Subject::Group, &id, &group.display_name).fields(json!(null), fields);
    audit::record(&mut tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    for topic in ["members", "connections"] {
        tx.hint(caller.organisation(), topic);
    }
    let resource = get::shown(&mut tx, caller, &id, true).await?;
    tx.commit().await?;
    Ok(resource)
}

/// Passes if no other group of the connection has the name.
///
/// # Errors
/// [`Kind::Uniqueness`].
pub(super) async fn name_is_free(
    conn: &mut Conn,
    caller: &Caller,
    group: &Group,
    own: Option<&ScimGroupId>,
) -> Told<()> {
    let holder: Option<ScimGroupId> =
        sqlx::query_scalar("select id from scim_groups where connection_id = $1 and display_name_key = $2")
            .bind(&caller.connection)
            .bind(fold(&group.display_name))
            .fetch_optional(conn)
            .await?;
    if holder.is_some_and(|holder| Some(&holder) != own) {
        return Err(Refusal::new(Kind::Uniqueness, format!("The displayName {} is taken.", group.display_name)));
    }
    Ok(())
}
