//! Reading the roles.

use super::rows;
use crate::{Result, Services, Viewer};
use model::permission::{Permission, Role};
use model::role::{OwnRole, Roles};

/// The roles of the organisation's own, and how many hold each role that makes somebody more than an ordinary member. Whoever sees members sees what their roles mean; how many
/// hold one is told to whoever sees the whole organisation.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MembersRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Roles> {
    viewer.require(Permission::MembersRead)?;
    let mut conn = services.store.read().await?;
    let own = rows::all(&mut conn, &viewer.organisation).await?.into_iter().map(OwnRole::from);
    if viewer.scope.is_some() {
        let own = own.map(|role| OwnRole { holders: 0, ..role }).collect();
        return Ok(Roles { built_in: Vec::new(), own });
    }
    let own = own.collect();
    let mut built_in: Vec<(Role, i64)> = sqlx::query_as(
        "select role, count(*) from members where organisation_id = $1 and role <> 'member' group by role",
    )
    .bind(&viewer.organisation)
    .fetch_all(&mut *conn)
    .await?;
    built_in.sort();
    Ok(Roles { built_in, own })
}
