//! Agents and what an agent sees of himself.

use super::Answer;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use model::AgentId;
use model::agent::{AgentCheck, AgentDetail, AgentQuery, AgentRow, AgentState, OwnAgent};
use model::agent_edit::{AddAgent, AgentStep, EditAgent, ForceOffline, ReplaceAgent};
use model::member::Outcome;
use model::page::Page;

/// One page of agents, by name.
///
/// # Errors
/// What the use case refuses; see `domain::agents::list`.
#[server(name = ListAgents, prefix = "/fn", endpoint = "agents/list", input = Json, output = Json)]
pub async fn list(query: AgentQuery) -> Answer<Page<AgentRow>> {
    let caller = super::caller()?;
    Ok(domain::agents::list(&caller.services, &caller.viewer, &query).await?)
}

/// One agent.
///
/// # Errors
/// What the use case refuses; see `domain::agents::get`.
#[server(name = GetAgent, prefix = "/fn", endpoint = "agents/get", input = Json, output = Json)]
pub async fn get(id: AgentId) -> Answer<AgentDetail> {
    let caller = super::caller()?;
    Ok(domain::agents::get(&caller.services, &caller.viewer, &id).await?)
}

/// Who has a number and an address.
///
/// # Errors
/// What the use case refuses; see `domain::agents::check`.
#[server(name = CheckAgent, prefix = "/fn", endpoint = "agents/check", input = Json, output = Json)]
pub async fn check(number: String, email: String) -> Answer<AgentCheck> {
    let caller = super::caller()?;
    Ok(domain::agents::check(&caller.services, &caller.viewer, &number, &email).await?)
}

/// Adds an agent.
///
/// # Errors
/// What the use case refuses; see `domain::agents::add`.
#[server(name = AddAgentFn, prefix = "/fn", endpoint = "agents/add", input = Json, output = Json)]
pub async fn add(add: AddAgent) -> Answer<AgentDetail> {
    let caller = super::caller()?;
    Ok(domain::agents::add(&caller.services, &caller.viewer, add).await?)
}

/// Edits an agent.
///
/// # Errors
/// What the use case refuses; see `domain::agents::edit`.
#[server(name = EditAgentFn, prefix = "/fn", endpoint = "agents/edit", input = Json, output = Json)]
pub async fn edit(edit: EditAgent) -> Answer<AgentDetail> {
    let caller = super::caller()?;
    Ok(domain::agents::edit(&caller.services, &caller.viewer, edit).await?)
}

/// Puts another agent into an agent's place.
///
/// # Errors
/// What the use case refuses; see `domain::agents::replace`.
#[server(name = ReplaceAgentFn, prefix = "/fn", endpoint = "agents/replace", input = Json, output = Json)]
pub async fn replace(replace: ReplaceAgent) -> Answer<AgentDetail> {
    let caller = super::caller()?;
    Ok(domain::agents::replace(&caller.services, &caller.viewer, replace).await?)
}

/// Resets passwords, resumes, deletes, restores; each agent has an outcome of his own.
///
/// # Errors
/// What the use case refuses; see `domain::agents::take_steps`.
#[server(name = TakeAgentSteps, prefix = "/fn", endpoint = "agents/steps", input = Json, output = Json)]
pub async fn take_steps(ids: Vec<AgentId>, step: AgentStep) -> Answer<Vec<Outcome<AgentId>>> {
    let caller = super::caller()?;
    Ok(domain::agents::take_steps(&caller.services, &caller.viewer, &ids, step).await?)
}

/// Ends agents' sessions and keeps them from signing in.
///
/// # Errors
/// What the use case refuses; see `domain::agents::force_offline`.
#[server(name = ForceAgentsOffline, prefix = "/fn", endpoint = "agents/force_offline", input = Json, output = Json)]
pub async fn force_offline(force: ForceOffline) -> Answer<Vec<Outcome<AgentId>>> {
    let caller = super::caller()?;
    Ok(domain::agents::force_offline(&caller.services, &caller.viewer, force).await?)
}

/// Another password of the viewer's own.
///
/// # Errors
/// What the use case refuses; see `domain::agents::change_password`.
#[server(name = ChangePassword, prefix = "/fn", endpoint = "profile/change_password", input = Json, output = Json)]
pub async fn change_password(current: String, password: String) -> Answer<()> {
    let caller = super::caller()?;
    Ok(domain::agents::change_password(&caller.services, &caller.viewer, (&current, &password)).await?)
}

/// The viewer as an agent; nothing for whoever is none.
///
/// # Errors
/// What the use case refuses; see `domain::agents::own`.
#[server(name = OwnAgentFn, prefix = "/fn", endpoint = "agents/own", input = Json, output = Json)]
pub async fn own() -> Answer<Option<OwnAgent>> {
    let caller = super::caller()?;
    Ok(domain::agents::own(&caller.services, &caller.viewer).await?)
}

/// How the viewer, an agent, is from now on.
///
/// # Errors
/// What the use case refuses; see `domain::agents::set_own_state`.
#[server(name = SetOwnStateFn, prefix = "/fn", endpoint = "agents/set_own_state", input = Json, output = Json)]
pub async fn set_own_state(state: AgentState) -> Answer<OwnAgent> {
    let caller = super::caller()?;
    Ok(domain::agents::set_own_state(&caller.services, &caller.viewer, state).await?)
}
