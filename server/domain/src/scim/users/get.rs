//! Reading one user.

use super::rows;
use crate::scim::{Caller, Refusal, Resource, Told};
use crate::{Conn, Services};
use model::MemberId;

/// One user of the provider.
///
/// # Errors
/// Status 404 for somebody whom it does not keep.
pub async fn get(services: &Services, caller: &Caller, id: &str) -> Told<Resource> {
    let mut conn = services.store.read().await?;
    shown(&mut conn, caller, &MemberId::from(id)).await
}

pub(super) async fn shown(conn: &mut Conn, caller: &Caller, id: &MemberId) -> Told<Resource> {
    let found = rows::find(conn, caller, id).await?.ok_or_else(|| Refusal::not_found(id.as_str()))?;
    let resource = rows::shown(conn, caller, vec![found], true).await?.pop();
    resource.ok_or_else(|| Refusal::not_found(id.as_str()))
}
