//! A new user: a member who comes, or one who is here.

use super::check::{self, address_is_free, check, here, name_is_free};
use super::{User, active, carry, get, place, rows as users, told::told};
use crate::audit::{self, Actor, Record, difference};
use crate::keys::name_keys;
use crate::members::rows::{self, NewMember};
use crate::scim::{Caller, Kind, Refusal, Resource, Told};
use crate::{Services, Write, departments, organisation};
use model::audit::{Subject, Verb};
use model::member::{Source, Status};
use model::permission::Role;
use model::setting::Setting;
use model::{Code, MemberId, Moment};
use serde_json::{Value, json};

/// Makes a user. Whoever this provider had before is the same member again; a member with the same e-mail address
/// becomes the user where the connection may link.
///
/// # Errors
/// Status 403 where a switch is off; [`Kind::Uniqueness`] for a name or an address that is taken;
/// [`Kind::InvalidValue`].
pub async fn create(services: &Services, caller: &Caller, body: &Value) -> Told<Resource> {
    let user = User::read(body)?;
    check(&user)?;
    let user = User { active: Some(user.active.unwrap_or(true)), ..user };
    caller.may(Setting::MayCreate, "add members")?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    name_is_free(&mut tx, caller, &user, None).await?;
    let id = match here(&mut tx, caller, &user).await? {
        Some(known) => link(&mut tx, services, caller, (&user, known), now).await?,
        None => add(&mut tx, services, caller, &user, now).await?,
    };
    for topic in ["members", "departments", "connections"] {
        tx.hint(caller.organisation(), topic);
    }
    let resource = get::shown(&mut tx, caller, &id).await?;
    tx.commit().await?;
    Ok(resource)
}

async fn add(tx: &mut Write, services: &Services, caller: &Caller, user: &User, now: Moment) -> Told<MemberId> {
    let id: MemberId = services.ids.next();
    if let Some(manager) = user.manager() {
        carry::managed(tx, caller, &id, &MemberId::from(manager)).await?;
    }
    let department = match place::named(tx, caller, user.work.department.as_deref()).await? {
        Some(department) => department,
        None => departments::rows::root(tx, caller.organisation()).await?.id,
    };
    let blank = NewMember {
        id: id.clone(),
        account: None,
        name: String::new(),
        email: None,
        phone: None,
        status: if user.active == Some(false) { Status::Suspended } else { Status::Active },
        role: Role::Member,
        own_role: None,
        departments: vec![department],
        position: String::new(),
        location: String::new(),
        work_number: String::new(),
        manager: None,
        source: Source::Scim,
    };
    let member = carry::new_member(user, blank);
    rows::insert(tx, caller.organisation(), &member, &name_keys(&member.name), now).await?;
    users::put(tx, caller, &id, user, now).await?;
    let stored = rows::find(tx, caller.organisation(), &id).await?.ok_or(Code::NotFound)?;
    let mut fields = told(tx, caller.organisation(), &stored, Some(user)).await?;
    fields["status"] = json!(stored.status);
    let record = Record::new(Verb::Create, Subject::Member, &id, &stored.name).fields(json!(null), fields);
    audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    Ok(id)
}

async fn link(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    (user, known): (&User, check::Here),
    now: Moment,
) -> Told<MemberId> {
    let taken = |why: &str| Refusal::new(Kind::Uniqueness, why);
    if known.kept > 0 {
        return Err(taken("A member with this e-mail address is another user already."));
    }
    if known.left_at.is_none() && !caller.has(Setting::LinkByEmail) {
        return Err(user
            .email()
            .map_or_else(|| taken("The userName is a member's e-mail address."), |email| check::taken(&email)));
    }
    let member = rows::find(tx, caller.organisation(), &known.id).await?.ok_or(Code::NotFound)?;
    if !matches!(member.status, Status::Active | Status::Suspended | Status::Terminated) {
        return Err(taken("Somebody with this e-mail address was invited or asked to join, and is not in yet."));
    }
    address_is_free(tx, caller, user, &member.id).await?;
    let before = told(tx, caller.organisation(), &member, None).await?;
    carry::carry(tx, caller, &member, None, user).await?;
    place::place(tx, caller, &member, None, user).await?;
    users::put(tx, caller, &member.id, user, now).await?;
    let stored = rows::find(tx, caller.organisation(), &member.id).await?.ok_or(Code::NotFound)?;
    let (was, is) = difference(&before, &told(tx, caller.organisation(), &stored, Some(user)).await?);
    let record = Record::new(Verb::Update, Subject::Member, &member.id, &stored.name).fields(was, is);
    audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    active::renew(tx, services, caller, &stored, user.active != Some(false)).await?;
    Ok(member.id)
}
