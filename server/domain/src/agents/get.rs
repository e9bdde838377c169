//! Everything about one agent.

use super::{find, rows, shifts, sign_ins};
use crate::{Conn, Result, Services, Viewer, audit, outbox};
use model::AgentId;
use model::agent::{AgentDetail, AgentRow};
use model::permission::Permission;

/// Entries of history, and sign-ins, that the drawer shows.
const NEWEST: i64 = 20;

/// One agent, also one in the recycle bin.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AgentsRead`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &AgentId) -> Result<AgentDetail> {
    viewer.require_everywhere(Permission::AgentsRead)?;
    let mut conn = services.store.read().await?;
    detail(&mut conn, services, viewer, id).await
}

/// The same in a transaction under way.
pub(super) async fn detail(conn: &mut Conn, services: &Services, viewer: &Viewer, id: &AgentId) -> Result<AgentDetail> {
    let row = find(conn, viewer, id).await?;
    let shifts = shifts::of(conn, &row).await?;
    let mail = outbox::newest(conn, std::slice::from_ref(&id.0)).await?.remove(id.as_str()).map(|(mail, _)| mail);
    let replaces = match &row.replaces_id {
        None => None,
        Some(former) => rows::find(conn, &viewer.organisation, former).await?.map(|former| (former.id, former.number)),
    };
    let replaced_by = sqlx::query_as("select id, number from agents where replaces_id = $1")
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?;
    let sign_ins = sign_ins::newest(conn, id, NEWEST).await?;
    let history = audit::about(conn, viewer, id.as_str(), NEWEST).await?;
    let row = one(conn, services, row).await?;
    Ok(AgentDetail { row, mail, shifts, replaces, replaced_by, sign_ins, history })
}

/// A row as screens show it.
pub(super) async fn one(conn: &mut Conn, services: &Services, row: rows::Row) -> Result<AgentRow> {
    let mut groups = super::groups::of(conn, std::slice::from_ref(&row.id)).await?;
    let own = groups.remove(&row.id).unwrap_or_default();
    Ok(row.shown(own, services.clock.now()))
}
