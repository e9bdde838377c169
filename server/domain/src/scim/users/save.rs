//! Changing a user: PUT and PATCH.

use super::check::{address_is_free, check, name_is_free};
use super::{User, active, carry, get, place, rows as users, told::told};
use crate::audit::{self, Actor, Record, difference};
use crate::members::rows;
use crate::scim::patch::patched;
use crate::scim::schema::Type;
use crate::scim::{Caller, Change, Refusal, Resource, Tag, Told};
use crate::{Services, Write, organisation};
use model::audit::{Subject, Verb};
use model::setting::Setting;
use model::{Code, MemberId, Moment};

/// Changes a user: all of what was asked for, or nothing. What stays the same is neither written nor told.
///
/// # Errors
/// Status 404, 412, 403 where a switch is off; those of a body and of PATCH operations;
/// [`crate::scim::Kind::Uniqueness`].
pub async fn save(services: &Services, caller: &Caller, id: &str, tag: &Tag, change: Change<'_>) -> Told<Resource> {
    let id = MemberId::from(id);
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    let present = get::shown(&mut tx, caller, &id).await?;
    tag.check(present.revision)?;
    let stored = users::find(&mut tx, caller, &id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    let is_active = stored.row.is_active();
    let wanted = match change {
        // What PUT leaves out is emptied; that somebody is in is no text to be emptied.
        Change::Replace(body) => {
            let user = User::read(body)?;
            User { active: Some(user.active.unwrap_or(is_active)), ..user }
        }
        Change::Patch(body) => User::read(&patched(Type::User, &serde_json::to_value(&stored.user)?, body)?)?,
    };
    check(&wanted)?;
    if wanted == stored.user {
        return Ok(present);
    }
    write(&mut tx, caller, &id, (&stored.user, &wanted), now).await?;
    active::set(&mut tx, services, caller, &id, (is_active, wanted.active.unwrap_or(is_active))).await?;
    for topic in ["members", "departments"] {
        tx.hint(caller.organisation(), topic);
    }
    let resource = get::shown(&mut tx, caller, &id).await?;
    tx.commit().await?;
    Ok(resource)
}

async fn write(tx: &mut Write, caller: &Caller, id: &MemberId, (was, wanted): (&User, &User), now: Moment) -> Told<()> {
    let apart_from_active = User { active: was.active, ..wanted.clone() };
    if apart_from_active != *was {
        caller.may(Setting::MayChange, "change members")?;
    }
    name_is_free(tx, caller, wanted, Some(id)).await?;
    if wanted.email() != was.email() {
        address_is_free(tx, caller, wanted, id).await?;
    }
    let member = rows::find(tx, caller.organisation(), id).await?.ok_or(Code::NotFound)?;
    let before = told(tx, caller.organisation(), &member, Some(was)).await?;
    carry::carry(tx, caller, &member, Some(was), wanted).await?;
    place::place(tx, caller, &member, Some(was), wanted).await?;
    users::put(tx, caller, id, wanted, now).await?;
    let stored = rows::find(tx, caller.organisation(), id).await?.ok_or(Code::NotFound)?;
    let (old, new) = difference(&before, &told(tx, caller.organisation(), &stored, Some(wanted)).await?);
    if new.as_object().is_some_and(|fields| !fields.is_empty()) {
        let record = Record::new(Verb::Update, Subject::Member, id, &stored.name).fields(old, new);
        audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    }
    Ok(())
}
