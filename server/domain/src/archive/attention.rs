//! What the home page tells of archives.

use crate::{Result, Services, Viewer};
use model::moment::DAY;
use model::organisation::ConnectionTrouble;
use model::{ConnectionId, Moment};

/// A gap is told of for so long: nobody can close it, only see to it that there is no other.
const TOLD: i64 = 7 * DAY;

/// Archives of which messages wait for a private key, or in which a gap was found lately.
///
/// # Errors
/// What the database says.
pub(crate) async fn attention(services: &Services, viewer: &Viewer) -> Result<Vec<ConnectionTrouble>> {
    let mut conn = services.store.read().await?;
    let found: Vec<(ConnectionId, String, i64, Option<Moment>)> = sqlx::query_as(
        "select id, name, unread, gap_at from (select c.id, c.name, c.created_at, \
         (select count(*) from archive_unread u where u.connection_id = c.id) as unread, \
         (select max(g.found_at) from archive_gaps g where g.connection_id = c.id and g.found_at > $1) as gap_at \
         from connections c where c.organisation_id = $2 and c.removed = $3 and c.kind in ('wecom', 'archive_file')) archives \
         where unread > 0 or gap_at is not null order by created_at, id",
    )
    .bind(services.clock.now().plus(-TOLD))
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    let trouble = |(id, name, unread, at)| ConnectionTrouble { id, name, counts: (unread, 0), at };
    Ok(found.into_iter().map(trouble).collect())
}
