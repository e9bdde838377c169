//! Preparing a hand-over.

use super::{assign, eligible, leavers, rows};
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, Write, organisation};
use model::audit::{Subject, Verb};
use model::handover::{Handover, HandoverKind, HandoverState, NewHandover, Rule};
use model::permission::Permission;
use model::problem::Fault;
use model::{HandoverId, Moment, Problem, moment};
use serde_json::json;

/// As far ahead as anybody gives notice.
const MOST_AHEAD: i64 = 731 * moment::DAY;

/// Writes down everything that the leavers hold, with what stands in the way of each; nothing is moved yet.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::HandoversWrite`], [`model::Code::Invalid`], [`model::Code::NotFound`], [`model::Code::WrongState`] for somebody
/// who holds nothing any more, [`model::Code::HandoverOpen`] for one whose leaving is being prepared already, [`model::Code::RoleAboveOwn`].
pub async fn draft(services: &Services, viewer: &Viewer, new: &NewHandover) -> Result<Handover> {
    viewer.require_everywhere(Permission::HandoversWrite)?;
    let new = new.clone().check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    check_date(new.at, services.clock.now())?;
    let id = make(&mut tx, services, viewer, &new, None).await?;
    let row = rows::find(&mut tx, &viewer.organisation, &id).await?;
    let shown = rows::shown(&mut tx, viewer, row).await?;
    tx.commit().await?;
    Ok(shown)
}

/// Passes for no date, and for one to come.
pub(super) fn check_date(at: Option<Moment>, now: Moment) -> Result<()> {
    match at {
        Some(at) if at <= now || at > now.plus(MOST_AHEAD) => Err(Problem::field("at", Fault::OutOfRange).into()),
        _ => Ok(()),
    }
}

/// Writes a draft; `undoes` is the hand-over that it brings back.
pub(super) async fn make(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    new: &NewHandover,
    undoes: Option<(&HandoverId, &[Rule])>,
) -> Result<HandoverId> {
    let now = services.clock.now();
    for leaver in &new.leavers {
        leavers::check(tx, viewer, new, leaver).await?;
    }
    let id: HandoverId = services.ids.next();
    let rules = undoes.map_or(&[][..], |(_, rules)| rules);
    sqlx::query(
        "insert into handovers (id, organisation_id, kind, state, at, zone, suspend, message, rules, second_person, proposed_by, \
         proposed_by_member, scheduled_by, set_id, undoes, problem, created_by, created_by_member, created_at, applied_at, revision) \
         values ($1, $2, $3, $4, $5, '', $6, '', $7, $8, '', null, null, null, $9, null, $10, $11, $12, null, 1)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(new.kind)
    .bind(HandoverState::Draft)
    .bind(new.at)
    // Whoever leaves should not write to customers meanwhile: recommended, and so the default.
    .bind(new.kind == HandoverKind::Leaving)
    .bind(serde_json::to_string(rules)?)
    .bind(false)
    .bind(undoes.map(|(id, _)| id))
    .bind(&viewer.name)
    .bind(viewer.person())
    .bind(now)
    .execute(&mut **tx)
    .await?;
    for leaver in &new.leavers {
        leavers::add(tx, services, &viewer.organisation, (&id, leaver), new).await?;
    }
    for rule in rules {
        assign::assign(tx, &id, rule).await?;
    }
    eligible::look(tx, &id, now).await?;
    let name = rows::name(tx, &id).await?;
    let record = Record::new(Verb::Create, Subject::Handover, &id, name)
        .fields(json!(null), json!({ "kind": new.kind, "at": new.at }));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "handovers");
    Ok(id)
}
