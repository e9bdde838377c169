//! Reading keys.

use super::rows;
use crate::page::{Cursor, page as paged};
use crate::{Result, Services, Viewer};
use model::api_key::ApiKey;
use model::page::{Page, PageRequest};
use model::permission::Permission;
use model::{ApiKeyId, Code};

/// The list shows at most this many, newest first.
const MOST: i64 = 500;

/// The keys of the organisation, newest first, also those that no longer work.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::ApiKeysRead`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<ApiKey>> {
    viewer.require_everywhere(Permission::ApiKeysRead)?;
    let mut conn = services.store.read().await?;
    rows::newest(&mut conn, &viewer.organisation, None, MOST, services.clock.now()).await
}

/// One page of them.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::Malformed`] for a damaged cursor.
pub async fn page(services: &Services, viewer: &Viewer, request: &PageRequest) -> Result<Page<ApiKey>> {
    viewer.require_everywhere(Permission::ApiKeysRead)?;
    let wanted = request.rows();
    let after = match Cursor::of(request)? {
        Some(cursor) => Some((cursor.number()?, cursor.id)),
        None => None,
    };
    let mut conn = services.store.read().await?;
    let keys = rows::newest(&mut conn, &viewer.organisation, after, wanted + 1, services.clock.now()).await?;
    let total = if request.count {
        let count = sqlx::query_scalar("select count(*) from api_keys where organisation_id = $1");
        Some(count.bind(&viewer.organisation).fetch_one(&mut *conn).await?)
    } else {
        None
    };
    Ok(paged(keys, wanted, total, |key: &ApiKey| Cursor { key: key.created_at.0.to_string(), id: key.id.0.clone() }))
}

/// One key.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &ApiKeyId) -> Result<ApiKey> {
    viewer.require_everywhere(Permission::ApiKeysRead)?;
    let mut conn = services.store.read().await?;
    let found = rows::find(&mut conn, &viewer.organisation, id, services.clock.now()).await?;
    Ok(found.ok_or(Code::NotFound)?)
}
