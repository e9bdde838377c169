//! What the home page tells of user mapping.

use crate::{Result, Services, Viewer};
use model::ConnectionId;
use model::organisation::ConnectionTrouble;

/// Connections on which members wait for somebody to say which account is theirs. Runs that failed or are held by the brake are told
/// with the other runs.
///
/// # Errors
/// What the database says.
pub(crate) async fn attention(services: &Services, viewer: &Viewer) -> Result<Vec<ConnectionTrouble>> {
    let mut conn = services.store.read().await?;
    // The condition stands word for word as in the index `mappings_waiting`; the number is `model::mapping::ATTEMPTS`.
    let found: Vec<(ConnectionId, String, i64, i64)> = sqlx::query_as(
        "select c.id, c.name, sum(case when g.status = 'needs_choice' then 1 else 0 end), \
         sum(case when g.status = 'unmapped' then 1 else 0 end) from connections c join mappings g on g.connection_id = c.id \
         join members m on m.id = g.member_id where c.organisation_id = $1 and c.removed = $2 \
         and (g.status = 'needs_choice' or (g.status = 'unmapped' and g.attempts >= 2)) and m.status in ('active', 'suspended') \
         group by c.id, c.name, c.created_at order by c.created_at, c.id",
    )
    .bind(&viewer.organisation)
    .bind(false)
    .fetch_all(&mut *conn)
    .await?;
    let waiting = |(id, name, choice, tried)| ConnectionTrouble { id, name, counts: (choice, tried), at: None };
    Ok(found.into_iter().map(waiting).collect())
}
