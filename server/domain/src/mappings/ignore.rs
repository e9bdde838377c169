//! Leaving a member without account on purpose.

use super::rows::{self, Standing};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::mapping::{IgnoreMember, Mapping, MappingStatus};
use model::permission::Permission;
use model::{Code, Problem};
use serde_json::json;

/// Ignores a member on a connection, or takes that back: Auto Sync then tries anew.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::MappingMap`], [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`] for one who is mapped.
pub async fn ignore(services: &Services, viewer: &Viewer, ignore: &IgnoreMember) -> Result<Mapping> {
    viewer.require_everywhere(Permission::MappingMap)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    rows::connection(&mut tx, viewer, &ignore.connection).await?;
    let old = rows::find(&mut tx, &viewer.organisation, (&ignore.connection, &ignore.member)).await?;
    if old.revision != ignore.revision {
        let id = old.id.as_ref().map_or("", |id| id.as_str());
        return Err(audit::stale(&mut tx, &viewer.organisation, id, &old.name).await?.into());
    }
    if old.status == MappingStatus::Mapped || ignore.ignored == (old.status == MappingStatus::Ignored) {
        return Err(Problem::new(Code::WrongState).with("state", old.status).into());
    }
    let status = if ignore.ignored { MappingStatus::Ignored } else { MappingStatus::Unmapped };
    let standing = Standing {
        member: &ignore.member,
        status,
        reason: None,
        external_id: None,
        attempts: 0,
        tried_email: "",
        by_hand: ignore.ignored,
        decided_by: &viewer.name,
    };
    let now = services.clock.now();
    rows::put(&mut tx, &services.ids, (&viewer.organisation, &ignore.connection), &[standing], now).await?;
    let row = rows::find(&mut tx, &viewer.organisation, (&ignore.connection, &ignore.member)).await?;
    let id = row.id.ok_or(Code::NotFound)?;
    let record = Record::new(Verb::Update, Subject::Mapping, &id, &old.name)
        .fields(json!({ "status": old.status }), json!({ "status": status }))
        .back(json!({ "ignored": old.status == MappingStatus::Ignored }), json!({ "ignored": ignore.ignored }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "mappings");
    let mapping = super::get::read(&mut tx, viewer, &ignore.connection, &ignore.member).await?;
    tx.commit().await?;
    Ok(mapping)
}
