//! Changing the rules.

use super::find;
use crate::audit::{self, Actor, Record, difference};
use crate::{Result, Services, Viewer, Write, joins, organisation};
use model::audit::{Subject, Verb};
use model::invitation::Channel;
use model::join::JoinRule;
use model::join_rules::{JoinOutcome, JoinRules, SavedRules, judge};
use model::permission::{Permission, Role};
use model::{JoinId, Moment};
use serde_json::{Value, json};

/// Changes the rules. With `reevaluate`, those who wait and are let in by the new rules come in now, as if approved; those
/// whose way is closed go on waiting, because nobody is refused without somebody who says so.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::OrganisationWrite`], [`model::Code::Invalid`], [`model::Code::Stale`].
pub async fn save(services: &Services, viewer: &Viewer, rules: &JoinRules, reevaluate: bool) -> Result<SavedRules> {
    viewer.require_everywhere(Permission::OrganisationWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let name = organisation::find(&mut tx, &viewer.organisation).await?.name;
    let saved = write(&mut tx, viewer, (&name, rules.clone()), reevaluate, services.clock.now()).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Changes the rules of the viewer's organisation, which goes by this name.
///
/// # Errors
/// [`model::Code::Invalid`], [`model::Code::Stale`].
pub(crate) async fn write(
    tx: &mut Write,
    viewer: &Viewer,
    (name, rules): (&str, JoinRules),
    reevaluate: bool,
    now: Moment,
) -> Result<SavedRules> {
    let new = rules.check()?;
    let old = find(tx, &viewer.organisation).await?;
    if old.revision != new.revision {
        return Err(audit::stale(tx, &viewer.organisation, viewer.organisation.as_str(), name).await?.into());
    }
    // Nothing new may still be asked to look again at those who wait.
    if old != new {
        store(tx, viewer, &new).await?;
        let (was, is) = difference(&fields(&old), &fields(&new));
        let record = Record::new(Verb::Update, Subject::Organisation, &viewer.organisation, name)
            .fields(was, is)
            .back(raw(&old), raw(&new));
        audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    }
    let saved = find(tx, &viewer.organisation).await?;
    let let_in = if reevaluate { let_in(tx, viewer, &saved, now).await? } else { 0 };
    tx.hint(&viewer.organisation, "organisation");
    tx.hint(&viewer.organisation, "joins");
    Ok(SavedRules { rules: saved, let_in })
}

async fn store(tx: &mut Write, viewer: &Viewer, rules: &JoinRules) -> Result<()> {
    sqlx::query("update organisations set inviting_verification = $1 where id = $2")
        .bind(rules.verification)
        .bind(&viewer.organisation)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into join_rules (organisation_id, cells, details, revision) values ($1, $2, $3, $4) \
         on conflict (organisation_id) do update set cells = excluded.cells, details = excluded.details, \
         revision = excluded.revision",
    )
    .bind(&viewer.organisation)
    .bind(serde_json::to_string(&rules.closed)?)
    .bind(serde_json::to_string(&rules.details)?)
    .bind(rules.revision + 1)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The rules as they are kept.
pub(crate) fn raw(rules: &JoinRules) -> Value {
    json!({ "verification": rules.verification, "closed": rules.closed, "details": rules.details })
}

/// The rules as the activity tells of them.
fn fields(rules: &JoinRules) -> Value {
    let closed: Vec<String> = rules.closed.iter().map(|cell| format!("{} {}", cell.channel, cell.inviter)).collect();
    let details: Vec<String> = rules
        .details
        .iter()
        .map(|detail| {
            let name = if detail.label.is_empty() { detail.kind.word() } else { detail.label.as_str() };
            [name, if detail.required { " *" } else { "" }].concat()
        })
        .collect();
    json!({ "inviting_verification": rules.verification, "closed_ways": closed, "join_details": details })
}

/// Lets in those who wait and need not any more, oldest first.
async fn let_in(tx: &mut Write, viewer: &Viewer, rules: &JoinRules, now: Moment) -> Result<i64> {
    let waiting: Vec<(JoinId, Channel, Option<Role>)> = sqlx::query_as(
        "select j.id, j.channel, i.role from joins j left join members i on i.id = j.inviter_id \
         where j.organisation_id = $1 and j.state = 'waiting' order by j.created_at, j.id",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut **tx)
    .await?;
    let verdicts = waiting.into_iter().map(|(id, channel, role)| (id, judge(channel, role, rules)));
    let free: Vec<(JoinId, JoinRule)> = verdicts
        .filter(|(_, verdict)| verdict.outcome == JoinOutcome::Joins)
        .map(|(id, verdict)| (id, verdict.rule))
        .collect();
    for (id, rule) in &free {
        joins::approve_by_rule(tx, viewer, id, *rule, now).await?;
    }
    if !free.is_empty() {
        tx.hint(&viewer.organisation, "members");
        tx.hint(&viewer.organisation, "departments");
    }
    Ok(i64::try_from(free.len()).unwrap_or(i64::MAX))
}
