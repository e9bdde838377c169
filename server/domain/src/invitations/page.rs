//! Reading all invitations, links and those of single people, a page at a time.

use super::{find_for, rows, state};
use crate::page::{Cursor, page as cut};
use crate::{Result, Services, Viewer};
use model::invitation::{AnyInvitation, InvitationQuery};
use model::page::Page;
use model::permission::Permission;
use model::{InvitationId, Moment};

/// One page of invitations, newest first.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`], [`model::Code::Malformed`] for a damaged cursor.
pub async fn page(services: &Services, viewer: &Viewer, query: &InvitationQuery) -> Result<Page<AnyInvitation>> {
    viewer.require(Permission::InvitationsRead)?;
    let wanted = query.page.rows();
    let cursor = Cursor::of(&query.page)?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let found = rows::page(&mut conn, viewer, query, cursor.as_ref(), wanted + 1).await?;
    let total = if query.page.count { Some(rows::count(&mut conn, viewer, query).await?) } else { None };
    let found: Vec<(AnyInvitation, Moment)> = found.into_iter().map(|row| (told(&row, now), row.created_at)).collect();
    let page = cut(found, wanted, total, |(row, at)| Cursor { key: at.0.to_string(), id: row.id.0.clone() });
    let items = page.items.into_iter().map(|(row, _)| row).collect();
    Ok(Page { items, next_cursor: page.next_cursor, total: page.total })
}

/// One invitation, whatever its kind.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::InvitationsRead`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &InvitationId) -> Result<AnyInvitation> {
    viewer.require(Permission::InvitationsRead)?;
    let mut conn = services.store.read().await?;
    Ok(told(&find_for(&mut conn, viewer, id).await?, services.clock.now()))
}

fn told(row: &rows::Row, now: Moment) -> AnyInvitation {
    AnyInvitation {
        id: row.id.clone(),
        kind: row.kind,
        member: row.member_id.clone(),
        department: row.department_id.clone(),
        position: row.position.clone(),
        role: row.held.key(),
        expires_at: row.expires_at,
        max_uses: row.max_uses,
        uses: row.uses,
        state: state(row, now),
        revision: row.revision,
    }
}
