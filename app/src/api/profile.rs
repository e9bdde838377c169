//! A person's own profile.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::profile::Profile;

/// The caller's own profile.
///
/// # Errors
/// What the use case refuses; see `domain::profile::get`.
#[server(name = GetProfile, prefix = "/fn", endpoint = "profile/get", input = Json, output = Json)]
pub async fn get() -> Answer<Profile> {
    let caller = super::caller()?;
    Ok(domain::profile::get(&caller.services, &caller.viewer).await?)
}

/// Changes the caller's own name.
///
/// # Errors
/// What the use case refuses; see `domain::profile::rename`.
#[server(name = RenameSelf, prefix = "/fn", endpoint = "profile/rename", input = Json, output = Json)]
pub async fn rename(name: String) -> Answer<Profile> {
    let caller = super::caller()?;
    Ok(domain::profile::rename(&caller.services, &caller.viewer, &name).await?)
}

/// Sends a code to a new address of the caller.
///
/// # Errors
/// What the use case refuses; see `domain::profile::readdress`.
#[server(name = ReaddressSelf, prefix = "/fn", endpoint = "profile/readdress", input = Json, output = Json)]
pub async fn readdress(address: String, password: String) -> Answer<Profile> {
    let caller = super::caller()?;
    Ok(domain::profile::readdress(&caller.services, &caller.viewer, &address, &password).await?)
}

/// Takes the new address over, if the code is right.
///
/// # Errors
/// What the use case refuses; see `domain::profile::confirm`.
#[server(name = ConfirmAddress, prefix = "/fn", endpoint = "profile/confirm", input = Json, output = Json)]
pub async fn confirm(code: String) -> Answer<Profile> {
    let caller = super::caller()?;
    Ok(domain::profile::confirm(&caller.services, &caller.viewer, &code).await?)
}
