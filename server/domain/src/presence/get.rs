//! Reading how states flow.

use super::feed;
use super::syncs::{self, Directions, Row};
use crate::{Conn, Result, Services, Viewer};
use model::PresenceSyncId;
use model::permission::Permission;
use model::presence::Side;
use model::presence_sync::{DirectionOf, Feed, FeedKind, OwnDirection, PresenceSync};

/// Every pair of tenants between which states flow, or could.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PresenceRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<PresenceSync>> {
    viewer.require_everywhere(Permission::PresenceRead)?;
    let mut conn = services.store.read().await?;
    let mut all = Vec::new();
    for row in syncs::all(&mut conn, &viewer.organisation).await? {
        all.push(shown(&mut conn, viewer, row).await?);
    }
    Ok(all)
}

/// One of them.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PresenceRead`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &PresenceSyncId) -> Result<PresenceSync> {
    viewer.require_everywhere(Permission::PresenceRead)?;
    let mut conn = services.store.read().await?;
    read(&mut conn, viewer, id).await
}

/// The same in a transaction.
pub(super) async fn read(conn: &mut Conn, viewer: &Viewer, id: &PresenceSyncId) -> Result<PresenceSync> {
    let row = syncs::find(conn, &viewer.organisation, id).await?;
    shown(conn, viewer, row).await
}

async fn shown(conn: &mut Conn, viewer: &Viewer, row: Row) -> Result<PresenceSync> {
    let table = syncs::table(conn, &row).await?;
    let directions = named(conn, viewer, &row).await?;
    let mut feeds = Vec::new();
    for side in Side::ALL {
        let Some(feed) = feed::find(conn, row.connection(*side)).await? else { continue };
        feeds.push(Feed {
            side: *side,
            kind: if feed.subscription_id.is_some() { FeedKind::Webhook } else { FeedKind::Poll },
            problem: feed.problem.as_deref().map(serde_json::from_str).transpose()?,
            since: feed.since,
            heard_at: feed.heard_at,
            read_at: Some(feed.read_at).filter(|at| at.0 > 0),
            expires_at: feed.expires_at.filter(|_| feed.subscription_id.is_some()),
        });
    }
    Ok(PresenceSync {
        id: row.id,
        telephony: row.telephony_id,
        telephony_name: row.telephony_name,
        centre: row.centre_id,
        centre_name: row.centre_name,
        enabled: row.enabled,
        direction: row.direction,
        debounce: row.debounce,
        poll: row.poll,
        ringing: row.ringing,
        tie: row.tie,
        subscribe: table.subscribe,
        publish: table.publish,
        directions,
        feeds,
        revision: row.revision,
    })
}

/// Who has a direction of his own, by name. Who is gone is left out.
async fn named(conn: &mut Conn, viewer: &Viewer, row: &Row) -> Result<Vec<OwnDirection>> {
    let own = Directions::of(conn, &row.id).await?;
    let mut all = Vec::new();
    for (of, id, direction) in own.all() {
        let name: Option<String> = match of {
            DirectionOf::Team => {
                sqlx::query_scalar(
                    "select min(team_name) from presence_codes where connection_id = $1 and team_id = $2",
                )
                .bind(&row.centre_id)
                .bind(id)
                .fetch_one(&mut *conn)
                .await?
            }
            DirectionOf::Member => {
                sqlx::query_scalar("select name from members where organisation_id = $1 and id = $2")
                    .bind(&row.organisation_id)
                    .bind(id)
                    .fetch_optional(&mut *conn)
                    .await?
            }
        };
        let name = match (of, name) {
            (DirectionOf::Member, None) => continue,
            (DirectionOf::Member, Some(name)) => viewer.text(name),
            (DirectionOf::Team, name) => name.unwrap_or_else(|| id.to_owned()),
        };
        all.push(OwnDirection { of, id: id.to_owned(), name, direction });
    }
    all.sort_by(|one, other| (one.of, &one.name, &one.id).cmp(&(other.of, &other.name, &other.id)));
    Ok(all)
}
