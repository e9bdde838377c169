//! Reading one group.

use super::rows;
use crate::scim::{Caller, Refusal, Resource, Told};
use crate::{Conn, Services};
use model::ScimGroupId;

/// One group of the provider; without its members, if those are not wanted.
///
/// # Errors
/// Status 404.
pub async fn get(services: &Services, caller: &Caller, id: &str, with_members: bool) -> Told<Resource> {
    let mut conn = services.store.read().await?;
    shown(&mut conn, caller, &ScimGroupId::from(id), with_members).await
}

pub(super) async fn shown(conn: &mut Conn, caller: &Caller, id: &ScimGroupId, with_members: bool) -> Told<Resource> {
    let found = rows::find(conn, caller, id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    let resource = rows::shown(conn, caller, vec![found], with_members).await?.pop();
    resource.ok_or_else(|| Refusal::not_found(id.as_str()))
}
