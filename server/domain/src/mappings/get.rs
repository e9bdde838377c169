//! One member on a connection.

use super::rows;
use crate::{Conn, Result, Services, Viewer, audit};
use model::mapping::Mapping;
use model::{Code, ConnectionId, MappingId, MemberId};

/// Entries that are shown.
const HISTORY: i64 = 20;

/// Where a member stands, with everything that may be the account.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::MappingsRead`], [`model::Code::NotFound`].
pub async fn get(
    services: &Services,
    viewer: &Viewer,
    connection: &ConnectionId,
    member: &MemberId,
) -> Result<Mapping> {
    let mut conn = services.store.read().await?;
    rows::connection(&mut conn, viewer, connection).await?;
    read(&mut conn, viewer, connection, member).await
}

/// The same, for those who asked for the right already.
pub(super) async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    connection: &ConnectionId,
    member: &MemberId,
) -> Result<Mapping> {
    let row = rows::find(conn, &viewer.organisation, (connection, member)).await?;
    let mut mapping = row.shown(viewer, connection);
    if let Some(id) = &mapping.id {
        let mut found = rows::candidates(conn, viewer, connection, std::slice::from_ref(id)).await?;
        mapping.candidates = found.remove(id).unwrap_or_default();
        mapping.history = audit::about(conn, viewer, id.as_str(), HISTORY).await?;
    }
    Ok(mapping)
}

/// The mapping with this id, and on which connection, without candidates and history.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::MappingsRead`], [`model::Code::NotFound`].
pub(crate) async fn one(conn: &mut Conn, viewer: &Viewer, id: &MappingId) -> Result<(ConnectionId, Mapping)> {
    let found: Option<(ConnectionId, MemberId)> =
        sqlx::query_as("select connection_id, member_id from mappings where organisation_id = $1 and id = $2")
            .bind(&viewer.organisation)
            .bind(id)
            .fetch_optional(&mut *conn)
            .await?;
    let (connection, member) = found.ok_or(Code::NotFound)?;
    rows::connection(conn, viewer, &connection).await?;
    let row = rows::find(conn, &viewer.organisation, (&connection, &member)).await?;
    let mapping = row.shown(viewer, &connection);
    Ok((connection, mapping))
}
