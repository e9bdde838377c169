//! `/agents`

use super::moment::At;
use super::page::{Asked, Listed, Paging, word};
use super::sent::{Revision, Sent};
use super::shown::Shown;
use super::{Key, Place, Told};
use crate::edge::Edge;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::{Extension, Json};
use domain::agents;
use domain::api_keys::Caller;
use model::agent::{Access, AgentDetail, AgentQuery, AgentRow, AgentState, ForcedOffline as Forced, PasswordState};
use model::agent_edit::{AddAgent, AgentStep, EditAgent, PRIORITY, Placing};
use model::permission::{Permission, Role};
use model::problem::Fault;
use model::role::RoleKey;
use model::{AgentId, Code, MemberId, Problem, SkillGroupId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// An agent of the contact centre.
#[derive(Debug, Serialize, ToSchema)]
pub struct Agent {
    id: String,
    member_id: String,
    number: String,
    name: String,
    nickname: String,
    email: String,
    /// The word of a built-in role, or the id of one of the organisation's own.
    role: String,
    skill_group_ids: Vec<String>,
    /// offline, free, busy, `after_call`, rest or `not_ready`.
    #[schema(value_type = String, example = "offline")]
    state: AgentState,
    state_since: At,
    /// allowed or `forced_offline`.
    #[schema(value_type = String, example = "allowed")]
    access: Access,
    /// Null for one who may sign in.
    #[schema(required)]
    forced_offline: Option<ForcedOffline>,
    /// own, temporary or expired.
    #[schema(value_type = String, example = "temporary")]
    password: PasswordState,
    #[schema(required)]
    last_sign_in_at: Option<At>,
    /// Until when a deleted one can be brought back; null for one that is there.
    #[schema(required)]
    kept_until: Option<At>,
    revision: i64,
}

/// That somebody forced an agent offline.
#[derive(Debug, Serialize, ToSchema)]
pub struct ForcedOffline {
    by: String,
    reason: String,
    /// Null until somebody resumes him.
    #[schema(required)]
    until: Option<At>,
}

impl From<AgentRow> for Agent {
    fn from(row: AgentRow) -> Self {
        let forced =
            |forced: Forced| ForcedOffline { by: forced.by, reason: forced.reason, until: forced.until.map(At) };
        Self {
            access: if row.forced.is_some() { Access::ForcedOffline } else { Access::Allowed },
            id: row.id.0,
            member_id: row.member_id.0,
            number: row.number,
            name: row.name,
            nickname: row.nickname,
            email: row.email,
            role: row.role.into(),
            skill_group_ids: row.groups.into_iter().map(|group| group.id.0).collect(),
            state: row.state,
            state_since: At(row.state_since),
            forced_offline: row.forced.map(forced),
            password: row.password,
            last_sign_in_at: row.last_sign_in_at.map(At),
            kept_until: row.kept_until.map(At),
            revision: row.revision,
        }
    }
}

pub(super) fn shown(detail: AgentDetail) -> Shown<Agent> {
    let revision = detail.row.revision;
    Shown::now(detail.row.into(), revision)
}

/// Which agents are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AgentFilter {
    /// Only those whom these words find.
    q: Option<String>,
    /// Only of this skill group.
    skill_group_id: Option<String>,
    /// Only who are so: offline, free, busy, `after_call`, rest or `not_ready`.
    state: Option<String>,
    /// Only allowed, or only `forced_offline`.
    access: Option<String>,
    /// True for those in the recycle bin.
    bin: Option<bool>,
}

/// List agents
///
/// Those that are there, by name.
#[utoipa::path(
    get, path = "/agents", tag = "Agents", operation_id = "listAgents", params(Paging, AgentFilter),
    security(("key" = ["agents.read"])), responses((status = 200, body = Listed<Agent>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<AgentFilter>,
) -> Told<Json<Listed<Agent>>> {
    let query = AgentQuery {
        search: filter.q.unwrap_or_default(),
        group: filter.skill_group_id.map(SkillGroupId),
        role: None,
        state: word("state", filter.state.as_deref(), AgentState::from_word)?,
        access: word("access", filter.access.as_deref(), Access::from_word)?,
        bin: filter.bin.unwrap_or_default(),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(agents::list(&edge.services, &caller.viewer, &query).await?, Agent::from)))
}

/// Read an agent
///
/// Also one in the recycle bin.
#[utoipa::path(
    get, path = "/agents/{id}", tag = "Agents", operation_id = "getAgent", params(("id" = String, Path)),
    security(("key" = ["agents.read"])), responses((status = 200, body = Agent)),
)]
pub async fn get(State(edge): Place, Extension(caller): Key, Path(id): Path<String>) -> Told<Shown<Agent>> {
    Ok(shown(agents::get(&edge.services, &caller.viewer, &AgentId(id)).await?))
}

/// An agent to be added.
#[derive(Debug, Deserialize, ToSchema)]
pub struct NewAgent {
    /// The member who becomes one; without it, somebody new.
    member_id: Option<String>,
    #[schema(example = "1001", max_length = 32)]
    number: String,
    /// Needed for somebody new.
    #[serde(default)]
    #[schema(required, example = "Ana Silva", max_length = 64)]
    name: String,
    #[serde(default)]
    #[schema(max_length = 64)]
    nickname: String,
    /// Where the password is mailed to; needed for somebody new.
    #[serde(default)]
    #[schema(required, example = "ana.silva@example.com")]
    email: String,
    /// The word of a built-in role, or the id of one of the organisation's own; agent unless told otherwise.
    role: Option<String>,
    #[serde(default)]
    skill_group_ids: Vec<String>,
}

/// Add an agent
///
/// A random password is mailed; the agent chooses another one at the first sign-in. A member who has an account keeps his own.
#[utoipa::path(
    post, path = "/agents", tag = "Agents", operation_id = "addAgent", request_body = NewAgent,
    security(("key" = ["agents.write"])), responses((status = 201, body = Agent)),
)]
pub async fn add(State(edge): Place, Extension(caller): Key, Sent(sent): Sent<NewAgent>) -> Told<Shown<Agent>> {
    let add = AddAgent {
        member: sent.member_id.map(MemberId),
        name: sent.name,
        nickname: sent.nickname,
        number: sent.number,
        email: sent.email,
        role: role(sent.role.as_deref())?,
        groups: placings(sent.skill_group_ids),
    };
    let detail = agents::add(&edge.services, &caller.viewer, add).await?;
    let (revision, path) = (detail.row.revision, format!("/agents/{}", detail.row.id));
    Ok(Shown::made(detail.row.into(), revision, &path))
}

pub(super) fn role(text: Option<&str>) -> Told<RoleKey> {
    match text {
        None => Ok(RoleKey::BuiltIn(Role::Agent)),
        Some(text) => Ok(RoleKey::parse(text).ok_or_else(|| Problem::field("role", Fault::Unknown))?),
    }
}

fn placings(ids: Vec<String>) -> Vec<Placing> {
    ids.into_iter().map(|id| Placing { group: SkillGroupId(id), priority: PRIORITY }).collect()
}

/// What is to be different. Fields that are not sent stay as they are; number, address and role change by replacing the agent.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangeOfAgent {
    #[schema(max_length = 64)]
    name: Option<String>,
    /// Empty for none.
    #[schema(max_length = 64)]
    nickname: Option<String>,
    /// All of them from now on. In a group that the agent is in already, the priority stays.
    skill_group_ids: Option<Vec<String>>,
}

/// Change an agent
#[utoipa::path(
    patch, path = "/agents/{id}", tag = "Agents", operation_id = "changeAgent", params(("id" = String, Path)),
    request_body = ChangeOfAgent,
    security(("key" = ["agents.write"])), responses((status = 200, body = Agent)),
)]
pub async fn change(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
    Sent(sent): Sent<ChangeOfAgent>,
) -> Told<Shown<Agent>> {
    caller.viewer.require_everywhere(Permission::AgentsWrite)?;
    let id = AgentId(id);
    let present = agents::get(&edge.services, &caller.viewer, &id).await?.row;
    let groups = sent.skill_group_ids.map(|ids| {
        let mut groups = placings(ids);
        for placing in &mut groups {
            if let Some(known) = present.groups.iter().find(|known| known.id == placing.group) {
                placing.priority = known.priority;
            }
        }
        groups
    });
    let edit = EditAgent { name: sent.name, nickname: sent.nickname, groups, ..EditAgent::of(id, revision.of()) };
    Ok(shown(agents::edit(&edge.services, &caller.viewer, edit).await?))
}

/// Delete an agent
///
/// The agent cannot sign in any more, and can be brought back for thirty days. 409 with `agent_serving` while he serves somebody.
#[utoipa::path(
    delete, path = "/agents/{id}", tag = "Agents", operation_id = "deleteAgent", params(("id" = String, Path)),
    security(("key" = ["agents.write"])), responses((status = 204)),
)]
pub async fn delete(
    State(edge): Place,
    Extension(caller): Key,
    Path(id): Path<String>,
    revision: Revision,
) -> Told<StatusCode> {
    caller.viewer.require_everywhere(Permission::AgentsWrite)?;
    let id = AgentId(id);
    if agents::get(&edge.services, &caller.viewer, &id).await?.row.revision != revision.of() {
        return Err(Code::Stale.into());
    }
    step(&edge, &caller, &id, AgentStep::Delete).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a step with one agent; what stood in its way is the answer.
pub(super) async fn step(edge: &Edge, caller: &Caller, id: &AgentId, step: AgentStep) -> Told<()> {
    let outcomes = agents::take_steps(&edge.services, &caller.viewer, std::slice::from_ref(id), step).await?;
    match outcomes.into_iter().find_map(|outcome| outcome.problem) {
        Some(problem) => Err(problem.into()),
        None => Ok(()),
    }
}
