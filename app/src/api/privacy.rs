//! Privacy requests.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::PrivacyRequestId;
use model::page::Page;
use model::privacy::{CloseRequest, Dossier, PrivacyCounts, PrivacyDetail, PrivacyQuery, PrivacyRequest, SaveRequest};

/// One page of requests.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::list`.
#[server(name = ListPrivacyRequests, prefix = "/fn", endpoint = "privacy/list", input = Json, output = Json)]
pub async fn list(query: PrivacyQuery) -> Answer<Page<PrivacyRequest>> {
    let caller = super::caller()?;
    Ok(domain::privacy::list(&caller.services, &caller.viewer, &query).await?)
}

/// How many requests there are.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::counts`.
#[server(name = CountPrivacyRequests, prefix = "/fn", endpoint = "privacy/counts", input = Json, output = Json)]
pub async fn counts() -> Answer<PrivacyCounts> {
    let caller = super::caller()?;
    Ok(domain::privacy::counts(&caller.services, &caller.viewer).await?)
}

/// One request, with what was done about it.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::get`.
#[server(name = ReadPrivacyRequest, prefix = "/fn", endpoint = "privacy/get", input = Json, output = Json)]
pub async fn get(id: PrivacyRequestId) -> Answer<PrivacyDetail> {
    let caller = super::caller()?;
    Ok(domain::privacy::get(&caller.services, &caller.viewer, &id).await?)
}

/// Writes a request down, or changes an open one.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::save`.
#[server(name = SavePrivacyRequest, prefix = "/fn", endpoint = "privacy/save", input = Json, output = Json)]
pub async fn save(save: SaveRequest) -> Answer<PrivacyRequest> {
    let caller = super::caller()?;
    Ok(domain::privacy::save(&caller.services, &caller.viewer, &save).await?)
}

/// Says how a request ended, or opens it again.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::close`.
#[server(name = ClosePrivacyRequest, prefix = "/fn", endpoint = "privacy/close", input = Json, output = Json)]
pub async fn close(close: CloseRequest) -> Answer<PrivacyRequest> {
    let caller = super::caller()?;
    Ok(domain::privacy::close(&caller.services, &caller.viewer, &close).await?)
}

/// Begins to gather everything that is held about the person of a request.
///
/// # Errors
/// What the use case refuses; see `domain::privacy::start_dossier`.
#[server(name = StartDossier, prefix = "/fn", endpoint = "privacy/start_dossier", input = Json, output = Json)]
pub async fn start_dossier(id: PrivacyRequestId) -> Answer<Vec<Dossier>> {
    let caller = super::caller()?;
    Ok(domain::privacy::start_dossier(&caller.services, &caller.viewer, &id).await?)
}
