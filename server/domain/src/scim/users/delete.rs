//! DELETE: the provider keeps somebody no more.

use super::{active, get, rows as users, told::told};
use crate::audit::{self, Actor, Record, difference};
use crate::members::rows;
use crate::scim::{Caller, Refusal, Tag, Told, groups};
use crate::store::one;
use crate::{Services, Write, organisation};
use model::audit::{Subject, Verb};
use model::member::{Source, Status};
use model::setting::Setting;
use model::{Code, MemberId};

/// Takes a user away from the provider: the member is suspended, leaves its groups, and is kept here by hand from then
/// on. Nothing of him is deleted.
///
/// # Errors
/// Status 404, 412; 403 where a switch is off, for the last Super Admin and for whoever has more rights than the maker
/// of the token.
pub async fn delete(services: &Services, caller: &Caller, id: &str, tag: &Tag) -> Told<()> {
    let id = MemberId::from(id);
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, caller.organisation()).await?;
    tag.check(get::shown(&mut tx, caller, &id).await?.revision)?;
    caller.may(Setting::MayDeactivate, "suspend members")?;
    let stored = users::find(&mut tx, caller, &id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    let member = rows::find(&mut tx, caller.organisation(), &id).await?.ok_or(Code::NotFound)?;
    if member.status == Status::Active {
        active::set(&mut tx, services, caller, &id, (true, false)).await?;
    }
    groups::leave_all(&mut tx, caller, &id, now).await?;
    let member = rows::find(&mut tx, caller.organisation(), &id).await?.ok_or(Code::NotFound)?;
    let before = told(&mut tx, caller.organisation(), &member, Some(&stored.user)).await?;
    let done = sqlx::query(
        "update scim_users set left_at = $1, revision = revision + 1, changed_at = $1 \
         where connection_id = $2 and member_id = $3",
    )
    .bind(now)
    .bind(&caller.connection)
    .bind(&id)
    .execute(&mut *tx)
    .await?;
    one(done.rows_affected())?;
    release(&mut tx, &id).await?;
    let member = rows::find(&mut tx, caller.organisation(), &id).await?.ok_or(Code::NotFound)?;
    let (was, is) = difference(&before, &told(&mut tx, caller.organisation(), &member, None).await?);
    let record = Record::new(Verb::Update, Subject::Member, &id, &member.name).fields(was, is);
    audit::record(&mut tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    for topic in ["members", "departments", "connections"] {
        tx.hint(caller.organisation(), topic);
    }
    tx.commit().await?;
    Ok(())
}

/// His fields are those of the people here again.
async fn release(tx: &mut Write, id: &MemberId) -> Told<()> {
    sqlx::query("update members set source = $1, revision = revision + 1 where id = $2 and source = $3")
        .bind(Source::Manual)
        .bind(id)
        .bind(Source::Scim)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
