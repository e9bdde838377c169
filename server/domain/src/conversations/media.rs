//! A file of a message.

use super::find;
use super::open::require;
use super::sight::{Depth, Sight};
use crate::archive::{MediaFile, path_of};
use crate::{Db, Result, Services, Viewer};
use model::{Code, ConversationId};
use sqlx::QueryBuilder;

/// Where the bytes of a file lie, for somebody who opened the conversation within the last hour and may read the message.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`] also for a file that is not here, [`Code::NotOpened`].
pub async fn media(
    services: &Services,
    viewer: &Viewer,
    conversation: &ConversationId,
    (message, position): (&str, i64),
) -> Result<MediaFile> {
    let number: i64 = message.parse().map_err(|_| Code::NotFound)?;
    let mut conn = services.store.read().await?;
    let sight = Sight::of(&mut conn, viewer).await?;
    let row = find::row(&mut conn, viewer, &sight, conversation).await?;
    require(&mut conn, viewer, &row.id, services.clock.now()).await?;
    let mut sql = QueryBuilder::<Db>::new(
        "select f.sha256, f.name, m.kind from archive_messages m join conversation_strands s on s.id = m.strand_id \
         join archive_media f on f.number = m.number where f.sha256 is not null and s.conversation_id = ",
    );
    sql.push_bind(row.id).push(" and m.number = ").push_bind(number).push(" and f.position = ").push_bind(position);
    sight.push_messages(&mut sql, Depth::Words);
    let found: Option<(String, String, String)> = sql.build_query_as().fetch_optional(&mut *conn).await?;
    let (sha256, name, kind) = found.ok_or(Code::NotFound)?;
    Ok(MediaFile { path: path_of(services, &sha256), name, kind })
}
