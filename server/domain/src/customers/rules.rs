//! What an organisation decided about deleting customers.

use crate::audit::{self, Actor, Record, difference};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::deletion::DeletionRules;
use model::permission::Permission;
use model::{Code, OrganisationId};
use serde_json::{Value, json};

/// The rules in force.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersRead`].
pub async fn rules(services: &Services, viewer: &Viewer) -> Result<DeletionRules> {
    viewer.require(Permission::CustomersRead)?;
    let mut conn = services.store.read().await?;
    find(&mut conn, &viewer.organisation).await
}

/// The rules of an organisation: the defaults as long as it decided nothing.
pub(crate) async fn find(conn: &mut Conn, organisation: &OrganisationId) -> Result<DeletionRules> {
    let row: Option<(i64, Option<i64>, Option<i64>, i64)> = sqlx::query_as(
        "select bin_days, keep_days, second_above, revision from customer_rules where organisation_id = $1",
    )
    .bind(organisation)
    .fetch_optional(conn)
    .await?;
    Ok(row.map_or_else(DeletionRules::default, |(bin_days, keep_days, second_above, revision)| DeletionRules {
        bin_days,
        keep_days,
        second_above,
        revision,
    }))
}

/// Changes the rules. They count from the next deletion on: who is in the bin keeps his date.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::OrganisationWrite`], [`Code::Invalid`], [`Code::Stale`].
pub async fn save_rules(services: &Services, viewer: &Viewer, rules: &DeletionRules) -> Result<DeletionRules> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let rules = rules.check()?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let old = find(&mut tx, &viewer.organisation).await?;
    if old.revision != rules.revision {
        return Err(Code::Stale.into());
    }
    let new = DeletionRules { revision: old.revision + 1, ..rules };
    sqlx::query(
        "insert into customer_rules (organisation_id, bin_days, keep_days, second_above, revision) \
         values ($1, $2, $3, $4, $5) on conflict (organisation_id) do update set bin_days = excluded.bin_days, \
         keep_days = excluded.keep_days, second_above = excluded.second_above, revision = excluded.revision",
    )
    .bind(&viewer.organisation)
    .bind(new.bin_days)
    .bind(new.keep_days)
    .bind(new.second_above)
    .bind(new.revision)
    .execute(&mut *tx)
    .await?;
    let (before, after) = difference(&told(&old), &told(&new));
    let name: String = sqlx::query_scalar("select name from organisations where id = $1")
        .bind(&viewer.organisation)
        .fetch_one(&mut *tx)
        .await?;
    let record = Record::new(Verb::Update, Subject::Organisation, &viewer.organisation, name)
        .fields(before, after)
        .back(told(&old), told(&new));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "organisation");
    tx.commit().await?;
    Ok(new)
}

/// The rules as the activity tells of them.
pub(crate) fn told(rules: &DeletionRules) -> Value {
    json!({ "bin_days": rules.bin_days, "keep_days": rules.keep_days, "second_above": rules.second_above })
}
