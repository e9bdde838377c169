//! Saying how states flow.

use super::batch::Batch;
use super::{feed, get, remove, syncs};
use crate::audit::{self, Actor, Record, difference};
use crate::{Conn, Db, Result, Services, Viewer, connections, organisation};
use model::audit::{Subject, Verb};
use model::connection::ConnectionKind;
use model::permission::Permission;
use model::presence_sync::{DirectionOf, PresenceSync, SavePresenceSync};
use model::problem::Fault;
use model::{Code, MemberId, Moment, OrganisationId, PresenceSyncId, Problem};
use serde_json::{Value, json};
use sqlx::QueryBuilder;

/// People that are looked at anew by one transaction.
const MOST: i64 = 500;

/// Lets states flow between two tenants, or changes how.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PresenceWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`] for tenants of
/// another kind, [`Code::Taken`] for a tenant that takes part in another.
pub async fn save(services: &Services, viewer: &Viewer, save: &SavePresenceSync) -> Result<PresenceSync> {
    viewer.require_everywhere(Permission::PresenceWrite)?;
    let save = save.clone().check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let (id, old) = match &save.id {
        Some(id) => {
            let old = get::read(&mut tx, viewer, id).await?;
            if old.revision != save.revision {
                let name = syncs::find(&mut tx, &viewer.organisation, id).await?.name();
                return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &name).await?.into());
            }
            update(&mut tx, id, &save, old.revision + 1).await?;
            (id.clone(), Some(old))
        }
        None => (insert(&mut tx, services, viewer, &save).await?, None),
    };
    rules(&mut tx, &id, &save).await?;
    directions(&mut tx, &viewer.organisation, &id, &save).await?;
    let new = get::read(&mut tx, viewer, &id).await?;
    for connection in [&new.telephony, &new.centre] {
        feed::open(&mut tx, services, (&viewer.organisation, connection)).await?;
        if new.enabled && old.as_ref().is_none_or(|old| !old.enabled) {
            // Nobody listened until now.
            feed::read_again(&mut tx, connection, now).await?;
        }
    }
    let name = [&new.telephony_name, " ↔ ", &new.centre_name].concat();
    let (was, is) = match &old {
        Some(old) => difference(&told(old), &told(&new)),
        None => (Value::Null, told(&new)),
    };
    let verb = if old.is_some() { Verb::Update } else { Verb::Create };
    let record = Record::new(verb, Subject::Presence, &id, &name).fields(was, is);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    let told_by = feed::find(&mut tx, &new.telephony).await?.and_then(|feed| feed.subscription_id);
    let telephony = connections::rows::find(&mut tx, &viewer.organisation, &new.telephony).await?;
    if !new.enabled {
        sqlx::query("update presence_feeds set subscription_id = null where connection_id = $1")
            .bind(&new.telephony)
            .execute(&mut *tx)
            .await?;
    }
    tx.hint(&viewer.organisation, "presence");
    tx.commit().await?;
    if !new.enabled {
        remove::farewell(services, &telephony, told_by).await?;
    }
    look_again(services, viewer, &id, now).await?;
    services.presence.wake();
    Ok(new)
}

/// For the activity.
fn told(sync: &PresenceSync) -> Value {
    let subscribe = sync.subscribe.iter().map(|line| format!("{} → {}", line.when, line.code));
    let publish = sync.publish.iter().map(|line| {
        let user = line.user.map_or("", |user| user.word());
        let calls = line.calls.map_or("", |calls| calls.word());
        let restores = if line.restores { "restore" } else { "" };
        [line.when.word(), " ", &line.code, " → ", user, " ", calls, restores].concat()
    });
    let own = sync.directions.iter().map(|own| format!("{}: {}", own.name, own.direction));
    json!({
        "enabled": sync.enabled, "direction": sync.direction, "debounce": sync.debounce, "poll": sync.poll, "ringing": sync.ringing,
        "tie": sync.tie, "subscribe": subscribe.collect::<Vec<_>>().join("; "), "publish": publish.collect::<Vec<_>>().join("; "),
        "directions": own.collect::<Vec<_>>().join("; "),
    })
}

async fn insert(
    conn: &mut Conn,
    services: &Services,
    viewer: &Viewer,
    save: &SavePresenceSync,
) -> Result<PresenceSyncId> {
    for (field, connection, kind) in
        [("telephony", &save.telephony, ConnectionKind::RingCentral), ("centre", &save.centre, ConnectionKind::CXone)]
    {
        let row = connections::rows::find(conn, &viewer.organisation, connection).await?;
        if row.kind != kind {
            return Err(Problem::field(field, Fault::Unknown).into());
        }
        if syncs::of(conn, connection).await?.is_some() {
            return Err(Problem::new(Code::Taken).with("field", field).with("name", row.name).into());
        }
    }
    let id: PresenceSyncId = services.ids.next();
    sqlx::query(
        "insert into presence_syncs (id, organisation_id, telephony_id, centre_id, enabled, direction, debounce, poll, ringing, tie, \
         revision) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(&save.telephony)
    .bind(&save.centre)
    .bind(save.enabled)
    .bind(save.direction)
    .bind(save.debounce)
    .bind(save.poll)
    .bind(save.ringing)
    .bind(save.tie)
    .execute(conn)
    .await?;
    Ok(id)
}

async fn update(conn: &mut Conn, id: &PresenceSyncId, save: &SavePresenceSync, revision: i64) -> Result<()> {
    sqlx::query(
        "update presence_syncs set enabled = $1, direction = $2, debounce = $3, poll = $4, ringing = $5, tie = $6, revision = $7 \
         where id = $8",
    )
    .bind(save.enabled)
    .bind(save.direction)
    .bind(save.debounce)
    .bind(save.poll)
    .bind(save.ringing)
    .bind(save.tie)
    .bind(revision)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

async fn rules(conn: &mut Conn, id: &PresenceSyncId, save: &SavePresenceSync) -> Result<()> {
    sqlx::query("delete from presence_rules where sync_id = $1").bind(id).execute(&mut *conn).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "insert into presence_rules (sync_id, way, place, condition, of_code, of_code_key, code, user_status, calls, restores) ",
    );
    let subscribe =
        save.subscribe.iter().map(|line| ("subscribe", line.when.word(), "", &*line.code, None, None, false));
    let publish = save
        .publish
        .iter()
        .map(|line| ("publish", line.when.word(), &*line.code, "", line.user, line.calls, line.restores));
    let all: Vec<_> = subscribe.chain(publish).zip(0_i64..).collect();
    if all.is_empty() {
        return Ok(());
    }
    sql.push_values(all, |mut row, ((way, condition, of_code, code, user, calls, restores), place)| {
        row.push_bind(id.clone())
            .push_bind(way)
            .push_bind(place)
            .push_bind(condition)
            .push_bind(of_code.to_owned())
            .push_bind(of_code.to_lowercase())
            .push_bind(code.to_owned())
            .push_bind(user)
            .push_bind(calls)
            .push_bind(restores);
    });
    sql.build().execute(conn).await?;
    Ok(())
}

async fn directions(
    conn: &mut Conn,
    organisation: &OrganisationId,
    id: &PresenceSyncId,
    save: &SavePresenceSync,
) -> Result<()> {
    sqlx::query("delete from presence_directions where sync_id = $1").bind(id).execute(&mut *conn).await?;
    for own in &save.directions {
        if own.of == DirectionOf::Member {
            let known: i64 = sqlx::query_scalar("select count(*) from members where organisation_id = $1 and id = $2")
                .bind(organisation)
                .bind(&own.id)
                .fetch_one(&mut *conn)
                .await?;
            if known == 0 {
                return Err(Problem::field("directions", Fault::Unknown).into());
            }
        }
        sqlx::query(
            "insert into presence_directions (sync_id, of_kind, of_id, direction) values ($1, $2, $3, $4) \
             on conflict (sync_id, of_kind, of_id) do update set direction = excluded.direction",
        )
        .bind(id)
        .bind(own.of)
        .bind(&own.id)
        .bind(own.direction)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Looks at everybody by the new rules: what holds on the telephones now, or in the contact centre, is told.
async fn look_again(services: &Services, viewer: &Viewer, id: &PresenceSyncId, now: Moment) -> Result<()> {
    let mut after = MemberId(String::new());
    loop {
        let mut tx = services.store.write().await?;
        organisation::lock(&mut tx, &viewer.organisation).await?;
        let row = syncs::find(&mut tx, &viewer.organisation, id).await?;
        let members: Vec<MemberId> = sqlx::query_scalar(
            "select member_id from presence_people where sync_id = $1 and member_id > $2 order by member_id limit $3",
        )
        .bind(id)
        .bind(&after)
        .bind(MOST)
        .fetch_all(&mut *tx)
        .await?;
        let Some(last) = members.last().cloned() else { return Ok(()) };
        let mut batch = Batch::of_members(&mut tx, &row, &members).await?;
        for member in &members {
            batch.begin_again(member, now)?;
        }
        batch.save(&mut tx).await?;
        tx.hint(&viewer.organisation, "presence");
        tx.commit().await?;
        after = last;
    }
}
