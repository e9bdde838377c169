//! Removing a connection.

use super::rows;
use crate::audit::{self, Actor, Record};
use crate::{Result, Services, Viewer, organisation, presence, scim};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{Code, ConnectionId};
use serde_json::json;

/// Removes a connection. What came from it stays, as if made here: its fields are no longer padlocked. Seats end: nobody's chats are
/// archived through it any more.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::AlreadyRunning`] while a run is under way.
pub async fn remove(services: &Services, viewer: &Viewer, id: &ConnectionId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::ConnectionsWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, &viewer.organisation, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    let busy: i64 =
        sqlx::query_scalar("select count(*) from runs where connection_id = $1 and state in ('queued', 'running')")
            .bind(id)
            .fetch_one(&mut *tx)
            .await?;
    if busy > 0 {
        return Err(Code::AlreadyRunning.into());
    }
    for statement in [
        "update members set source = 'manual', revision = revision + 1 \
         where id in (select member_id from member_links where connection_id = $1)",
        "update departments set source = 'manual', revision = revision + 1 \
         where id in (select department_id from department_links where connection_id = $1)",
        "update customers set source = 'manual', revision = revision + 1 \
         where id in (select customer_id from customer_links where connection_id = $1)",
        "delete from member_links where connection_id = $1",
        "delete from department_links where connection_id = $1",
        "delete from customer_links where connection_id = $1",
        "delete from kept_conflicts where scope = $1",
        "delete from customer_group_members where group_id in (select id from customer_groups where connection_id = $1)",
        "update customer_groups set state = 'gone' where connection_id = $1",
        "delete from archive_unread where connection_id = $1",
        "delete from archive_consents where connection_id = $1",
        "delete from seat_totals where connection_id = $1",
        "delete from schedules where connection_id = $1",
        "delete from callbacks where connection_id = $1",
        "update change_sets set state = 'discarded' where connection_id = $1 and state = 'draft'",
        // The row stays for the history of its runs; its secrets do not.
        "update connections set secrets_sealed = '', secret_names = '', revision = revision + 1 where id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *tx).await?;
    }
    scim::remove(&mut tx, id).await?;
    presence::forget_connection(&mut tx, id).await?;
    sqlx::query("update seats set until = $1, revision = revision + 1 where connection_id = $2 and until is null")
        .bind(now)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    sqlx::query("update connections set removed = $1 where id = $2").bind(true).bind(id).execute(&mut *tx).await?;
    let record = Record::new(Verb::Delete, Subject::Connection, id, &row.name)
        .fields(json!({ "name": row.name, "kind": row.kind }), json!(null));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    for topic in ["connections", "members", "departments", "customers", "seats", "presence"] {
        tx.hint(&viewer.organisation, topic);
    }
    tx.commit().await
}
