//! Rules of keeping.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::retention::{RetentionKind, RetentionPreview, RetentionRules, RetentionRun};
use model::run::Started;

/// The rules in force.
///
/// # Errors
/// What the use case refuses; see `domain::retention::rules`.
#[server(name = ReadRetentionRules, prefix = "/fn", endpoint = "retention/read_rules", input = Json, output = Json)]
pub async fn rules() -> Answer<RetentionRules> {
    let caller = super::caller()?;
    Ok(domain::retention::rules(&caller.services, &caller.viewer).await?)
}

/// Changes the rules.
///
/// # Errors
/// What the use case refuses; see `domain::retention::save_rules`.
#[server(name = SaveRetentionRules, prefix = "/fn", endpoint = "retention/save_rules", input = Json, output = Json)]
pub async fn save_rules(rules: RetentionRules) -> Answer<RetentionRules> {
    let caller = super::caller()?;
    Ok(domain::retention::save_rules(&caller.services, &caller.viewer, &rules).await?)
}

/// What a rule would clear now.
///
/// # Errors
/// What the use case refuses; see `domain::retention::preview`.
#[server(name = PreviewRetention, prefix = "/fn", endpoint = "retention/look_ahead", input = Json, output = Json)]
pub async fn preview(kind: RetentionKind, days: i64) -> Answer<RetentionPreview> {
    let caller = super::caller()?;
    Ok(domain::retention::preview(&caller.services, &caller.viewer, kind, days).await?)
}

/// Carries the rules out now.
///
/// # Errors
/// What the use case refuses; see `domain::retention::start`.
#[server(name = StartRetention, prefix = "/fn", endpoint = "retention/start", input = Json, output = Json)]
pub async fn start() -> Answer<Started> {
    let caller = super::caller()?;
    Ok(domain::retention::start(&caller.services, &caller.viewer).await?)
}

/// The last times that the rules were carried out.
///
/// # Errors
/// What the use case refuses; see `domain::retention::runs`.
#[server(name = ListRetentionRuns, prefix = "/fn", endpoint = "retention/runs", input = Json, output = Json)]
pub async fn runs() -> Answer<Vec<RetentionRun>> {
    let caller = super::caller()?;
    Ok(domain::retention::runs(&caller.services, &caller.viewer).await?)
}
