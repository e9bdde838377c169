//! What the home page tells of presence.

use crate::{Result, Services, Viewer};
use model::organisation::ConnectionTrouble;
use model::presence::Side;
use model::presence_sync::Direction;
use model::{Moment, PresenceSyncId};

/// Syncs of which a platform is not heard, or in which somebody's states are held or were not taken.
///
/// # Errors
/// What the database says.
pub(crate) async fn attention(services: &Services, viewer: &Viewer) -> Result<Vec<ConnectionTrouble>> {
    let mut conn = services.store.read().await?;
    let mut all = Vec::new();
    for row in super::syncs::all(&mut conn, &viewer.organisation).await? {
        if !row.enabled || row.direction == Direction::Off {
            continue;
        }
        let (held, failed) = people(&mut conn, &row.id).await?;
        let mut silent = None;
        for side in Side::ALL {
            let feed = super::feed::find(&mut conn, row.connection(*side)).await?;
            silent = silent.or(feed.filter(|feed| feed.problem.is_some()).map(|feed| (*side, feed.since)));
        }
        let silent: Option<(Side, Moment)> = silent;
        if held + failed > 0 || silent.is_some() {
            let connection = match silent {
                Some((Side::ContactCentre, _)) => (row.centre_id.clone(), row.centre_name.clone()),
                _ => (row.telephony_id.clone(), row.telephony_name.clone()),
            };
            let (id, name) = connection;
            all.push(ConnectionTrouble { id, name, counts: (held, failed), at: silent.map(|(_, since)| since) });
        }
    }
    Ok(all)
}

async fn people(conn: &mut crate::Conn, sync: &PresenceSyncId) -> Result<(i64, i64)> {
    let sql = "select cast(coalesce(sum(case when flow = 'held' then 1 else 0 end), 0) as bigint), \
         cast(coalesce(sum(case when flow = 'failed' then 1 else 0 end), 0) as bigint) from presence_people \
         where sync_id = $1 and flow in ('held', 'failed')";
    Ok(sqlx::query_as(sql).bind(sync).fetch_one(conn).await?)
}
