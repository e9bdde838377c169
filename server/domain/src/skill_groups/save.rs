//! Making and changing skill groups.

use super::{find, get};
use crate::agents::shifts;
use crate::audit::{self, Actor, Record};
use crate::keys::fold;
use crate::{Conn, Error, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::problem::{Fault, Field};
use model::skill_group::{MOST, SaveSkillGroup, SkillGroupDetail};
use model::{Code, Moment, OrganisationId, Problem, SkillGroupId};
use serde_json::{Value, json};

/// Makes or changes a skill group.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::AgentsWrite`], [`Code::NotFound`], [`Code::Stale`], [`Code::Invalid`], [`Code::Taken`] for a
/// name that another one has.
pub async fn save(services: &Services, viewer: &Viewer, save: SaveSkillGroup) -> Result<SkillGroupDetail> {
    viewer.require_everywhere(Permission::AgentsWrite)?;
    let save = save.check()?;
    shifts::require_zone("hours", &save.hours)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let (id, verb, before) = match &save.id {
        Some(id) => (id.clone(), Verb::Update, change(&mut tx, viewer, id, &save).await?),
        None => {
            let id: SkillGroupId = services.ids.next();
            insert(&mut tx, &viewer.organisation, (&id, &save), now).await?;
            (id, Verb::Create, Value::Null)
        }
    };
    sqlx::query("delete from skill_group_hours where group_id = $1").bind(&id).execute(&mut *tx).await?;
    for span in &save.hours.spans {
        sqlx::query("insert into skill_group_hours (group_id, day, from_minute, to_minute) values ($1, $2, $3, $4)")
            .bind(&id)
            .bind(span.day)
            .bind(span.from)
            .bind(span.to)
            .execute(&mut *tx)
            .await?;
    }
    let after = json!({ "name": save.name, "ringing": save.ringing, "concurrency": save.concurrency,
        "hours": shifts::told(&save.hours) });
    let record = Record::new(verb, Subject::SkillGroup, &id, &save.name).fields(before, after);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "agents");
    let detail = get::detail(&mut tx, viewer, &id, now).await?;
    tx.commit().await?;
    Ok(detail)
}

/// Writes a new skill group, still without its hours.
///
/// # Errors
/// [`Code::Invalid`] in `name` if there are too many, [`Code::Taken`] for a name that another one has.
pub(crate) async fn insert(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (id, save): (&SkillGroupId, &SaveSkillGroup),
    now: Moment,
) -> Result<()> {
    let here: i64 = sqlx::query_scalar("select count(*) from skill_groups where organisation_id = $1")
        .bind(organisation)
        .fetch_one(&mut *conn)
        .await?;
    if here >= MOST {
        let field = Field { field: "name".to_owned(), fault: Fault::OutOfRange, limit: Some(MOST) };
        return Err(Problem::fields(vec![field]).into());
    }
    let made = sqlx::query(
        "insert into skill_groups (id, organisation_id, name, name_key, kind, ringing, concurrency, zone, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
    )
    .bind(id)
    .bind(organisation)
    .bind(&save.name)
    .bind(fold(&save.name))
    .bind(save.kind)
    .bind(save.ringing)
    .bind(save.concurrency)
    .bind(&save.hours.zone)
    .bind(now)
    .execute(conn)
    .await;
    made.map_err(taken)?;
    Ok(())
}

/// What it was before. Its kind stays: agents were chosen for it, and platforms do not change it either.
async fn change(conn: &mut Conn, viewer: &Viewer, id: &SkillGroupId, save: &SaveSkillGroup) -> Result<Value> {
    let row = find(conn, viewer, id).await?;
    if row.kind != save.kind {
        return Err(Problem::field("kind", Fault::Wrong).into());
    }
    let changed = sqlx::query(
        "update skill_groups set name = $1, name_key = $2, ringing = $3, concurrency = $4, zone = $5, revision = revision + 1 \
         where id = $6 and revision = $7",
    )
    .bind(&save.name)
    .bind(fold(&save.name))
    .bind(save.ringing)
    .bind(save.concurrency)
    .bind(&save.hours.zone)
    .bind(id)
    .bind(save.revision)
    .execute(&mut *conn)
    .await
    .map_err(taken)?;
    if changed.rows_affected() == 0 {
        return Err(audit::stale(conn, &viewer.organisation, id.as_str(), &row.name).await?.into());
    }
    Ok(json!({ "name": row.name, "ringing": row.ringing, "concurrency": row.concurrency }))
}

fn taken(error: sqlx::Error) -> Error {
    let error = Error::from(error);
    if !error.is_unique() {
        return error;
    }
    let fields = Problem::field("name", Fault::Taken).fields;
    Problem { fields, ..Problem::new(Code::Taken).with("field", "name") }.into()
}
