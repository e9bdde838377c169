//! Ending that states flow.

use super::{feed, syncs};
use crate::audit::{self, Actor, Record};
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result, Services, Viewer, connections, organisation};
use connectors::ringcentral::types::SubscriptionId;
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::{ConnectionId, MemberId, Moment, PresenceSyncId};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::time::Duration;

/// How long the platform may take to hear that it need not tell any more; it notices by itself, too.
const FAREWELL: Duration = Duration::from_secs(5);

/// Ends that states flow between two tenants. What was told stays there as it is.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PresenceWrite`], [`model::Code::NotFound`], [`model::Code::Stale`].
pub async fn remove(services: &Services, viewer: &Viewer, id: &PresenceSyncId, revision: i64) -> Result<()> {
    viewer.require_everywhere(Permission::PresenceWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = syncs::find(&mut tx, &viewer.organisation, id).await?;
    if row.revision != revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &row.name()).await?.into());
    }
    let feed = feed::find(&mut tx, &row.telephony_id).await?;
    let connection = connections::rows::find(&mut tx, &viewer.organisation, &row.telephony_id).await?;
    forget_connection(&mut tx, &row.telephony_id).await?;
    let record = Record::new(Verb::Delete, Subject::Presence, id, row.name())
        .fields(json!({ "direction": row.direction, "enabled": row.enabled }), Value::Null);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "presence");
    tx.commit().await?;
    farewell(services, &connection, feed.and_then(|feed| feed.subscription_id)).await
}

/// Tells the telephones that they need not tell any more.
pub(super) async fn farewell(
    services: &Services,
    connection: &connections::rows::Row,
    subscription: Option<String>,
) -> Result<()> {
    let Some(subscription) = subscription.map(SubscriptionId::new) else { return Ok(()) };
    let telephony = services.clients.ring_central(services, connection)?;
    let farewell = tokio::time::timeout(FAREWELL, telephony.delete_subscription(&subscription)).await;
    if !matches!(farewell, Ok(Ok(()))) {
        tracing::warn!(connection = %connection.id, "a subscription could not be ended; the platform blocks it by itself");
    }
    Ok(())
}

/// Forgets what a connection takes part in, with how everybody was.
///
/// # Errors
/// What the database says.
pub(crate) async fn forget_connection(conn: &mut Conn, connection: &ConnectionId) -> Result<()> {
    let Some(row) = syncs::of(conn, connection).await? else { return Ok(()) };
    for statement in [
        "delete from presence_writes where sync_id = $1",
        "delete from presence_people where sync_id = $1",
        "delete from presence_rules where sync_id = $1",
        "delete from presence_directions where sync_id = $1",
        "delete from presence_syncs where id = $1",
    ] {
        sqlx::query(statement).bind(&row.id).execute(&mut *conn).await?;
    }
    for connection in [&row.telephony_id, &row.centre_id] {
        for statement in [
            "delete from presences where connection_id = $1",
            "delete from presence_codes where connection_id = $1",
            "delete from presence_feeds where connection_id = $1",
        ] {
            sqlx::query(statement).bind(connection).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Forgets how members were with accounts that are no longer theirs, and has everything read anew if somebody has one of which nothing is
/// known.
///
/// # Errors
/// What the database says.
pub(crate) async fn accounts_changed(
    conn: &mut Conn,
    connection: &ConnectionId,
    members: &[MemberId],
    now: Moment,
) -> Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let Some(row) = syncs::of(conn, connection).await? else { return Ok(()) };
    sqlx::query(
        "delete from presences where connection_id = $1 and not exists (select 1 from mappings g where g.connection_id = $1 \
         and g.external_id = presences.external_id and g.status = 'mapped')",
    )
    .bind(connection)
    .execute(&mut *conn)
    .await?;
    let known = "exists (select 1 from mappings g join presences p on p.connection_id = g.connection_id and p.external_id = g.external_id \
         where g.member_id = m.id and g.connection_id = ";
    let mut unknown = false;
    for block in blocks(members) {
        // What hangs on them goes with them.
        let mut sql = QueryBuilder::<Db>::new("delete from presence_people where sync_id = ");
        sql.push_bind(row.id.clone()).push(" and member_id in (select m.id from members m where not ").push(known);
        sql.push_bind(connection.clone()).push(") and m.id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push("))").build().execute(&mut *conn).await?;
        let mut sql = QueryBuilder::<Db>::new("select count(*) from members m where not ");
        sql.push(known)
            .push_bind(connection.clone())
            .push(") and exists (select 1 from mappings t where t.member_id = m.id");
        sql.push(" and t.status = 'mapped' and t.connection_id = ")
            .push_bind(connection.clone())
            .push(") and m.id in (");
        push_list(&mut sql, block.iter().cloned());
        unknown |= sql.push(")").build_query_scalar::<i64>().fetch_one(&mut *conn).await? > 0;
    }
    if unknown {
        for connection in [&row.telephony_id, &row.centre_id] {
            feed::read_again(conn, connection, now).await?;
        }
    }
    Ok(())
}
