//! `/agents/{id}/force-offline` and its likes

use super::agents::{Agent, role, shown, step};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use axum::Extension;
use axum::extract::{Path, State};
use domain::agents;
use model::agent::LiveWork;
use model::agent_edit::{AgentStep, ForceOffline, ForcedLength, ReplaceAgent};
use model::permission::Permission;
use model::{AgentId, SkillGroupId};
use serde::Deserialize;
use utoipa::ToSchema;

/// Reset an agent's password
///
/// A new random one is mailed. The old one stops at once, and the agent is signed out everywhere.
#[utoipa::path(
    post, path = "/agents/{id}/reset-password", tag = "Agents", operation_id = "resetAgentPassword",
    params(("id" = String, Path)), security(("key" = ["agents.write"])), responses((status = 200, body = Agent)),
)]
pub async fn reset(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Agent>> {
    let id = AgentId(id);
    step(&edge, &caller, &id, AgentStep::ResetPassword).await?;
    Ok(shown(agents::get(&edge.services, &caller.viewer, &id).await?))
}

/// Resume an agent online
///
/// Who was forced offline may sign in again.
#[utoipa::path(
    post, path = "/agents/{id}/resume-online", tag = "Agents", operation_id = "resumeAgentOnline",
    params(("id" = String, Path)), security(("key" = ["agents.access"])), responses((status = 200, body = Agent)),
)]
pub async fn resume(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Agent>> {
    let id = AgentId(id);
    step(&edge, &caller, &id, AgentStep::ResumeOnline).await?;
    Ok(shown(agents::get(&edge.services, &caller.viewer, &id).await?))
}

/// Restore a deleted agent
#[utoipa::path(
    post, path = "/agents/{id}/restore", tag = "Agents", operation_id = "restoreAgent",
    params(("id" = String, Path)), security(("key" = ["agents.write"])), responses((status = 200, body = Agent)),
)]
pub async fn restore(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Agent>> {
    let id = AgentId(id);
    step(&edge, &caller, &id, AgentStep::Restore).await?;
    Ok(shown(agents::get(&edge.services, &caller.viewer, &id).await?))
}

/// Why and for how long.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Forcing {
    /// The agent reads it.
    #[schema(example = "Training", max_length = 500)]
    reason: String,
    /// `until_resumed`, hour or `end_of_shift`.
    #[serde(default = "until_resumed")]
    #[schema(value_type = String, required = false, default = "until_resumed")]
    length: ForcedLength,
    /// What becomes of live work: finish, `hand_over` or end.
    #[serde(default = "finish")]
    #[schema(value_type = String, required = false, default = "finish")]
    live_work: LiveWork,
    /// The skill group that takes it over, for `hand_over`.
    skill_group_id: Option<String>,
}

const fn until_resumed() -> ForcedLength {
    ForcedLength::UntilResumed
}

const fn finish() -> LiveWork {
    LiveWork::Finish
}

/// Force an agent offline
///
/// The agent is signed out at once and cannot sign in until the time is up or somebody resumes him.
#[utoipa::path(
    post, path = "/agents/{id}/force-offline", tag = "Agents", operation_id = "forceAgentOffline",
    params(("id" = String, Path)), request_body = Forcing,
    security(("key" = ["agents.access"])), responses((status = 200, body = Agent)),
)]
pub async fn force(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    Sent(sent): Sent<Forcing>,
) -> Told<Shown<Agent>> {
    let id = AgentId(id);
    let force = ForceOffline {
        ids: vec![id.clone()],
        reason: sent.reason,
        length: sent.length,
        work: sent.live_work,
        group: sent.skill_group_id.map(SkillGroupId),
    };
    let outcomes = agents::force_offline(&edge.services, &caller.viewer, force).await?;
    if let Some(problem) = outcomes.into_iter().find_map(|outcome| outcome.problem) {
        return Err(problem.into());
    }
    Ok(shown(agents::get(&edge.services, &caller.viewer, &id).await?))
}

/// Who takes the place. Fields that are not sent are those of the agent whose place it is.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Replacement {
    #[schema(example = "1002", max_length = 32)]
    number: Option<String>,
    #[schema(max_length = 64)]
    name: Option<String>,
    #[schema(max_length = 64)]
    nickname: Option<String>,
    email: Option<String>,
    /// The word of a built-in role, or the id of one of the organisation's own.
    role: Option<String>,
}

/// Replace an agent
///
/// Deletes the agent and adds another one, who has the skill groups and shifts; both stay linked. This is how number, address and
/// role change. The answer is the new agent.
#[utoipa::path(
    post, path = "/agents/{id}/replace", tag = "Agents", operation_id = "replaceAgent",
    params(("id" = String, Path)), request_body = Replacement,
    security(("key" = ["agents.write"])), responses((status = 200, body = Agent)),
)]
pub async fn replace(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<Replacement>,
) -> Told<Shown<Agent>> {
    caller.viewer.require_everywhere(Permission::AgentsWrite)?;
    let id = AgentId(id);
    let row = agents::get(&edge.services, &caller.viewer, &id).await?.row;
    let replace = ReplaceAgent {
        id,
        revision: revision.or(row.revision),
        name: sent.name.unwrap_or(row.name),
        nickname: sent.nickname.unwrap_or(row.nickname),
        number: sent.number.unwrap_or(row.number),
        email: sent.email.unwrap_or(row.email),
        role: if sent.role.is_some() { role(sent.role.as_deref())? } else { row.role },
    };
    Ok(shown(agents::replace(&edge.services, &caller.viewer, replace).await?))
}
