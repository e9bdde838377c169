//! What an organisation decided about keeping.

use crate::audit::{self, Actor, Record};
use crate::jobs::schedule::next_times;
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::retention::{RetentionKind, RetentionRules};
use model::{Code, Moment, OrganisationId};
use serde_json::{Map, Value, json};

/// The rules in force.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::OrganisationWrite`].
pub async fn rules(services: &Services, viewer: &Viewer) -> Result<RetentionRules> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let mut conn = services.store.read().await?;
    find(&mut conn, &viewer.organisation).await
}

/// The rules of an organisation.
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId) -> Result<RetentionRules> {
    let days: Vec<(RetentionKind, i64)> =
        sqlx::query_as("select kind, days from retention_rules where organisation_id = $1 order by kind")
            .bind(organisation)
            .fetch_all(&mut *conn)
            .await?;
    let plan: Option<(i64, String, Moment, i64)> =
        sqlx::query_as("select at_minute, zone, next_at, revision from retention_plans where organisation_id = $1")
            .bind(organisation)
            .fetch_optional(conn)
            .await?;
    let Some((at_minute, zone, next_at, revision)) = plan else { return Ok(RetentionRules::default()) };
    let next_at = (!days.is_empty()).then_some(next_at);
    Ok(RetentionRules { days, at_minute, zone, next_at, revision })
}

/// When the rules are carried out next.
///
/// # Errors
/// [`Code::Invalid`] naming `zone`.
pub(super) fn next(rules: &RetentionRules, now: Moment) -> Result<Moment> {
    let cron = format!("{} {} * * *", rules.at_minute % 60, rules.at_minute / 60);
    let times = next_times(&cron, &rules.zone, now, 1)?;
    Ok(times.first().copied().ok_or(Code::Internal)?)
}

/// Changes the rules. Nothing is cleared before their time comes, or somebody starts it.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::OrganisationWrite`], [`Code::Invalid`], [`Code::Stale`].
pub async fn save_rules(services: &Services, viewer: &Viewer, rules: &RetentionRules) -> Result<RetentionRules> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let rules = rules.clone().check()?;
    let now = services.clock.now();
    let next_at = next(&rules, now)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation).await?;
    if old.revision != rules.revision {
        return Err(Code::Stale.into());
    }
    sqlx::query("delete from retention_rules where organisation_id = $1")
        .bind(&viewer.organisation)
        .execute(&mut *tx)
        .await?;
    for (kind, days) in &rules.days {
        sqlx::query("insert into retention_rules (organisation_id, kind, days) values ($1, $2, $3)")
            .bind(&viewer.organisation)
            .bind(kind)
            .bind(days)
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query(
        "insert into retention_plans (organisation_id, at_minute, zone, next_at, revision) values ($1, $2, $3, $4, $5) \
         on conflict (organisation_id) do update set at_minute = excluded.at_minute, zone = excluded.zone, \
         next_at = excluded.next_at, revision = excluded.revision",
    )
    .bind(&viewer.organisation)
    .bind(rules.at_minute)
    .bind(&rules.zone)
    .bind(next_at)
    .bind(old.revision + 1)
    .execute(&mut *tx)
    .await?;
    let record =
        Record::new(Verb::Update, Subject::Retention, &viewer.organisation, "").fields(told(&old), told(&rules));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "retention");
    let saved = find(&mut tx, &viewer.organisation).await?;
    tx.commit().await?;
    Ok(saved)
}

/// The rules as the activity tells of them: days by kind.
fn told(rules: &RetentionRules) -> Value {
    let mut fields: Map<String, Value> =
        rules.days.iter().map(|(kind, days)| (kind.to_string(), json!(days))).collect();
    fields.insert("at_minute".to_owned(), json!(rules.at_minute));
    fields.insert("zone".to_owned(), json!(rules.zone));
    Value::Object(fields)
}
