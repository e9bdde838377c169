//! Reading the list of keys.

use super::rows;
use crate::{Result, Services, Viewer};
use model::api_key::ApiKey;
use model::permission::Permission;

/// The list shows at most this many, newest first.
const MOST: i64 = 500;

/// The keys of the organisation, newest first, also those that no longer work.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::ApiKeysWrite`].
pub async fn list(services: &Services, viewer: &Viewer) -> Result<Vec<ApiKey>> {
    viewer.require_everywhere(Permission::ApiKeysWrite)?;
    rows::newest(&mut *services.store.read().await?, &viewer.organisation, MOST).await
}
