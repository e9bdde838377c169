//! How many files a day.

use super::require_any;
use crate::audit::{self, Actor, Record};
use crate::viewer::From;
use crate::{Conn, Result, Services, Viewer};
use model::audit::{Origin, Subject, Verb};
use model::import::Quota;
use model::{Code, Moment, OrganisationId, Problem, limits, moment};
use serde_json::json;

/// How many files were imported today, by this person and from this network.
///
/// # Errors
/// [`Code::Forbidden`]
pub async fn quota(services: &Services, viewer: &Viewer) -> Result<Quota> {
    require_any(viewer)?;
    let mut conn = services.store.read().await?;
    look(&mut conn, viewer, services.clock.now()).await
}

async fn look(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<Quota> {
    let plan: String = sqlx::query_scalar("select plan from organisations where id = $1")
        .bind(&viewer.organisation)
        .fetch_one(&mut *conn)
        .await?;
    let day = now.0.div_euclid(moment::DAY);
    let mut counts = [0; 2];
    for (count, subject) in counts.iter_mut().zip(subjects(viewer)) {
        let known: Option<i64> = sqlx::query_scalar("select amount from import_quota where day = $1 and subject = $2")
            .bind(day)
            .bind(subject)
            .fetch_optional(&mut *conn)
            .await?;
        *count = known.unwrap_or(0);
    }
    Ok(Quota {
        limit: (plan == "free").then_some(limits::IMPORTS_A_DAY),
        mine: counts[0],
        network: counts[1],
        opens_at: Moment((day + 1) * moment::DAY),
    })
}

fn subjects(viewer: &Viewer) -> [String; 2] {
    [format!("account:{}", viewer.account), format!("address:{}", viewer.from.address)]
}

/// Passes while there is something left.
///
/// # Errors
/// [`Code::Quota`] with both counts and when it opens again.
pub(super) async fn check(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<()> {
    let quota = look(conn, viewer, now).await?;
    let Some(limit) = quota.limit else { return Ok(()) };
    if quota.mine < limit && quota.network < limit {
        return Ok(());
    }
    let problem = Problem::new(Code::Quota)
        .with("limit", limit)
        .with("mine", quota.mine)
        .with("network", quota.network)
        .with("until", quota.opens_at.0);
    Err(problem.into())
}

/// Counts one file, on the paid plan too: the plan may end in the middle of a day.
///
/// # Errors
/// As [`check`].
pub(super) async fn take(conn: &mut Conn, viewer: &Viewer, now: Moment) -> Result<()> {
    check(conn, viewer, now).await?;
    for subject in subjects(viewer) {
        sqlx::query(
            "insert into import_quota (day, subject, amount) values ($1, $2, 1) \
             on conflict (day, subject) do update set amount = import_quota.amount + 1",
        )
        .bind(now.0.div_euclid(moment::DAY))
        .bind(subject)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Gives every organisation of this name another plan: for the installation's owner, on the command line. How many there were.
///
/// # Errors
/// [`Code::NotFound`] if there is none.
pub async fn set_plan(services: &Services, organisation: &str, paid: bool) -> Result<usize> {
    let plan = if paid { "paid" } else { "free" };
    let mut tx = services.store.write().await?;
    let found: Vec<(OrganisationId, String)> =
        sqlx::query_as("select id, plan from organisations where name = $1 order by id")
            .bind(organisation)
            .fetch_all(&mut *tx)
            .await?;
    if found.is_empty() {
        return Err(Code::NotFound.into());
    }
    let from = From { origin: Origin::Cli, address: String::new() };
    let actor = Actor { account: None, member: None, key: None, name: String::new(), from };
    for (id, before) in &found {
        sqlx::query("update organisations set plan = $1, revision = revision + 1 where id = $2")
            .bind(plan)
            .bind(id)
            .execute(&mut *tx)
            .await?;
        let record = Record::new(Verb::Update, Subject::Organisation, id, organisation)
            .fields(json!({ "plan": before }), json!({ "plan": plan }));
        audit::record(&mut tx, id, &actor, services.clock.now(), record).await?;
    }
    tx.commit().await?;
    Ok(found.len())
}
