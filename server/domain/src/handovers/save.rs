//! Changing a hand-over that was not carried out yet.

use super::{assign, draft, eligible, leavers, load, request, rows};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer};
use model::audit::{Subject, Verb};
use model::handover::{Handover, HandoverState, ItemKind, Rule, SaveHandover};
use model::problem::Fault;
use model::{ConnectionId, HandoverId, Problem};
use serde_json::json;

/// Changes who leaves, date, message and rules. A rule divides the things of its kind anew. What was proposed to a second person has to be
/// proposed again.
///
/// # Errors
/// [`model::Code::Forbidden`], [`model::Code::NotFound`], [`model::Code::Stale`], [`model::Code::WrongState`] once it was carried out or has
/// its date, [`model::Code::Invalid`], [`model::Code::CannotInherit`] for a successor who cannot take it.
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveHandover) -> Result<Handover> {
    let save = save.clone().check()?;
    let states = [HandoverState::Draft, HandoverState::Proposed];
    let (mut tx, row) = request::begin(services, viewer, (&save.id, Some(save.revision)), &states).await?;
    let now = services.clock.now();
    let at = save.at.unwrap_or(row.at);
    if save.at.is_some() {
        draft::check_date(at, now)?;
    }
    let zone = save.zone.clone().unwrap_or_else(|| row.zone.clone());
    if !zone.is_empty() && jiff::tz::TimeZone::get(&zone).is_err() {
        return Err(Problem::field("zone", Fault::Unknown).into());
    }
    let mut rules = row.rules()?;
    for rule in &save.rules {
        let platforms = platforms(&mut tx, &save.id, rule.kind).await?;
        let successors: Vec<_> = rule.successors().collect();
        load::check(&mut tx, &viewer.organisation, &successors, &platforms).await?;
        check_leavers(&mut tx, &save.id, rule).await?;
        rules.retain(|old| old.kind != rule.kind);
        rules.push(rule.clone());
        assign::assign(&mut tx, &save.id, rule).await?;
    }
    if let Some(now) = &save.leavers {
        leavers::change(&mut tx, services, viewer, &row, (now, &rules)).await?;
    }
    sqlx::query(
        "update handovers set state = 'draft', at = $1, zone = $2, suspend = $3, message = $4, rules = $5, proposed_by = '', \
         proposed_by_member = null, second_person = $6, problem = null, revision = revision + 1 where id = $7",
    )
    .bind(at)
    .bind(&zone)
    .bind(save.suspend.unwrap_or(row.suspend))
    .bind(save.message.as_ref().unwrap_or(&row.message))
    .bind(serde_json::to_string(&rules)?)
    .bind(false)
    .bind(&save.id)
    .execute(&mut *tx)
    .await?;
    eligible::look(&mut tx, &save.id, now).await?;
    let name = rows::name(&mut tx, &save.id).await?;
    let record = Record::new(Verb::Update, Subject::Handover, &save.id, name)
        .fields(json!({ "at": row.at, "message": row.message }), json!({ "at": at, "message": save.message }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "handovers");
    let row = rows::find(&mut tx, &viewer.organisation, &save.id).await?;
    let shown = rows::shown(&mut tx, viewer, row).await?;
    tx.commit().await?;
    Ok(shown)
}

/// The platforms that keep what these leavers hold of a kind.
async fn platforms(conn: &mut Conn, id: &HandoverId, kind: ItemKind) -> Result<Vec<ConnectionId>> {
    let found = sqlx::query_scalar(
        "select distinct connection_id from handover_items where handover_id = $1 and kind = $2 and connection_id is not null",
    )
    .bind(id)
    .bind(kind)
    .fetch_all(conn)
    .await?;
    Ok(found)
}

/// Nobody hands over to himself.
async fn check_leavers(conn: &mut Conn, id: &HandoverId, rule: &Rule) -> Result<()> {
    let leavers = rows::leavers(conn, id).await?;
    match rule.successors().any(|to| leavers.iter().any(|leaver| leaver.member_id == *to)) {
        true => Err(Problem::field("rules", Fault::Wrong).into()),
        false => Ok(()),
    }
}
