//! The signed-in person and his organisation.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::OrganisationId;
use model::organisation::{Me, Organisation, Overview};

/// Who is signed in, and what he may do here.
///
/// # Errors
/// What the use case refuses; see `domain::organisation::me`.
#[server(name = Who, prefix = "/fn", endpoint = "organisation/me", input = Json, output = Json)]
pub async fn me() -> Answer<Me> {
    let caller = super::caller()?;
    Ok(domain::organisation::me(&caller.services, &caller.viewer).await?)
}

/// Makes another of the person's organisations the current one.
///
/// # Errors
/// What the use case refuses; see `domain::organisation::switch`.
#[server(name = SwitchOrganisation, prefix = "/fn", endpoint = "organisation/switch_organisation", input = Json, output = Json)]
pub async fn switch_organisation(to: OrganisationId) -> Answer<Me> {
    let caller = super::caller()?;
    Ok(domain::organisation::switch(&caller.services, &caller.viewer, &to).await?)
}

/// What needs somebody today.
///
/// # Errors
/// What the use case refuses; see `domain::organisation::overview`.
#[server(name = GetOverview, prefix = "/fn", endpoint = "organisation/overview", input = Json, output = Json)]
pub async fn overview() -> Answer<Overview> {
    let caller = super::caller()?;
    Ok(domain::organisation::overview(&caller.services, &caller.viewer).await?)
}

/// Renames the organisation.
///
/// # Errors
/// What the use case refuses; see `domain::organisation::rename`.
#[server(name = RenameOrganisation, prefix = "/fn", endpoint = "organisation/rename_organisation", input = Json, output = Json)]
pub async fn rename_organisation(name: String, revision: i64) -> Answer<Organisation> {
    let caller = super::caller()?;
    Ok(domain::organisation::rename(&caller.services, &caller.viewer, &name, revision).await?)
}

/// Chooses the person's language: `en`, `zh-CN` or `pt-BR`.
///
/// # Errors
/// What the use case refuses; see `domain::organisation::set_language`.
#[server(name = SetLanguage, prefix = "/fn", endpoint = "organisation/set_language", input = Json, output = Json)]
pub async fn set_language(language: String) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::organisation::set_language(&caller.services, &caller.viewer, &language).await?)
}
