//! Saying how somebody is, for a time; and letting states flow again.

use super::batch::Batch;
use super::board;
use super::rows::Write;
use super::syncs::{self, Row};
use crate::audit::{self, Actor, Record};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::moment::MINUTE;
use model::permission::Permission;
use model::presence::{Cause, OverridePresence, PersonPresence, PresenceState, Side, Target};
use model::presence_sync::{CallsTaken, UserStatus};
use model::problem::Fault;
use model::{Code, MemberId, Moment, OrganisationId, PresenceSyncId, Problem};
use serde_json::{Value, json};

/// Says how somebody is for a time, whatever the platforms say; or ends that, and lets held states flow again.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PresenceWrite`], [`Code::NotFound`], [`Code::Invalid`].
pub async fn override_state(services: &Services, viewer: &Viewer, wanted: &OverridePresence) -> Result<PersonPresence> {
    viewer.require_everywhere(Permission::PresenceWrite)?;
    let wanted = wanted.clone().check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let sync = syncs::find(&mut tx, &viewer.organisation, &wanted.sync).await?;
    let name: Option<String> = sqlx::query_scalar(
        "select m.name from members m join presence_people p on p.member_id = m.id and p.sync_id = $1 where m.id = $2",
    )
    .bind(&sync.id)
    .bind(&wanted.member)
    .fetch_optional(&mut *tx)
    .await?;
    let name = name.ok_or(Code::NotFound)?;
    let member = &wanted.member;
    let mut batch = Batch::of_members(&mut tx, &sync, std::slice::from_ref(member)).await?;
    let record = match wanted.state {
        Some(state) => {
            check_code(&mut tx, &sync, &batch, &wanted).await?;
            begin(&mut batch, (&wanted, state), &viewer.name, now)?;
            let told = json!({ "person": name, "state": state, "code": wanted.code, "minutes": wanted.minutes });
            Record::new(Verb::Update, Subject::Presence, &sync.id, sync.name()).fields(Value::Null, told)
        }
        None => {
            end(&mut batch, member, now)?;
            Record::new(Verb::Resume, Subject::Presence, &sync.id, sync.name())
                .fields(Value::Null, json!({ "person": name }))
        }
    };
    batch.save(&mut tx).await?;
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "presence");
    tx.commit().await?;
    services.presence.wake();
    board::one(services, viewer, (&sync.id, member)).await
}

/// Passes if the agent's team has the code; who is no agent needs none.
async fn check_code(conn: &mut Conn, sync: &Row, batch: &Batch<'_>, wanted: &OverridePresence) -> Result<()> {
    if wanted.state == Some(PresenceState::Available) || batch.account(&wanted.member, Side::ContactCentre).is_none() {
        return Ok(());
    }
    if wanted.code.is_empty() {
        return Err(Problem::field("code", Fault::Missing).into());
    }
    let team = batch.presence(&wanted.member, Side::ContactCentre).map_or("", |one| one.team_id.as_str());
    match super::codes::find(conn, &sync.centre_id, (team, &wanted.code)).await? {
        Some(_) => Ok(()),
        None => Err(Problem::new(Code::NoSuchCode).with("code", &wanted.code).into()),
    }
}

fn begin(
    batch: &mut Batch<'_>,
    (wanted, state): (&OverridePresence, PresenceState),
    by: &str,
    now: Moment,
) -> Result<()> {
    let (user, calls) = match state {
        PresenceState::Available => (UserStatus::Available, CallsTaken::All),
        PresenceState::DoNotDisturb => (UserStatus::Busy, CallsTaken::None),
        _ => (UserStatus::Busy, CallsTaken::NoQueues),
    };
    let code = if state == PresenceState::Available { String::new() } else { wanted.code.clone() };
    let cause = serde_json::to_string(&Cause::Person { by: by.to_owned() })?;
    for target in [Target::Telephony { user: Some(user), calls: Some(calls) }, Target::ContactCentre { code }] {
        let key = (wanted.member.clone(), target.side());
        if batch.account(&wanted.member, target.side()).is_none() {
            continue;
        }
        let write = batch.writes.entry(key).or_insert_with(|| Write::new(&wanted.member, target.side()));
        write.drop_wanted();
        write.wanted = Some(serde_json::to_string(&target)?);
        write.cause = Some(cause.clone());
        (write.caused_at, write.due_at) = (Some(now), Some(now));
    }
    if let Some(person) = batch.people.get_mut(&wanted.member) {
        person.waiting = false;
        person.overridden_by = Some(by.to_owned());
        person.overridden_until = Some(now.plus(wanted.minutes * MINUTE));
    }
    batch.look_again(&wanted.member, now);
    Ok(())
}

/// Puts back what was there before, and lets states flow again.
fn end(batch: &mut Batch<'_>, member: &MemberId, now: Moment) -> Result<()> {
    if let Some(person) = batch.people.get_mut(member) {
        (person.overridden_by, person.overridden_until) = (None, None);
        person.held = false;
        person.flips = "[]".to_owned();
    }
    for side in Side::ALL {
        let Some(write) = batch.writes.get_mut(&(member.clone(), *side)) else { continue };
        write.problem = None;
        if let Some(Cause::Person { .. }) = write.cause()? {
            write.drop_wanted();
        }
    }
    batch.begin_again(member, now)?;
    // What nothing else is wanted of goes back to how it was.
    for side in Side::ALL {
        let Some(write) = batch.writes.get_mut(&(member.clone(), *side)) else { continue };
        let Some((_, Cause::Person { .. })) = write.last()? else { continue };
        let is_free = matches!(write.cause()?, None | Some(Cause::TelephonyOver));
        if let Some(before) = write.before.clone().filter(|_| write.stands && is_free) {
            write.wanted = Some(before);
            write.cause = Some(serde_json::to_string(&Cause::OverrideOver)?);
            (write.caused_at, write.due_at, write.tries) = (Some(now), Some(now), 0);
        }
    }
    batch.look_again(member, now);
    Ok(())
}

/// When an override is over next; `None` for never.
pub(super) async fn next_due(services: &Services) -> Result<Option<Moment>> {
    let mut conn = services.store.read().await?;
    let sql = "select min(overridden_until) from presence_people where overridden_until is not null";
    Ok(sqlx::query_scalar(sql).fetch_one(&mut *conn).await?)
}

/// Ends overrides whose time is up.
pub(super) async fn end_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let due: Vec<(PresenceSyncId, OrganisationId, MemberId)> = sqlx::query_as(
        "select sync_id, organisation_id, member_id from presence_people where overridden_until <= $1 order by overridden_until limit 500",
    )
    .bind(now)
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    for (sync, organisation, member) in due {
        // One that fails keeps nobody else waiting.
        if let Err(error) = end_one(services, (&sync, &organisation, &member), now).await {
            tracing::error!(%error, %sync, %member, "an override could not be ended");
        }
    }
    Ok(())
}

async fn end_one(
    services: &Services,
    (sync, organisation, member): (&PresenceSyncId, &OrganisationId, &MemberId),
    now: Moment,
) -> Result<()> {
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, organisation).await?;
    let row = syncs::find(&mut tx, organisation, sync).await?;
    let mut batch = Batch::of_members(&mut tx, &row, std::slice::from_ref(member)).await?;
    let over = |person: &super::rows::Person| person.overridden_until.is_some_and(|until| until <= now);
    if batch.people.get(member).is_some_and(over) {
        end(&mut batch, member, now)?;
        batch.save(&mut tx).await?;
        tx.hint(organisation, "presence");
    }
    tx.commit().await
}
