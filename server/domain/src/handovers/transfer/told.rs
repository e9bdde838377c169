//! What the platform says by itself: nobody waits for the next look then.

use crate::connections::rows::Row;
use crate::handovers::rows;
use crate::jobs::{Job, queue};
use crate::{Conn, Result, Services, Write};
use model::handover::{Bar, ItemState};
use model::{ConnectionId, HandoverId, MemberId};
use std::collections::BTreeSet;

/// A customer does not go over to the successor: he refused, or (`full`) the successor's contacts are full. Where the platform does not
/// say why, its list of results does.
///
/// # Errors
/// What the database says.
pub(crate) async fn not_taken(
    tx: &mut Write,
    services: &Services,
    connection: &Row,
    (to, customer): (&str, &str),
    full: Option<bool>,
) -> Result<()> {
    let Some(full) = full else { return moved(tx, services, &connection.id, customer).await };
    let (state, reason) = if full { (ItemState::Full, Some(Bar::SuccessorFull)) } else { (ItemState::Refused, None) };
    let of: Vec<HandoverId> = sqlx::query_scalar(
        "update handover_items set state = $1, reason = $2, code = null, due_at = null where connection_id = $3 and external_id = $4 \
         and kind = 'customer' and state in ('sent', 'waiting') and to_id = (select l.member_id from member_links l \
         where l.connection_id = $3 and l.external_key = $5) returning handover_id",
    )
    .bind(state)
    .bind(reason)
    .bind(&connection.id)
    .bind(customer)
    .bind(to)
    .fetch_all(&mut **tx)
    .await?;
    for id in of.iter().collect::<BTreeSet<_>>() {
        rows::settle(tx, services, id).await?;
    }
    tx.hint(&connection.organisation_id, "handovers");
    Ok(())
}

/// Something happened to a customer or a group there: whoever hands it over has a look.
///
/// # Errors
/// What the database says.
pub(crate) async fn moved(
    conn: &mut Conn,
    services: &Services,
    connection: &ConnectionId,
    external: &str,
) -> Result<()> {
    let leavers: Vec<MemberId> = sqlx::query_scalar(
        "select distinct leaver_id from handover_items where connection_id = $1 and external_id = $2 and accepted_at is not null \
         and state in ('sent', 'waiting')",
    )
    .bind(connection)
    .bind(external)
    .fetch_all(&mut *conn)
    .await?;
    let now = services.clock.now();
    for member in leavers {
        let job = Job::Transfer { connection: connection.clone(), member };
        queue::enqueue(conn, &services.ids, &job, now, now).await?;
    }
    Ok(())
}
