//! Closing a request, and opening it again.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::privacy::{CloseRequest, PrivacyRequest, RequestState};
use model::problem::Fault;
use model::text::{Check, note};
use model::{Code, Problem, limits};
use serde_json::json;

/// Says how a request ended; or, with [`RequestState::Open`], that it did not.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PrivacyWrite`], [`Code::Invalid`] for a refusal without a reason, [`Code::NotFound`],
/// [`Code::Stale`], [`Code::WrongState`] for one that stands there already.
pub async fn close(services: &Services, viewer: &Viewer, close: &CloseRequest) -> Result<PrivacyRequest> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let mut check = Check::new();
    let reason = check.take("reason", note(&close.reason, limits::NOTE));
    if reason.is_empty() && close.state == RequestState::Refused {
        check.fault("reason", Fault::Missing, None);
    }
    check.done()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, viewer, &close.id).await?;
    if row.revision != close.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), "").await?.into());
    }
    if row.state == close.state {
        return Err(Problem::new(Code::WrongState).with("state", row.state).into());
    }
    let open = close.state == RequestState::Open;
    // Of an erased person nothing is written down again.
    let reason = if open || row.erased { String::new() } else { reason };
    sqlx::query(
        "update privacy_requests set state = $1, reason = $2, closed_by = $3, closed_at = $4, revision = revision + 1 \
         where id = $5 and revision = $6",
    )
    .bind(close.state)
    .bind(&reason)
    .bind(if open { "" } else { &viewer.name })
    .bind((!open).then_some(now))
    .bind(&row.id)
    .bind(row.revision)
    .execute(&mut *tx)
    .await?;
    let record = Record::new(Verb::Update, Subject::PrivacyRequest, &row.id, "")
        .fields(json!({ "state": row.state }), json!({ "state": close.state }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "privacy");
    let row = rows::find(&mut tx, viewer, &close.id).await?;
    tx.commit().await?;
    Ok(row.shown(now))
}
