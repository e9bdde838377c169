//! Rules for joining.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::invitation::Channel;
use model::join_rules::{Case, Explanation, JoinOutcome, JoinRules, SavedRules, Touched};

/// The rules.
///
/// # Errors
/// What the use case refuses; see `domain::join_rules::get`.
#[server(name = GetJoinRules, prefix = "/fn", endpoint = "join_rules/get", input = Json, output = Json)]
pub async fn get() -> Answer<JoinRules> {
    let caller = super::caller()?;
    Ok(domain::join_rules::get(&caller.services, &caller.viewer).await?)
}

/// Changes the rules; with `reevaluate`, those who wait and are let in by the new ones come in.
///
/// # Errors
/// What the use case refuses; see `domain::join_rules::save`.
#[server(name = SaveJoinRules, prefix = "/fn", endpoint = "join_rules/save", input = Json, output = Json)]
pub async fn save(rules: JoinRules, reevaluate: bool) -> Answer<SavedRules> {
    let caller = super::caller()?;
    Ok(domain::join_rules::save(&caller.services, &caller.viewer, &rules, reevaluate).await?)
}

/// How many of those who wait new rules would touch.
///
/// # Errors
/// What the use case refuses; see `domain::join_rules::touched`.
#[server(name = CountTouched, prefix = "/fn", endpoint = "join_rules/touched", input = Json, output = Json)]
pub async fn touched(rules: JoinRules) -> Answer<Touched> {
    let caller = super::caller()?;
    Ok(domain::join_rules::touched(&caller.services, &caller.viewer, &rules).await?)
}

/// What would happen to somebody by the rules as they are.
///
/// # Errors
/// What the use case refuses; see `domain::join_rules::simulate`.
#[server(name = SimulateJoin, prefix = "/fn", endpoint = "join_rules/simulate", input = Json, output = Json)]
pub async fn simulate(case: Case) -> Answer<Explanation> {
    let caller = super::caller()?;
    Ok(domain::join_rules::simulate(&caller.services, &caller.viewer, case).await?)
}

/// What becomes of people whom the caller invites.
///
/// # Errors
/// What the use case refuses; see `domain::join_rules::outcome`.
#[server(name = JoinOutcomeOf, prefix = "/fn", endpoint = "join_rules/outcome", input = Json, output = Json)]
pub async fn outcome(channel: Channel) -> Answer<JoinOutcome> {
    let caller = super::caller()?;
    Ok(domain::join_rules::outcome(&caller.services, &caller.viewer, channel).await?)
}
