//! Letting agents in again: at once, or when the time is up.

use super::mails;
use super::rows::{self, Row, SELECT};
use crate::audit::{self, Actor, Record};
use crate::{Db, Result, Services, Write};
use model::audit::{Subject, Verb};
use model::outbox::Template;
use model::{Code, Problem};
use serde_json::json;
use sqlx::QueryBuilder;

/// Lifts the restriction of one agent.
///
/// # Errors
/// [`Code::WrongState`] for one who is not forced offline.
pub(super) async fn resume(tx: &mut Write, services: &Services, row: &Row, actor: &Actor) -> Result<()> {
    if row.forced_at.is_none() {
        return Err(Problem::new(Code::WrongState).with("state", "allowed").into());
    }
    sqlx::query(
        "update agents set forced_at = null, forced_by = '', forced_reason = '', forced_until = null, forced_work = 'finish', \
         forced_group_id = null, revision = revision + 1 where id = $1",
    )
    .bind(&row.id)
    .execute(&mut **tx)
    .await?;
    let link = format!("{}/sign-in", services.settings.public_url);
    mails::access(tx, services, row, Template::AgentResumed, &[("link", &link)]).await?;
    let record = Record::new(Verb::Resume, Subject::Agent, &row.id, &row.name)
        .fields(json!({ "reason": row.forced_reason }), json!(null));
    audit::record(tx, &row.organisation_id, actor, services.clock.now(), record).await
}

/// Lets in whose time is up. The door lets them in at that moment anyway; this clears the list and tells them.
///
/// # Errors
/// What the database says.
pub async fn resume_due(services: &Services) -> Result<()> {
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where a.forced_until <= ").push_bind(now).push(" order by a.forced_until, a.id limit 500");
    let due: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
    drop(conn);
    for row in due {
        let mut tx = services.store.write().await?;
        crate::organisation::lock(&mut tx, &row.organisation_id).await?;
        // Somebody may have been faster, or forced him offline for longer.
        let Some(row) = rows::find(&mut tx, &row.organisation_id, &row.id).await? else { continue };
        if row.forced_until.is_none_or(|until| until > now) {
            continue;
        }
        resume(&mut tx, services, &row, &Actor::system()).await?;
        tx.hint(&row.organisation_id, "agents");
        tx.commit().await?;
        services.wake.notify_one();
    }
    Ok(())
}
