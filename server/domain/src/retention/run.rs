//! Carrying the rules out, in the background.

use super::clear::{Cleared, clear};
use super::{customers, due, rules};
use crate::audit::{self, Actor, Record};
use crate::change::Pace;
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::viewer::From;
use crate::{Conn, Result, Services, Write};
use model::audit::{Origin, Subject, Verb};
use model::retention::RetentionKind;
use model::run::{Counts, RunState, Stage};
use model::{ChangeSetId, Moment, OrganisationId};
use serde_json::{Map, Value, json};

/// Clears what is old enough, kind by kind and block by block. What was cleared is counted in the transaction that clears it, so that
/// a killed server goes on where it was. What comes of age while it runs is the next run's.
///
/// # Errors
/// A [`Stop`]: the database failed.
pub(crate) async fn carry_out(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    // Of one that goes on after a crash still the moment at which it began.
    let now = run.created_at;
    let mut conn = services.store.read().await?;
    let wanted = rules::find(&mut conn, &run.organisation_id).await?;
    drop(conn);
    for (kind, days) in wanted.days {
        if !one_kind(services, run, (kind, days), now).await? {
            let mut tx = services.store.write().await?;
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
            tx.hint(&run.organisation_id, "retention");
            return Ok(tx.commit().await?);
        }
    }
    Ok(finish(services, run).await?)
}

/// All blocks of a kind; whether nobody stopped the run.
async fn one_kind(
    services: &Services,
    run: &runs::Row,
    (kind, days): (RetentionKind, i64),
    now: Moment,
) -> Result<bool> {
    let mut pace = Pace::new();
    loop {
        let mut tx = services.store.write().await?;
        let from = services.clock.now();
        let state = runs::find(&mut tx, &run.organisation_id, &run.id).await?;
        if state.stopping {
            return Ok(false);
        }
        let block = due::due(&mut tx, &run.organisation_id, (kind, days), now, pace.rows()).await?;
        if block.is_empty() {
            return Ok(true);
        }
        let amount = if kind == RetentionKind::Customers {
            let (amount, _) = customers::propose(&mut tx, services, run, state.change_set, (&block, days)).await?;
            amount
        } else {
            match clear(&mut tx, &run.organisation_id, kind, &block, services.clock.now()).await? {
                Cleared::All(amount) => amount,
                Cleared::Part => 0,
            }
        };
        count(&mut tx, run, (kind, days), amount).await?;
        let (cursor, counts) = (String::new(), Counts::default());
        let done = state.done + amount;
        runs::save(&mut tx, run, &Progress { stage: Stage::Write, done, total: None, cursor, counts }).await?;
        tx.hint(&run.organisation_id, "retention");
        tx.commit().await?;
        pace.took(from, services.clock.now());
    }
}

async fn count(tx: &mut Write, run: &runs::Row, (kind, days): (RetentionKind, i64), amount: i64) -> Result<()> {
    sqlx::query(
        "insert into retention_results (run_id, organisation_id, kind, days, amount) values ($1, $2, $3, $4, $5) \
         on conflict (run_id, kind) do update set amount = retention_results.amount + excluded.amount",
    )
    .bind(&run.id)
    .bind(&run.organisation_id)
    .bind(kind)
    .bind(days)
    .bind(amount)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn results(conn: &mut Conn, run: &runs::Row) -> Result<Vec<(RetentionKind, i64)>> {
    let found = sqlx::query_as("select kind, amount from retention_results where run_id = $1 order by kind");
    Ok(found.bind(&run.id).fetch_all(conn).await?)
}

/// Tells what was cleared, and leaves the proposed deletion to a person.
async fn finish(services: &Services, run: &runs::Row) -> Result<()> {
    let mut tx = services.store.write().await?;
    let organisation: &OrganisationId = &run.organisation_id;
    let cleared = results(&mut tx, run).await?;
    let set: Option<ChangeSetId> = runs::find(&mut tx, organisation, &run.id).await?.change_set;
    if let Some(set) = &set {
        let proposed = cleared.iter().find(|(kind, _)| *kind == RetentionKind::Customers).map_or(0, |(_, n)| *n);
        customers::finish(&mut tx, organisation, (set, proposed)).await?;
    }
    if cleared.iter().any(|(_, amount)| *amount > 0) {
        let fields: Map<String, Value> =
            cleared.iter().map(|(kind, amount)| (kind.to_string(), json!(amount))).collect();
        let record = Record::new(Verb::Erase, Subject::Retention, organisation, "").fields(json!(null), fields.into());
        let origin = if run.automatic { Origin::Schedule } else { Origin::Run };
        let actor = Actor {
            account: None,
            member: run.started_by_member.clone(),
            key: run.started_by_key.clone(),
            name: run.started_by.clone(),
            from: From { origin, address: String::new() },
        };
        audit::record(&mut tx, organisation, &actor, services.clock.now(), record).await?;
    }
    let state = if set.is_some() { RunState::WaitingReview } else { RunState::Done };
    runs::end(&mut tx, services, &run.id, organisation, state, None).await?;
    tx.hint(organisation, "retention");
    tx.commit().await
}
