//! Licences of a service provider (接口许可): moved at once, where the connection says that they may be.

use super::Platform;
use super::outcome;
use super::results::{Standing, silent};
use crate::handovers::rows;
use crate::{Conn, Result};
use connectors::wecom::WeComError;
use connectors::wecom::types::{LicenceMove, UserId};
use std::collections::HashMap;

/// The platform's numbers for licences: those of the whole call are about each of its rows.
const NUMBERS: std::ops::Range<i64> = 701_000..702_000;

/// Moves the leaver's licence; the platform's number, 0 where it moved.
pub(super) async fn ask(
    platform: &Platform<'_>,
    to: &UserId,
    external: &[String],
) -> std::result::Result<HashMap<String, i64>, WeComError> {
    let moves: Vec<LicenceMove> = external
        .iter()
        .map(|id| LicenceMove { handover_userid: UserId::new(id.clone()), takeover_userid: to.clone() })
        .collect();
    match platform.client.transfer_licences(&moves).await {
        Ok(rows) => Ok(rows.into_iter().map(|row| (row.handover_userid.as_str().to_owned(), row.errcode)).collect()),
        Err(error) => match error.code().filter(|code| NUMBERS.contains(code)) {
            Some(code) => Ok(external.iter().map(|id| (id.clone(), code)).collect()),
            None => Err(error),
        },
    }
}

/// Looks, where no answer came, whether the licence moved: the leaver has none any more and the successor has one.
pub(super) async fn look(platform: &Platform<'_>) -> Result<std::result::Result<(), WeComError>> {
    let mut conn = platform.services.store.read().await?;
    let sent = sent(&mut conn, platform).await?;
    drop(conn);
    for (standing, taker) in sent {
        let part = &standing.part;
        let has = async |id: &UserId| Ok::<_, WeComError>(platform.client.licences_of(id).await?.active_status == 1);
        let moved = match (has(&platform.handover).await, has(&UserId::new(taker)).await) {
            (Ok(before), Ok(after)) => !before && after,
            (Err(error), _) | (_, Err(error)) => return Ok(Err(error)),
        };
        let services = platform.services;
        let mut tx = services.store.write().await?;
        if moved {
            outcome::done(&mut tx, services, part).await?;
        } else {
            silent(&mut tx, (part, standing.state), services.clock.now()).await?;
        }
        rows::settle(&mut tx, services, &part.handover_id).await?;
        platform.hint(&mut tx);
        tx.commit().await?;
    }
    Ok(Ok(()))
}

/// What was sent and not answered, with the successor's id there.
async fn sent(conn: &mut Conn, platform: &Platform<'_>) -> Result<Vec<(Standing, String)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        standing: Standing,
        taker: String,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select i.id, i.handover_id, i.kind, i.subject_id, i.external_id, i.leaver_id, i.to_id, i.call, i.sent_at, i.due_at, \
         1 = 1 as there, i.state, l.external_id as taker from handover_items i join member_links l \
         on l.connection_id = i.connection_id and l.member_id = i.to_id where i.connection_id = $1 and i.leaver_id = $2 \
         and i.kind = 'licence' and i.state = 'sent' order by i.id",
    )
    .bind(platform.connection)
    .bind(platform.leaver)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.standing, row.taker)).collect())
}
