//! Asking what became of groups: no list of results tells (document 92127), but each group names its owner.

use super::Platform;
use super::outcome::{self, Part};
use super::results::{Standing, silent};
use crate::groups::is_dissolved;
use crate::handovers::rows;
use crate::{Conn, Result};
use connectors::wecom::WeComError;
use model::HandoverId;
use model::handover::{Bar, ItemState};
use std::collections::{BTreeSet, HashMap};

/// Who owns a group.
enum Owner {
    /// This member, by his folded id there.
    Is(String),
    /// There is no such group any more.
    Gone,
}

/// Reads every group that is on its way; the platform's trouble, if there is any.
pub(super) async fn look(platform: &Platform<'_>) -> Result<std::result::Result<(), WeComError>> {
    let mut conn = platform.services.store.read().await?;
    let under_way = under_way(&mut conn, platform).await?;
    let takers = takers(&mut conn, platform).await?;
    drop(conn);
    for block in under_way.chunks(100) {
        let mut owners = Vec::with_capacity(block.len());
        for standing in block {
            owners.push(match platform.client.group(&standing.part.external_id).await {
                Ok(chat) => Owner::Is(chat.owner.folded()),
                Err(error) if is_dissolved(&error) => Owner::Gone,
                Err(error) => return Ok(Err(error)),
            });
        }
        take_down(platform, &takers, block, &owners).await?;
    }
    Ok(Ok(()))
}

async fn under_way(conn: &mut Conn, platform: &Platform<'_>) -> Result<Vec<Standing>> {
    Ok(sqlx::query_as(
        "select i.id, i.handover_id, i.kind, i.subject_id, i.external_id, i.leaver_id, i.to_id, i.call, i.sent_at, i.due_at, \
         1 = 1 as there, i.state from handover_items i where i.connection_id = $1 and i.leaver_id = $2 and i.kind = 'group' \
         and i.state in ('sent', 'waiting') order by i.id",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .fetch_all(conn)
    .await?)
}

/// The ids there, folded, of those who take groups over, by their ids here.
async fn takers(conn: &mut Conn, platform: &Platform<'_>) -> Result<HashMap<String, String>> {
    let found: Vec<(String, String)> = sqlx::query_as(
        "select distinct i.to_id, l.external_key from handover_items i join member_links l on l.connection_id = i.connection_id \
         and l.member_id = i.to_id where i.connection_id = $1 and i.leaver_id = $2 and i.kind = 'group' \
         and i.state in ('sent', 'waiting')",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().collect())
}

async fn take_down(
    platform: &Platform<'_>,
    takers: &HashMap<String, String>,
    block: &[Standing],
    owners: &[Owner],
) -> Result<()> {
    let services = platform.services;
    let now = services.clock.now();
    let before = platform.handover.folded();
    let mut tx = services.store.write().await?;
    let mut of: BTreeSet<&HandoverId> = BTreeSet::new();
    for (Standing { part, state }, owner) in block.iter().zip(owners) {
        let taker = |part: &Part| part.to_id.as_ref().and_then(|to| takers.get(to.as_str())).cloned();
        let failed = |bar| (ItemState::Failed, Some(bar), None, None);
        match owner {
            Owner::Gone => outcome::set(&mut tx, &part.id, failed(Bar::Gone)).await?,
            Owner::Is(owner) if taker(part).as_ref() == Some(owner) => outcome::done(&mut tx, services, part).await?,
            Owner::Is(owner) if *owner == before => silent(&mut tx, (part, *state), now).await?,
            // Somebody passed it on there meanwhile.
            Owner::Is(_) => outcome::set(&mut tx, &part.id, failed(Bar::NotHis)).await?,
        }
        of.insert(&part.handover_id);
    }
    for id in of {
        rows::settle(&mut tx, services, id).await?;
    }
    platform.hint(&mut tx);
    tx.commit().await
}
