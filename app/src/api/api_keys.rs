//! API keys.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::ApiKeyId;
use model::api_key::{ApiKey, FreshApiKey, NewApiKey, SaveApiKey};

/// The keys, newest first.
///
/// # Errors
/// What the use case refuses; see `domain::api_keys::list`.
#[server(name = ListApiKeys, prefix = "/fn", endpoint = "api_keys/list", input = Json, output = Json)]
pub async fn list() -> Answer<Vec<ApiKey>> {
    let caller = super::caller()?;
    Ok(domain::api_keys::list(&caller.services, &caller.viewer).await?)
}

/// Makes a key; its text is in this answer only.
///
/// # Errors
/// What the use case refuses; see `domain::api_keys::create`.
#[server(name = CreateApiKey, prefix = "/fn", endpoint = "api_keys/create", input = Json, output = Json)]
pub async fn create(new: NewApiKey) -> Answer<FreshApiKey> {
    let caller = super::caller()?;
    Ok(domain::api_keys::create(&caller.services, &caller.viewer, &new).await?)
}

/// Withdraws a key for good.
///
/// # Errors
/// What the use case refuses; see `domain::api_keys::revoke`.
#[server(name = RevokeApiKey, prefix = "/fn", endpoint = "api_keys/revoke", input = Json, output = Json)]
pub async fn revoke(id: ApiKeyId, revision: i64) -> Answer<ApiKey> {
    let caller = super::caller()?;
    Ok(domain::api_keys::revoke(&caller.services, &caller.viewer, &id, revision).await?)
}

/// Changes a key.
///
/// # Errors
/// What the use case refuses; see `domain::api_keys::save`.
#[server(name = SaveApiKeyFn, prefix = "/fn", endpoint = "api_keys/save", input = Json, output = Json)]
pub async fn save(save: SaveApiKey) -> Answer<ApiKey> {
    let caller = super::caller()?;
    Ok(domain::api_keys::save(&caller.services, &caller.viewer, &save).await?)
}

/// Gives a key a new text, which is in this answer only.
///
/// # Errors
/// What the use case refuses; see `domain::api_keys::rotate`.
#[server(name = RotateApiKey, prefix = "/fn", endpoint = "api_keys/rotate", input = Json, output = Json)]
pub async fn rotate(id: ApiKeyId, revision: i64, keep_hours: i64) -> Answer<FreshApiKey> {
    let caller = super::caller()?;
    Ok(domain::api_keys::rotate(&caller.services, &caller.viewer, &id, Some(revision), keep_hours).await?)
}
