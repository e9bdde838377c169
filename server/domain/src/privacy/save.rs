//! Writing a request down, and changing one.

use super::due::due;
use super::rows::{self, Row};
use crate::audit::{self, Actor, Record, difference};
use crate::{Conn, Result, Services, Viewer, customers, members, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::privacy::{PrivacyRequest, RequestState, SaveRequest};
use model::problem::Fault;
use model::{Code, PrivacyRequestId, Problem};
use serde_json::{Value, json};

/// Writes a request down, or changes an open one.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PrivacyWrite`], [`Code::Invalid`] (also for somebody who is not here),
/// [`Code::NotFound`], [`Code::Stale`], [`Code::WrongState`] for one that is closed.
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveRequest) -> Result<PrivacyRequest> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let save = save.clone().check()?;
    let now = services.clock.now();
    let received = save.received_at.unwrap_or(now);
    if received > now {
        return Err(Problem::field("received_at", Fault::OutOfRange).into());
    }
    let due_at = save.due_at.unwrap_or_else(|| due(save.law, received));
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = match &save.id {
        Some(id) => Some(rows::find(&mut tx, viewer, id).await?),
        None => None,
    };
    if let Some(old) = &old {
        if old.revision != save.revision {
            return Err(audit::stale(&mut tx, &viewer.organisation, old.id.as_str(), "").await?.into());
        }
        if old.state != RequestState::Open || old.erased {
            return Err(Problem::new(Code::WrongState).with("state", old.state).into());
        }
    }
    let name = name(&mut tx, viewer, &save, old.as_ref()).await?;
    let id = match &old {
        Some(old) => old.id.clone(),
        None => services.ids.next::<PrivacyRequestId>(),
    };
    let sql = if old.is_some() {
        "update privacy_requests set kind = $3, law = $4, channel = $5, customer_id = $6, member_id = $7, name = $8, note = $9, \
         received_at = $10, due_at = $11, revision = revision + 1 where organisation_id = $1 and id = $2"
    } else {
        "insert into privacy_requests (organisation_id, id, kind, law, channel, customer_id, member_id, name, note, received_at, \
         due_at, state, reason, erased, made_by, closed_by, closed_at, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '', $12, $13, '', null, 1, $14)"
    };
    let mut query = sqlx::query(sql)
        .bind(&viewer.organisation)
        .bind(&id)
        .bind(save.kind)
        .bind(save.law)
        .bind(save.channel)
        .bind(&save.customer)
        .bind(&save.member)
        .bind(&name)
        .bind(&save.note)
        .bind(received)
        .bind(due_at);
    if old.is_none() {
        query = query.bind(false).bind(&viewer.name).bind(now);
    }
    query.execute(&mut *tx).await?;
    let row = rows::find(&mut tx, viewer, &id).await?;
    let record = match &old {
        None => Record::new(Verb::Create, Subject::PrivacyRequest, &id, "").fields(json!(null), told(&row)),
        Some(old) => {
            let (before, after) = difference(&told(old), &told(&row));
            Record::new(Verb::Update, Subject::PrivacyRequest, &id, "").fields(before, after)
        }
    };
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "privacy");
    tx.commit().await?;
    Ok(row.shown(now))
}

/// A request as the activity tells of it: nothing about the person.
fn told(row: &Row) -> Value {
    json!({ "kind": row.kind, "law": row.law, "received_at": row.received_at, "due_at": row.due_at })
}

/// Who asks, by the name of now.
async fn name(conn: &mut Conn, viewer: &Viewer, save: &SaveRequest, old: Option<&Row>) -> Result<String> {
    let unknown = |field: &str| crate::Error::from(Problem::field(field, Fault::Unknown));
    if let Some(customer) = &save.customer {
        // He may be in the recycle bin by now.
        if let Some(old) = old.filter(|old| old.customer_id.as_ref() == Some(customer)) {
            return Ok(old.name.clone());
        }
        let found = customers::name_of(conn, viewer, customer).await;
        return found.map_err(|_| unknown("customer"));
    }
    if let Some(member) = &save.member {
        return Ok(members::find_for(conn, viewer, member).await.map_err(|_| unknown("member"))?.name);
    }
    Ok(save.name.clone())
}
