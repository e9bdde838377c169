//! Asking what became of what was sent.

use super::outcome::{self, Part};
use super::{Platform, UNANSWERED};
use super::{groups, licences};
use crate::handovers::rows;
use crate::{Conn, Result};
use connectors::wecom::WeComError;
use connectors::wecom::types::{TransferResult, UserId};
use model::handover::{Bar, ItemState};
use model::{HandoverId, MemberId, Moment};
use std::collections::{BTreeSet, HashMap};

/// The successors that something was sent to, by the call that took it.
async fn pairs(conn: &mut Conn, platform: &Platform<'_>) -> Result<Vec<(MemberId, String, String)>> {
    Ok(sqlx::query_as(
        "select distinct i.to_id, i.call, l.external_id from handover_items i join member_links l \
         on l.connection_id = i.connection_id and l.member_id = i.to_id where i.connection_id = $1 and i.leaver_id = $2 \
         and i.kind = 'customer' and i.state in ('sent', 'waiting') and i.call is not null order by i.to_id, i.call",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .fetch_all(conn)
    .await?)
}

/// Reads the results of everything on its way; the platform's trouble, if there is any.
pub(super) async fn look(platform: &Platform<'_>) -> Result<std::result::Result<(), WeComError>> {
    let mut conn = platform.services.store.read().await?;
    let pairs = pairs(&mut conn, platform).await?;
    drop(conn);
    for (to, call, takeover) in pairs {
        let found = match read(platform, &call, &UserId::new(takeover)).await {
            Ok(found) => found,
            Err(error) => return Ok(Err(error)),
        };
        take_down(platform, (&to, &call), &found).await?;
    }
    if let Err(error) = groups::look(platform).await? {
        return Ok(Err(error));
    }
    licences::look(platform).await
}

/// All results between two members, by the customer's id there; of several the last counts.
async fn read(
    platform: &Platform<'_>,
    call: &str,
    takeover: &UserId,
) -> std::result::Result<HashMap<String, TransferResult>, WeComError> {
    let mut found = HashMap::new();
    let mut cursor = None;
    loop {
        let page = match call {
            "on_job" => platform.client.transfer_results(&platform.handover, takeover, cursor.as_ref()).await?,
            _ => platform.client.leavers_transfer_results(&platform.handover, takeover, cursor.as_ref()).await?,
        };
        let empty = page.rows.is_empty();
        found.extend(page.rows.into_iter().map(|row| (row.external_userid.clone(), row)));
        // A cursor that leads nowhere ends, too.
        match page.next {
            Some(next) if !empty && cursor.as_ref() != Some(&next) => cursor = Some(next),
            _ => return Ok(found),
        }
    }
}

async fn take_down(
    platform: &Platform<'_>,
    (to, call): (&MemberId, &str),
    found: &HashMap<String, TransferResult>,
) -> Result<()> {
    let services = platform.services;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let parts: Vec<(Part, ItemState)> = parts(&mut tx, platform, to, call).await?;
    let mut of: BTreeSet<HandoverId> = BTreeSet::new();
    for (part, state) in &parts {
        let known = match found.get(&part.external_id) {
            Some(result) => outcome::result(&mut tx, services, part, result).await?,
            None => false,
        };
        of.insert(part.handover_id.clone());
        if !known {
            silent(&mut tx, (part, *state), now).await?;
        }
    }
    for id in &of {
        rows::settle(&mut tx, services, id).await?;
    }
    platform.hint(&mut tx);
    tx.commit().await
}

/// The platform says nothing of an item: it never came, or nothing came of it.
pub(super) async fn silent(conn: &mut Conn, (part, state): (&Part, ItemState), now: Moment) -> Result<()> {
    match state {
        // Never came: it may go again.
        ItemState::Sent if part.sent_at.is_none_or(|at| at.plus(UNANSWERED) <= now) => {
            outcome::set(conn, &part.id, (ItemState::Queued, None, None, None)).await
        }
        ItemState::Waiting if part.due_at.is_some_and(|at| at.plus(model::moment::DAY) <= now) => {
            outcome::set(conn, &part.id, (ItemState::Failed, Some(Bar::PlatformSaidNo), None, None)).await
        }
        _ => Ok(()),
    }
}

/// An item on its way, and how far it is.
#[derive(sqlx::FromRow)]
pub(super) struct Standing {
    #[sqlx(flatten)]
    pub part: Part,
    pub state: ItemState,
}

async fn parts(conn: &mut Conn, platform: &Platform<'_>, to: &MemberId, call: &str) -> Result<Vec<(Part, ItemState)>> {
    let rows: Vec<Standing> = sqlx::query_as(
        "select i.id, i.handover_id, i.kind, i.subject_id, i.external_id, i.leaver_id, i.to_id, i.call, i.sent_at, i.due_at, \
         1 = 1 as there, i.state from handover_items i where i.connection_id = $1 and i.leaver_id = $2 and i.to_id = $3 \
         and i.kind = 'customer' and i.call = $4 and i.state in ('sent', 'waiting') order by i.id",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .bind(to)
    .bind(call)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.part, row.state)).collect())
}
