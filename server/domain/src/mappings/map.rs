//! Saying by hand which account is a member's.

use super::rows::{self, Standing};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, organisation};
use model::audit::{Subject, Verb};
use model::mapping::{MapMember, Mapping, MappingReason, MappingStatus};
use model::member::Status;
use model::permission::Permission;
use model::problem::Fault;
use model::{Code, Problem};
use serde_json::{Value, json};

/// Gives a member an account, another one, or takes it away. What is taken away by hand, Auto Sync does not give back.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MappingMap`], [`Code::NotFound`], [`Code::Stale`], [`Code::Taken`] for another's account,
/// [`Code::WrongState`] for a member who left, [`Code::Invalid`] for an account that is gone or switched off.
pub async fn map(services: &Services, viewer: &Viewer, map: &MapMember) -> Result<Mapping> {
    viewer.require_everywhere(Permission::MappingMap)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    rows::connection(&mut tx, viewer, &map.connection).await?;
    let old = begin(&mut tx, viewer, (map, map.revision)).await?;
    let new = match &map.external_id {
        Some(external) => Some(free(&mut tx, map, external).await?),
        None => None,
    };
    let (key, by) = (crate::members::rows::email_key(Some(&old.email)).unwrap_or_default(), viewer.name.as_str());
    let standing = Standing {
        member: &map.member,
        status: if new.is_some() { MappingStatus::Mapped } else { MappingStatus::Unmapped },
        reason: new.is_none().then_some(MappingReason::Refused),
        external_id: map.external_id.as_deref(),
        attempts: 0,
        tried_email: &key,
        by_hand: true,
        decided_by: by,
    };
    let place = (&viewer.organisation, &map.connection);
    if let Some(before) = old.external_id.as_ref().filter(|before| map.external_id.as_ref() != Some(*before)) {
        rows::refuse(&mut tx, &map.connection, &map.member, before).await?;
    }
    if let Some(external) = &map.external_id {
        rows::allow(&mut tx, &map.connection, &map.member, external).await?;
    }
    rows::put(&mut tx, &services.ids, place, &[standing], services.clock.now()).await?;
    let row = rows::find(&mut tx, &viewer.organisation, (&map.connection, &map.member)).await?;
    let id = row.id.ok_or(Code::NotFound)?;
    rows::forget_candidates(&mut tx, std::slice::from_ref(&id)).await?;
    let account = |name: Option<&str>| name.map_or(Value::Null, |name| json!({ "account": name }));
    let was = match &old.external_id {
        Some(external) => rows::account(&mut tx, &map.connection, external).await?.map(|account| account.name),
        None => None,
    };
    let verb = match (&old.external_id, &map.external_id) {
        (None, Some(_)) => Verb::Create,
        (_, None) => Verb::Delete,
        (Some(_), Some(_)) => Verb::Update,
    };
    let record = Record::new(verb, Subject::Mapping, &id, &old.name)
        .fields(account(was.as_deref()), account(new.as_deref()))
        .back(json!({ "external_id": old.external_id }), json!({ "external_id": map.external_id }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "mappings");
    let now = super::get::read(&mut tx, viewer, &map.connection, &map.member).await?;
    tx.commit().await?;
    Ok(now)
}

/// The member as he stands now.
async fn begin(tx: &mut Write, viewer: &Viewer, (map, revision): (&MapMember, i64)) -> Result<rows::Row> {
    let place = (&map.connection, &map.member);
    let row = rows::find(tx, &viewer.organisation, place).await?;
    if row.revision != revision {
        let id = row.id.as_ref().map_or("", |id| id.as_str());
        return Err(audit::stale(tx, &viewer.organisation, id, &row.name).await?.into());
    }
    let status: Status = sqlx::query_scalar("select status from members where organisation_id = $1 and id = $2")
        .bind(&viewer.organisation)
        .bind(&map.member)
        .fetch_one(&mut **tx)
        .await?;
    let here = matches!(status, Status::Active | Status::Suspended);
    if map.external_id.is_some() && !here {
        return Err(Problem::new(Code::WrongState).with("state", status).into());
    }
    if map.external_id.is_none() && row.external_id.is_none() {
        return Err(Problem::new(Code::WrongState).with("state", row.status).into());
    }
    Ok(row)
}

/// The name of an account that can be given to the member.
async fn free(tx: &mut Write, map: &MapMember, external: &str) -> Result<String> {
    let account = rows::account(tx, &map.connection, external).await?.filter(|account| !account.gone);
    let account = account.ok_or_else(|| Problem::field("external_id", Fault::Unknown))?;
    if !account.active {
        return Err(Problem::field("external_id", Fault::Wrong).into());
    }
    match (account.taken_id, account.taken_name) {
        (Some(id), Some(name)) if id != map.member => {
            Err(Problem::new(Code::Taken).with("field", "external_id").with("name", name).into())
        }
        _ => Ok(account.name),
    }
}
