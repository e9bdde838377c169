//! Reading skill groups.

use super::{coverage, rows};
use crate::{Conn, Result, Services, Viewer};
use model::Moment;
use model::agent::Week;
use model::permission::Permission;
use model::skill_group::SkillGroup;

/// All skill groups, by name.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::AgentsRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<SkillGroup>> {
    viewer.require_everywhere(Permission::AgentsRead)?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let found = rows::all(&mut conn, &viewer.organisation, now).await?;
    shown(&mut conn, found, now).await
}

/// As screens show them, with the hours at which they have nobody.
pub(super) async fn shown(conn: &mut Conn, found: Vec<rows::Row>, now: Moment) -> Result<Vec<SkillGroup>> {
    let ids: Vec<_> = found.iter().map(|row| row.id.clone()).collect();
    let mut hours = rows::hours(conn, &ids).await?;
    let open: Vec<_> = ids.into_iter().filter(|id| hours.contains_key(id)).collect();
    let shifts = coverage::shifts(conn, &open, now).await?;
    let mut groups = Vec::with_capacity(found.len());
    for row in found {
        let spans = hours.remove(&row.id).unwrap_or_default();
        let mut group = row.shown(spans, Vec::new());
        let weeks: &[Week] = shifts.get(&group.id).map_or(&[], Vec::as_slice);
        group.gaps = coverage::gaps(&group.hours, weeks, now)?;
        groups.push(group);
    }
    Ok(groups)
}
